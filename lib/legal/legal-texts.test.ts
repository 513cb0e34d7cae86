import { describe, expect, it } from "vitest";
import { CURRENT_TEXTS } from "./current-texts";
import { bodyOf, hashOf } from "./legal-text";
import { termsOfUse } from "./terms";

describe("the texts that people agree to", () => {
  it.each(Object.values(CURRENT_TEXTS))(
    "$kind has a version, sections with text, and the company in it",
    (text) => {
      expect(text.version).toMatch(new RegExp(`^${text.kind}-\\d+$`));
      expect(text.sections.length).toBeGreaterThan(5);
      for (const { heading, paragraphs } of text.sections) {
        expect(heading).not.toBe("");
        expect(paragraphs.join(" ").length).toBeGreaterThan(40);
      }
      expect(bodyOf(text)).toContain("Modern Lending (sandbox)");
    },
  );

  it("hashes what is on the page: another word, another hash", () => {
    const { terms } = CURRENT_TEXTS;
    const [first, ...rest] = terms.sections;
    const changed = { ...terms, sections: [{ ...first!, heading: "Who we were" }, ...rest] };
    expect(hashOf(terms)).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOf(changed)).not.toBe(hashOf(terms));
  });

  it("names the company of the settings", () => {
    const company = {
      ...{ name: "Lending Example Inc.", address: "1 Main Street", phone: "555", email: "a@b.example" },
      ein: null,
      isMadeUp: false,
    };
    const body = bodyOf(termsOfUse(company));
    for (const fact of [company.name, company.address, company.email]) expect(body).toContain(fact);
  });
});
