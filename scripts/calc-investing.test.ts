// `calc` about investments and the pool: the tables of the contract, request by request, and the sentence of each refusal.
import { describe, expect, it } from "vitest";
import { answer } from "./calc-answers";

const BRITTANY = {
  principal: "10000.00",
  annualRate: "0.048",
  termMonths: 12,
  startedOn: "2026-01-01",
  share: "1",
};
const withdrawal = (change: object) => answer("withdrawal", { ...BRITTANY, ...change });
const refusal = (path: string, sentence: RegExp, code = "invalid-value") => ({
  error: { code, path, message: expect.stringMatching(sentence) },
});

describe("withdrawal", () => {
  it.each([
    // on, earned, penalty, paid
    ["2026-01-01", "0.00", "0.00", "10000.00"],
    ["2026-03-01", "80.00", "80.00", "10000.00"],
    ["2026-07-01", "240.00", "120.00", "10120.00"],
    ["2026-07-16", "259.35", "120.00", "10139.35"],
    ["2027-01-01", "480.00", "0.00", "10480.00"],
    ["2027-03-01", "480.00", "0.00", "10480.00"],
  ])("of all of Brittany's money on %s: earned %s, penalty %s, paid %s", (on, earned, penalty, paid) => {
    const nothing = { remainingPrincipal: "0.00", remainingInterest: "0.00" };
    expect(withdrawal({ on })).toEqual({ earned, penalty, paid, ...nothing });
  });

  it("of 4,000.00 of 10,000.00 leaves 6,000.00 and the interest credited on it", () => {
    expect(withdrawal({ on: "2026-07-01", share: "0.4" })).toEqual({
      ...{ earned: "96.00", penalty: "48.00", paid: "4048.00" },
      ...{ remainingPrincipal: "6000.00", remainingInterest: "144.00" },
    });
    expect(withdrawal({ on: "2026-07-01", share: "2/5" })).toEqual(
      withdrawal({ on: "2026-07-01", share: "0.4" }),
    );
  });

  it.each([
    [{ on: "2025-12-31" }, refusal("on", /not before the start/)],
    [{ on: "2026-02-30" }, refusal("on", /date that exists/)],
    [{}, refusal("on", /missing/, "missing-field")],
    [{ on: "2026-07-01", share: "0" }, refusal("share", /above 0 and at most 1/)],
    [{ on: "2026-07-01", share: "1.01" }, refusal("share", /above 0 and at most 1/)],
    [{ on: "2026-07-01", share: "-0.5" }, refusal("share", /fraction/)],
    [{ on: "2026-07-01", share: "0.0000001" }, refusal("share", /less than one cent/, "invalid-request")],
    [{ on: "2026-07-01", principal: "0.00" }, refusal("principal", /above 0\.00/)],
    [{ on: "2026-07-01", termMonths: 0 }, refusal("termMonths", /whole number/)],
    [{ on: "9999-07-01", startedOn: "9998-12-01" }, refusal("startedOn", /year 9999/)],
    [{ on: "2026-07-01", annualRate: "4.8%" }, refusal("annualRate", /decimal string/)],
  ])("refuses %j", (change, expected) => expect(withdrawal(change)).toEqual(expected));
});

describe("apy", () => {
  it.each([
    ["0.036", 3, "3.65"],
    ["0.042", 6, "4.24"],
    ["0.048", 12, "4.80"],
    ["0.051", 24, "4.98"],
    ["0.054", 36, "5.13"],
    ["0", 12, "0.00"],
  ])("of %s over %i months is %s%%", (annualRate, termMonths, apy) => {
    expect(answer("apy", { annualRate, termMonths })).toEqual({ apy });
  });

  it("refuses a term that is no whole number of months", () => {
    expect(answer("apy", { annualRate: "0.048", termMonths: 1.5 })).toEqual(
      refusal("termMonths", /whole number/),
    );
  });
});

