import { describe, expect, it } from "vitest";
import { investmentAgreement } from "@/lib/documents/investment-agreement";
import { loanAgreement } from "@/lib/documents/loan-agreement";
import { ARTS_LOAN, BRITTANYS_INVESTMENT } from "@/test/support/agreements";
import { agreementBlocks, type AgreementBlock } from "./agreement-blocks";

const investment = investmentAgreement(BRITTANYS_INVESTMENT);
const loan = loanAgreement(ARTS_LOAN);

function wordsOf(block: AgreementBlock) {
  if (block.kind === "rule") return "";
  if (block.kind === "fact") return `${block.label} ${block.value}`;
  return block.kind === "table" ? [block.header, ...block.rows].flat().join(" ") : block.text;
}

describe("an agreement on a screen", () => {
  const blocks = agreementBlocks(investment);

  it.each([
    ["investment", investment],
    ["loan", loan],
  ])("has every word of the %s agreement that is signed, in order", (_, body) => {
    const shown = agreementBlocks(body).map(wordsOf).join(" ").split(/\s+/).filter(Boolean);
    const signed = body.split(/\s+/).filter((word) => word !== "" && !/^(=+|-+)$/.test(word));
    expect(shown).toEqual(signed);
  });

  it("joins a paragraph that was wrapped at 78 columns", () => {
    const first = blocks.findIndex((block) => block.kind === "clause");
    expect(blocks[first]).toEqual({ kind: "clause", text: "1. The deposit" });
    expect(wordsOf(blocks[first + 1]!)).toMatch(
      /^You authorize us to collect \$10,000\.00 once.*until the deposit has been sent\.$/,
    );
  });

  it("separates labels from values", () => {
    expect(blocks).toContainEqual({
      kind: "fact",
      label: "Amount at maturity",
      value: "$10,480.00",
      isMain: false,
    });
  });

  it("reads the schedule of a loan into rows and columns", () => {
    const table = agreementBlocks(loan).find((block) => block.kind === "table");
    expect(table?.header).toEqual(["No.", "Due", "Payment", "Principal", "Interest", "Still owed"]);
    expect(table?.rows).toHaveLength(12);
    expect(table?.rows[0]).toEqual(["1", "Feb 5, 2026", "466.67", "416.67", "50.00", "4,583.33"]);
    expect(table?.rows[11]).toEqual(["12", "Jan 5, 2027", "466.63", "416.63", "50.00", "0.00"]);
  });

  it("makes the rate and the finance charge of a disclosure more conspicuous than the rest", () => {
    const facts = agreementBlocks(loan).flatMap((block) => (block.kind === "fact" ? [block] : []));
    expect(facts.filter(({ isMain }) => isMain).map(({ label }) => label)).toEqual([
      "ANNUAL PERCENTAGE RATE",
      "FINANCE CHARGE",
    ]);
  });

  it("takes what a disclosure explains below it as a heading", () => {
    const headings = agreementBlocks(loan).flatMap((block) => (block.kind === "term" ? [block.text] : []));
    expect(headings).toEqual([
      "Payment schedule",
      "Late payment",
      "Prepayment",
      "Security",
      "Itemization of the amount financed",
    ]);
  });
});
