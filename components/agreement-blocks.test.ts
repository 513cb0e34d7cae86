import { describe, expect, it } from "vitest";
import { investmentAgreement } from "@/lib/documents/investment-agreement";
import { agreementBlocks, type AgreementBlock } from "./agreement-blocks";

const body = investmentAgreement({
  investorName: "Brittany",
  agreedOn: "2026-01-01",
  principal: "10000.00",
  annualRate: "0.048",
  termMonths: 12,
  totalInterest: "480.00",
  maturityAmount: "10480.00",
  rail: "ACH",
  accountWords: "First Bank, ending in 6789",
  monthlyInterest: Array.from({ length: 12 }, () => "40.00"),
});

function wordsOf(block: AgreementBlock) {
  if (block.kind === "rule") return "";
  if (block.kind === "fact") return `${block.label} ${block.value}`;
  return block.kind === "table" ? block.lines.join(" ") : block.text;
}

describe("an agreement on a screen", () => {
  const blocks = agreementBlocks(body);

  it("has every word of the text that is signed, in order", () => {
    const shown = blocks.map(wordsOf).join(" ").split(/\s+/).filter(Boolean);
    const signed = body.split(/\s+/).filter((word) => word !== "" && !/^=+$/.test(word));
    expect(shown).toEqual(signed);
  });

  it("joins a paragraph that was wrapped at 78 columns", () => {
    const first = blocks.findIndex((block) => block.kind === "heading");
    expect(blocks[first]).toEqual({ kind: "heading", text: "1. The deposit" });
    expect(wordsOf(blocks[first + 1]!)).toMatch(
      /^You authorize us to collect \$10,000\.00 once.*has not been sent\.$/,
    );
  });

  it("tells labels from values", () => {
    expect(blocks).toContainEqual({ kind: "fact", label: "Amount at maturity", value: "$10,480.00" });
  });

  it("keeps tables as they are", () => {
    const table = blocks.find((block) => block.kind === "table");
    expect(table && wordsOf(table)).toContain("12");
  });
});
