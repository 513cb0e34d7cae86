// Whether a secret could be guessed. It cannot prove that one was drawn at random; it refuses those that people type.

const MOST = 0.6;
const KEYBOARD = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const COMMON =
  /password|passwort|secret|change.?me|let.?me.?in|admin|default|example|placeholder|sandbox|modern.?lending|your.?(key|token)|todo|test|dummy/gi;

/**
 * What makes `secret` weak, as the end of a sentence, or null.
 *
 * @param least characters that it must have, and bits that its characters could hold at most
 *
 * @example weaknessOf("ab".repeat(16), { length: 32, bits: 80 }) // "repeats the same few characters"
 */
export function weaknessOf(secret: string, least: { length: number; bits: number }): string | null {
  if (secret.length < least.length) return `must have at least ${least.length} characters`;
  if (repeatsItself(secret)) return "repeats the same few characters";
  if (isSequence(secret)) return "is a sequence of characters";
  if (bitsOf(secret) < least.bits) return "uses too few different characters";
  const word = commonWordIn(secret);
  return word === null ? null : `contains the word "${word}"`;
}

/** Inside a long random text a word may turn up by chance; one that fills a quarter of it, or a long one set off, did not. */
function commonWordIn(secret: string): string | null {
  for (const { 0: word, index } of secret.matchAll(COMMON)) {
    const beside = [secret[index - 1] ?? " ", secret[index + word.length] ?? " "];
    const isSetOff = word.length > 4 && beside.every((character) => !/[a-z]/i.test(character));
    if (word.length * 4 > secret.length || isSetOff) return word;
  }
  return null;
}

/** The same for a key given as bytes: `00 01 02 …` has 64 different-looking digits. */
export function weaknessOfBytes(bytes: Uint8Array): string | null {
  const text = String.fromCharCode(...bytes);
  if (repeatsItself(text)) return "repeats the same few bytes";
  if (isSequence(text)) return "is a sequence of bytes";
  if (new Set(bytes).size < Math.min(bytes.length / 2, 64)) return "uses too few different bytes";
  return null;
}

/** True when most characters are the same as those some places before, as in one unit over and over. */
function repeatsItself(text: string): boolean {
  for (let unit = 1; unit <= text.length / 2; unit++) {
    const compared = text.length - unit;
    let same = 0;
    for (let at = unit; at < text.length; at++) if (text[at] === text[at - unit]) same++;
    if (same >= compared * MOST) return true;
  }
  return false;
}

/** True when most characters follow from those before: by a constant step, alternating with others, or on the keyboard. */
function isSequence(text: string): boolean {
  const lower = text.toLowerCase();
  const code = (at: number) => lower.charCodeAt(at);
  const onKeyboard = (at: number) =>
    at >= 2 && KEYBOARD.some((row) => isPartOf(row, lower.slice(at - 2, at + 1)));
  return [1, 2].some((lag) => {
    let following = 0;
    for (let at = 2 * lag; at < lower.length; at++)
      if (code(at) - code(at - lag) === code(at - lag) - code(at - 2 * lag) || onKeyboard(at)) following++;
    return following >= (lower.length - 2 * lag) * MOST;
  });
}

function isPartOf(row: string, part: string) {
  return row.includes(part) || [...row].reverse().join("").includes(part);
}

/** Bits by how often each character occurs: an upper bound for what a text like this can hold. */
function bitsOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - count * Math.log2(count / text.length), 0);
}
