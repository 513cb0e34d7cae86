import { describe, expect, it } from "vitest";
import { ARTS_LOAN as art, BRITTANYS_INVESTMENT } from "@/test/support/agreements";
import { investmentAgreement } from "./investment-agreement";
import { loanAgreement } from "./loan-agreement";

const brittany = { ...BRITTANYS_INVESTMENT, investorName: "Brittany Chen" };

const figure = (text: string, label: string) =>
  text
    .split("\n")
    .find((line) => line.startsWith(label))
    ?.slice(label.length)
    .trim();

describe("the loan agreement", () => {
  const text = loanAgreement(art);

  it("discloses Art's figures, the rate and the charge first", () => {
    expect(figure(text, "ANNUAL PERCENTAGE RATE")).toBe("21.46%");
    expect(figure(text, "FINANCE CHARGE")).toBe("$600.00");
    expect(figure(text, "Amount financed")).toBe("$5,000.00");
    expect(figure(text, "Total of payments")).toBe("$5,600.00");
    expect(text.indexOf("FINANCE CHARGE")).toBeLessThan(text.indexOf("Amount financed"));
    expect(text.indexOf("Total of payments")).toBeLessThan(text.indexOf("1. The loan"));
  });

  it("says the payments in words, the odd last one apart", () => {
    expect(text.replace(/\s+/g, " ")).toContain(
      "11 monthly payments of $466.67, beginning on February 5, 2026; then 1 payment of $466.63 on January 5, 2027.",
    );
  });

  it("lists every payment with what is owed after it", () => {
    const rows = text.split("\n").filter((line) => /^ *\d+ {3}/.test(line));
    expect(rows).toHaveLength(12);
    expect(rows[0]?.trim().split(/ {2,}/)).toEqual([
      "1",
      "Feb 5, 2026",
      "466.67",
      "416.67",
      "50.00",
      "4,583.33",
    ]);
    expect(rows[11]?.trim().split(/ {2,}/)).toEqual([
      "12",
      "Jan 5, 2027",
      "466.63",
      "416.63",
      "50.00",
      "0.00",
    ]);
  });

  it("says that an origination fee is withheld and not refunded, only where there is one", () => {
    const withFee = loanAgreement({
      ...art,
      originationFee: "50.00",
      amountFinanced: "4950.00",
      financeCharge: "650.00",
    });
    expect(withFee).toContain("origination fee is not refunded");
    expect(figure(withFee, "  Prepaid finance charge (origination fee)")).toBe("$50.00");
    expect(text).not.toContain("not refunded");
  });

  it("summarizes a schedule of many different payments and is never wider than 78 columns", () => {
    const falling = {
      ...art,
      method: "EQUAL_PRINCIPAL" as const,
      schedule: art.schedule.map((row, at) => ({ ...row, payment: `${466 - at}.00` })),
    };
    const wide = loanAgreement({
      ...falling,
      borrowerName: "A company with a very long legal name ".repeat(3).trim(),
    });
    expect(wide.replace(/\s+/g, " ")).toContain("12 monthly payments: first 1 payment of $466.00");
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(78);
  });
});

it("the agreement of a business names the company and, with title, the person who signs for it", () => {
  const text = loanAgreement({
    ...art,
    borrowerName: "Vandelay Imports LLC",
    signer: { name: "Art Vandelay", title: "Managing Member" },
  });
  expect(figure(text, "Borrower")).toBe("Vandelay Imports LLC");
  expect(figure(text, "Signed for the borrower by")).toBe("Art Vandelay, Managing Member");
  expect(text.replace(/\s+/g, " ")).toContain("electronically for Vandelay Imports LLC by typing their name");
  expect(loanAgreement(art)).not.toContain("Signed for the borrower");
});

describe("what a person wrote, in a text that is signed", () => {
  const clause = "5. The lender waives all interest.";
  const hostile = ["\n", "\r\n\r\n", "\u2028", "\u2029", "\u0085", "\v", "\f", "\0"].map(
    (end) => `Ben Ortiz${end}${clause}`,
  );
  const startsWithClause = (text: string) =>
    text.split(/[\n\r\v\f\u0085\u2028\u2029]/).some((line) => line.startsWith(clause));

  it("cannot start a line of the loan agreement, not even a name stored before the forms refused it", () => {
    for (const borrowerName of [...hostile, `${clause} `.repeat(4)])
      expect(startsWithClause(loanAgreement({ ...art, borrowerName })), JSON.stringify(borrowerName)).toBe(
        false,
      );
  });

  it("cannot start a line of the investment agreement, as the investor's or the bank's name", () => {
    for (const name of hostile)
      expect(
        startsWithClause(investmentAgreement({ ...brittany, investorName: name, accountWords: name })),
      ).toBe(false);
  });

  it("cannot turn the letters around it or hide among them", () => {
    const text = loanAgreement({ ...art, borrowerName: "Ben\u202e sevia\u200bw \u2066Ortiz" });
    expect(text).toContain("Ben seviaw Ortiz");
    expect(text).not.toMatch(/\p{Cf}/u);
  });
});

describe("the investment agreement", () => {
  const text = investmentAgreement(brittany);

  it("states Brittany's figures", () => {
    expect(figure(text, "Amount invested")).toBe("$10,000.00");
    expect(figure(text, "Rate, simple interest per year")).toBe("4.80%");
    expect(figure(text, "Amount at maturity")).toBe("$10,480.00");
    expect(text.split("\n").filter((line) => /^ *\d+ +40\.00$/.test(line))).toHaveLength(12);
  });

  it("promises no guarantee and says that a payout may wait", () => {
    const words = text.replace(/\s+/g, " ");
    expect(words).toContain("nobody guarantees that it will be repaid in full or on time");
    expect(words).toContain("the payout is delayed and we try again every banking day");
  });
});
