// From bytes to text: which encoding, and a clear sentence for what is no text at all or another format.
import { BankFileError, MAX_BYTES } from "./statement";
import type { BankFilePlace, BankFormat } from "./statement";

const NAMES: Readonly<Record<BankFormat, string>> = {
  bai2: "BAI2",
  camt053: "CAMT.053",
  ofx: "OFX",
  mt940: "MT940",
  csv: "CSV",
};

/** A place in a file of the format. */
function placeIn(format: BankFormat, line: number): BankFilePlace {
  return format === "bai2" ? { record: line } : { line };
}

const SIGNATURES: [name: string, bytes: number[]][] = [
  ["a spreadsheet or another ZIP archive", [0x50, 0x4b, 0x03, 0x04]],
  ["a ZIP archive", [0x50, 0x4b, 0x05, 0x06]],
  ["an old Office document", [0xd0, 0xcf, 0x11, 0xe0]],
  ["a PDF document", [0x25, 0x50, 0x44, 0x46]],
  ["a compressed file", [0x1f, 0x8b]],
  ["a picture", [0x89, 0x50, 0x4e, 0x47]],
  ["a picture", [0xff, 0xd8, 0xff]],
];

/**
 * The text of a bank file.
 *
 * @param bytes the whole file, at most MAX_BYTES
 * @returns its text without a byte order mark, by its byte order mark, else the encoding that it declares (XML, OFX), else
 *   UTF-8, else Windows-1252, which American banks mean where the bytes are not UTF-8
 * @throws BankFileError "too-large", "empty", or "wrong-format" when the bytes are not text
 *
 * @example decodeBankFile(Buffer.from("01,122099999/"), "bai2") // "01,122099999/"
 */
export function decodeBankFile(bytes: Uint8Array, format: BankFormat): string {
  if (bytes.length > MAX_BYTES)
    throw new BankFileError(
      "too-large",
      placeIn(format, 1),
      "the file is larger than 20 MiB. Import it in smaller files.",
    );
  refuseOtherFiles(bytes, format);
  const text = decode(bytes);
  if (text === null) throw notText(format);
  if (text.trim() === "") throw new BankFileError("empty", placeIn(format, 1), "the file is empty.");
  refuseControlCharacters(text, format);
  return text;
}

/** Physical lines of a text, numbered from 1, one at a time. Ends are CR LF, LF or CR. */
export function* physicalLines(text: string): Generator<{ number: number; text: string }> {
  const end = /\r\n?|\n/g;
  let start = 0;
  for (let number = 1; ; number += 1) {
    const match = end.exec(text);
    yield { number, text: text.slice(start, match?.index) };
    if (!match) return;
    start = end.lastIndex;
  }
}

const BEGINNINGS: [BankFormat, RegExp][] = [
  ["bai2", /^01,[^,]*,[^,]*,\d{6}/],
  ["mt940", /^(\{1:|:20:)/],
  ["ofx", /^(OFXHEADER\s*:|<\?OFX\b|<OFX>)/i],
  ["camt053", /^<(\?xml\b|(\w{1,20}:)?Document\b)/],
];

/** The format that a line begins, or null. @example formatBegunBy("01,122099999,123456789,260305") // "bai2" */
export function formatBegunBy(line: string): BankFormat | null {
  const start = line.slice(0, 200).trimStart();
  return BEGINNINGS.find(([, beginning]) => beginning.test(start))?.[0] ?? null;
}

/** The refusal of a line that begins another format than the one that is being read; null when it does not. */
export function otherFormat(line: string, format: BankFormat, place: BankFilePlace): BankFileError | null {
  const begun = formatBegunBy(line);
  if (begun === null || begun === format) return null;
  return new BankFileError(
    "wrong-format",
    place,
    `${NAMES[begun]} data begins here, but the file is read as ${NAMES[format]}. Choose the format of the file, and import one format per file.`,
  );
}

function refuseOtherFiles(bytes: Uint8Array, format: BankFormat) {
  const [name] = SIGNATURES.find(([, signature]) => signature.every((byte, n) => bytes[n] === byte)) ?? [];
  if (name === undefined) return;
  throw new BankFileError(
    "wrong-format",
    placeIn(format, 1),
    `the file is ${name}, not ${NAMES[format]}, whatever its name says. Export the statement again from the bank.`,
  );
}

function decode(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeAs("utf-16le", bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeAs("utf-16be", bytes);
  const declared = declaredEncoding(bytes);
  return (
    (declared === null ? null : decodeAs(declared, bytes)) ??
    decodeAs("utf-8", bytes) ??
    decodeAs("windows-1252", bytes)
  );
}

function decodeAs(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null; // an unknown encoding, or bytes that are not in it
  }
}

/** What an XML declaration or the header of OFX 1.x says; null without one. */
function declaredEncoding(bytes: Uint8Array): string | null {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 512));
  const [, xml] =
    /^(?:\xEF\xBB\xBF)?\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(start) ?? [];
  if (xml !== undefined) return /^utf-?16/i.test(xml) ? null : xml;
  const [, charset] = /\bCHARSET\s*:\s*([\w-]{1,20})/.exec(start) ?? [];
  return charset === "1252" ? null : charset !== undefined && /^8859-1$/.test(charset) ? "latin1" : null;
}

// SWIFT transmissions are wrapped in SOH and ETX, files from DOS end in SUB, printed statements have form feeds.
const UNEXPECTED = /[\0-\x08\x0B\x0E-\x1F]/;
const EXPECTED = /[\x01\x03\x1A]/g;

function refuseControlCharacters(text: string, format: BankFormat) {
  const found = UNEXPECTED.exec(text);
  if (!found) return;
  const rest = UNEXPECTED.exec(text.replace(EXPECTED, " "));
  if (rest) throw notText(format, 1 + (text.slice(0, rest.index).match(/\r\n?|\n/g)?.length ?? 0));
}

function notText(format: BankFormat, line = 1): BankFileError {
  return new BankFileError(
    "wrong-format",
    placeIn(format, line),
    `the file is not text, so it is not ${NAMES[format]}. Export the statement again from the bank.`,
  );
}
