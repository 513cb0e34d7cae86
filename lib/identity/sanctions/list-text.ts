// From bytes to the text of a list file, and a clear sentence for what is no text at all.
import { MAX_LIST_BYTES, SanctionsListError } from "./list";
import type { ListFile } from "./list";

/**
 * The text of a list file, without a byte order mark and without the end-of-file character (SUB) of old delimited files.
 *
 * The specification promises ASCII, the files of the Sanctions List Service are UTF-8. Anything else is refused: read in a
 * guessed encoding, names would be screened in letters that nobody wrote.
 *
 * @throws SanctionsListError "too-large", "empty", or "malformed" with the line of the first byte or character that is no text
 */
export function listText({ name, bytes }: ListFile): string {
  if (bytes.length > MAX_LIST_BYTES)
    throw new SanctionsListError("too-large", name, null, "the file is larger than 128 MiB.");
  const text = decoded(bytes, name).replace(/\x1A\s*$/, "");
  const control = /[\0-\x08\x0B\x0E-\x1F\uFFFE\uFFFF]/.exec(text);
  if (control)
    throw new SanctionsListError(
      "malformed",
      name,
      lineAt(text, control.index),
      "a control character is in the text. Get the file again.",
    );
  if (text.trim() === "") throw new SanctionsListError("empty", name, null, "the file is empty.");
  return text;
}

/** The physical line of a place in a text, from 1. */
export function lineAt(text: string, index: number): number {
  return 1 + (text.slice(0, Math.max(0, index)).match(/\r\n?|\n/g)?.length ?? 0);
}

function decoded(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const lossy = new TextDecoder("utf-8").decode(bytes);
    throw new SanctionsListError(
      "malformed",
      name,
      lineAt(lossy, lossy.indexOf("\uFFFD")),
      "the text is not UTF-8. Get the file again.",
    );
  }
}