describe("oid", () => {
  const request = { principal: "10000.00", interest: "1020.00", startedOn: "2026-01-01", termMonths: 24 };

  it("of 24 months at 5.1%: 497.62 in the first year, 522.38 in the second", () => {
    expect(answer("oid", request)).toEqual({ years: { "2026": "497.62", "2027": "522.38" } });
  });

  it("of a term of a year or less counts in the year of maturity: 480.00 in 2027", () => {
    const year = { ...request, interest: "480.00", termMonths: 12 };
    expect(answer("oid", year)).toEqual({ years: { "2027": "480.00" } });
  });

  it.each([
    [{ principal: "0" }, refusal("principal", /above 0\.00/)],
    [{ interest: "-1" }, refusal("interest", /decimal string/)],
    [{ startedOn: "9990-01-01", termMonths: 240 }, refusal("startedOn", /year 9999/)],
  ])("refuses %j", (change, expected) => expect(answer("oid", { ...request, ...change })).toEqual(expected));
});

describe("provision", () => {
  const ART = { outstanding: "4583.33", grade: "B", monthsLeft: 11, daysPastDue: 0 };

  it.each([
    [{}, "126.04"],
    [{ daysPastDue: 45 }, "1375.00"],
    [{ monthsLeft: 24 }, "137.50"],
    [{ monthsLeft: 0 }, "0.00"],
    [{ outstanding: "0.00" }, "0.00"],
  ])("of Art's loan with %j is %s", (change, provision) => {
    expect(answer("provision", { ...ART, ...change })).toEqual({ provision });
  });

  it.each([
    [{ grade: "E" }, refusal("grade", /A, B, C, D/)],
    [{ daysPastDue: -1 }, refusal("daysPastDue", /whole number/)],
    [{ monthsLeft: "11" }, refusal("monthsLeft", /whole number/)],
  ])("refuses %j", (change, expected) =>
    expect(answer("provision", { ...ART, ...change })).toEqual(expected),
  );
});

describe("coverage", () => {
  const POOL = {
    cash: "3600.00",
    performingPrincipal: "12000.00",
    interest: "0.00",
    allowance: "0.00",
    owed: "15200.00",
  };

  it.each([
    ["before a loss", {}, "102.63"],
    ["after a loss of 750.00", { performingPrincipal: "11250.00" }, "97.70"],
    ["after 300.00 more", { performingPrincipal: "10950.00" }, "95.72"],
    ["when the allowance holds the loss of 750.00", { allowance: "750.00" }, "97.70"],
    ["when assets equal claims", { cash: "3200.00" }, "100.00"],
    ["with nothing left", { cash: "0", performingPrincipal: "0" }, "0.00"],
    ["when nothing is owed", { owed: "0.00" }, null],
  ])("%s with %j is %s", (_, change, coverage) => {
    expect(answer("coverage", { ...POOL, ...change })).toEqual({ coverage });
  });

  it("refuses a negative amount", () => {
    expect(answer("coverage", { ...POOL, cash: "-1.00" })).toEqual(refusal("cash", /decimal string/));
  });
});

describe("pro-rata", () => {
  it.each([
    ["1000.00", ["10120.00", "5060.00"], ["666.67", "333.33"]],
    ["20000.00", ["10120.00", "5060.00"], ["10120.00", "5060.00"]],
    ["0.00", ["10120.00", "5060.00"], ["0.00", "0.00"]],
    ["0.01", ["5.00", "5.00", "5.00"], ["0.01", "0.00", "0.00"]],
    ["0.02", ["1.00", "3.00"], ["0.00", "0.02"]],
    ["5.00", [], []],
  ])("shares %s over %j as %j", (budget, requests, paid) => {
    expect(answer("pro-rata", { budget, requests })).toEqual({ paid });
  });

  it("names the request that is not an amount", () => {
    expect(answer("pro-rata", { budget: "1.00", requests: ["1.00", "1.005"] })).toEqual(
      refusal("requests.1", /two decimals/),
    );
  });
});

describe("haircut", () => {
  it.each([
    ["350.00", ["10000.00", "5000.00", "200.00"], ["230.26", "115.13", "4.61"]],
    ["0.00", ["10000.00"], ["0.00"]],
    ["15200.00", ["10000.00", "5000.00", "200.00"], ["10000.00", "5000.00", "200.00"]],
    ["0.00", [], []],
  ])("spreads a loss of %s over %j as %j", (loss, claims, haircuts) => {
    expect(answer("haircut", { loss, claims })).toEqual({ haircuts });
  });

  it("refuses a loss above all claims", () => {
    expect(answer("haircut", { loss: "0.02", claims: ["0.01"] })).toEqual(
      refusal("loss", /more than all claims together, which are 0\.01/, "invalid-request"),
    );
  });
});
