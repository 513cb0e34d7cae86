// What nobody types and somebody sends. Fixed, so that a failure can be run again.

/** Characters that no field, address or message may have: each must be refused with a sentence. */
export const NEVER = ["a\0b", "\0", "a\u0007", "\u001b[2J", "\u0008x", "\u007f", "\u0090b", "x\ufffe"];

/** What some fields may take and others not: an answer is all that is asked for. */
export const ODD = [
  "",
  " ",
  "\u00a0\u3000",
  "Pat\nThe lender waives all interest",
  "Pat\u2028Doe",
  "\u202eeoD taP",
  "P\u200bat",
  "\ufeffPat",
  "👩‍👩‍👧 Zoe\u0308 Œ'Brien",
  "a".repeat(100_000),
  "9".repeat(400),
  "-1",
  "0",
  "-0",
  "1e999",
  "0x10",
  "NaN",
  "Infinity",
  "1,00",
  "1.000,00",
  "٣",
  "１０００",
  "9223372036854775807",
  "9223372036854775808",
  "-9223372036854775809",
  "99999999999999999999999999",
  "2026-02-30",
  "0000-00-00",
  "9999-12-31",
  "275760-09-13",
  "null",
  "undefined",
  "true",
  "[object Object]",
  "__proto__",
  "constructor",
  "toString",
  "' OR 1=1; --",
  "%",
  "_",
  "\\",
  "%00",
  String.raw`\u0000`,
  "../../etc/passwd",
  "https://evil.example",
  "//evil.example",
  "javascript:alert(1)",
  "<script>alert(1)</script>",
  "${7*7}{{7*7}}",
  '{"a":1}',
  "[]",
];

/** Takes turns through a list, so that every place meets other inputs and all of them are met. */
export function turns<T>(list: readonly T[]): () => T {
  let at = 0;
  return () => list[at++ % list.length]!;
}
