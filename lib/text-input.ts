// What a person may type: one line, or several. Free of server code: forms and actions both import it.
import { z } from "zod";
import { DomainError } from "@/lib/errors";

// Controls besides tab and line ends, halves of surrogate pairs, code points that are no characters.
const NEVER = /[^\P{Cc}\t\n\r]|\p{Cs}|\p{Noncharacter_Code_Point}/u;
const LINE_END = /[\n\r\v\f\u0085\u2028\u2029]/;
// Format characters turn the order of letters around or hide among them; the others look like nothing at all.
const UNSEEN = /\p{Cf}|\p{Zl}|\p{Zp}|\p{Default_Ignorable_Code_Point}|\u2800/u;
// A well-formed emoji may be held together by a zero width joiner; the flag `v` is newer than our compiler's target.
const EMOJI = new RegExp("\\p{RGI_Emoji}", "gv");

/** Says which character of a text no field, address or message may have; null when there is none. */
export function forbiddenCharacter(text: string): string | null {
  const [found] = NEVER.exec(text) ?? [];
  return found === undefined ? null : sentenceAbout(found);
}

/**
 * Refuses texts that cannot be kept: PostgreSQL stores no NUL, and JSON no half of a surrogate pair.
 *
 * @throws DomainError "invalid"
 */
export function refuseForbiddenCharacters(texts: readonly (string | null)[]): void {
  const complaint = texts.map((text) => text && forbiddenCharacter(text)).find(Boolean);
  if (complaint) throw new DomainError("invalid", complaint);
}

/**
 * Schema for one line: a name, a title, a reference. What it lets through can be put into an agreement: it neither
 * starts a line there nor hides or reorders one.
 *
 * @param empty the sentence for a field that was not sent
 * @returns a string schema; its output is in NFC, without spaces at its ends, each gap one plain space
 *
 * @example oneLine("Enter your name.").parse("  Zoe\u0308   Doe ") // "Zoë Doe"
 */
export const oneLine = (empty: string) =>
  z
    .string(empty)
    .overwrite((text) =>
      text
        .normalize("NFC")
        .replace(/\p{Zs}+/gu, " ")
        .replace(/^ | $/g, ""),
    )
    .refine((text) => lineComplaint(text) === null, {
      error: ({ input }) => lineComplaint(String(input)) ?? undefined,
      abort: true,
    });

/**
 * Schema for a message or a note of several lines.
 *
 * @param empty the sentence for a field that was not sent
 * @returns a string schema; its output is in NFC with "\n" line ends, without blank space at its ends
 *
 * @example severalLines("Say why.").parse("One\r\ntwo ") // "One\ntwo"
 */
export const severalLines = (empty: string) =>
  z
    .string(empty)
    .overwrite((text) => text.replace(/\r\n?/g, "\n").normalize("NFC").trim())
    .refine((text) => complaintAbout(text) === null, {
      error: ({ input }) => complaintAbout(String(input)) ?? undefined,
      abort: true,
    });

/**
 * Any text as one line, for templates: what was stored before the forms refused it must not start a line in a document.
 *
 * @example flatten("Pat\nThe lender waives all interest") // "Pat The lender waives all interest"
 */
export function flatten(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Zs}]+/gu, " ")
    .replace(/\p{Cf}|\p{Cs}|\p{Default_Ignorable_Code_Point}/gu, "")
    .trim();
}

function lineComplaint(text: string): string | null {
  return LINE_END.test(text) ? "Use one line, without line breaks." : complaintAbout(text, /\t/);
}

function complaintAbout(text: string, more = /(?!)/): string | null {
  const withoutEmoji = text.replace(EMOJI, "");
  const [found] = NEVER.exec(text) ?? more.exec(text) ?? UNSEEN.exec(withoutEmoji) ?? [];
  return found === undefined ? null : sentenceAbout(found);
}

function sentenceAbout(character: string): string {
  const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
  return `This contains an invisible character (U+${code}). Delete it, or type the text instead of pasting it.`;
}
