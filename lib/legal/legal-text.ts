// A text that people agree to: the same sections make the page and the plain text that is hashed and kept. Pure.
import { createHash } from "node:crypto";

export type LegalKind = "terms" | "privacy";
type Section = { heading: string; paragraphs: readonly string[] };
export type LegalText = {
  kind: LegalKind;
  /** Changes with every change of the words: "terms-1". */
  version: string;
  title: string;
  sections: readonly Section[];
};

/**
 * The text as it is kept and hashed: title, version, then numbered sections.
 *
 * @example bodyOf({ kind: "terms", version: "terms-1", title: "Terms of use", sections: [] }) // "Terms of use\nVersion terms-1\n"
 */
export function bodyOf({ title, version, sections }: LegalText): string {
  const parts = sections.map(({ heading, paragraphs }, at) =>
    [`${at + 1}. ${heading}`, ...paragraphs].join("\n"),
  );
  return `${[`${title}\nVersion ${version}`, ...parts].join("\n\n")}\n`;
}

/** SHA-256 of the body's UTF-8 bytes, in hexadecimal. */
export function hashOf(text: LegalText): string {
  return createHash("sha256").update(bodyOf(text), "utf8").digest("hex");
}
