// Whether a typed name is the legal name of the signer. Pure.

/** Letters that Unicode does not take apart, with what people type instead of them. */
const PLAIN: Record<string, string> = { ø: "o", ł: "l", đ: "d", ð: "d", ħ: "h", ŧ: "t", ı: "i", æ: "ae", œ: "oe", þ: "th" }; // prettier-ignore

/**
 * Compares two names as a person would: case, spacing, accents of Latin letters and punctuation do not count; everything
 * else does. Letters of other scripts are compared exactly but for case: no mark of theirs is dropped, and a Cyrillic
 * letter is never the Latin one that looks like it. A name without a letter is nobody's.
 *
 * @param typed as it was typed to sign
 * @param legal the legal name of the signer
 *
 * @example isSameName("Jose Garcia", "JOSÉ  García") // true
 * @example isSameName("ONeil", "O'Neil") // true
 * @example isSameName("Mickey Mouse", "Ben Carter") // false
 */
export function isSameName(typed: string, legal: string): boolean {
  const letters = lettersOf(typed);
  return letters !== "" && letters === lettersOf(legal);
}

function lettersOf(name: string): string {
  return (
    name
      .normalize("NFKD")
      .replace(/(\p{Script=Latin})\p{M}+/gu, "$1")
      // The block of modifier letters holds apostrophes that Unicode calls letters.
      .replace(/[^\p{L}\p{M}\p{N}]|[\u02b0-\u02ff]/gu, "")
      .toUpperCase() // first, because ß has only an upper case of two letters in common with "ss"
      .toLowerCase()
      .replace(/[øłđðħŧıæœþ]/g, (letter) => PLAIN[letter] ?? letter)
      .normalize("NFC")
  );
}
