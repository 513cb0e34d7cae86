import { describe, expect, it } from "vitest";
import { applyBy, correctionOf, isCorrection, refuseBy } from "./change-notice";

const ALL = { accountNumber: "555500019", routingNumber: "021000089", transactionCode: "37" };

describe("what a notification of change corrects", () => {
  it.each([
    ["C01", { accountNumber: "555500019" }],
    ["C02", { routingNumber: "021000089" }],
    ["C03", { routingNumber: "021000089", accountNumber: "555500019" }],
    ["C05", { accountType: "savings" }],
    ["C06", { accountNumber: "555500019", accountType: "savings" }],
    ["C07", { routingNumber: "021000089", accountNumber: "555500019", accountType: "savings" }],
  ])("%s: %j", (code, correction) => {
    expect(correctionOf(code, ALL)).toEqual(correction);
  });

  it.each([
    ["C02", { ...ALL, routingNumber: "021000088" }, "The routing number 021000088 is not valid."],
    ["C02", { ...ALL, routingNumber: null }, "The notice does not say the new routing number."],
    ["C01", { ...ALL, accountNumber: "5" }, "The account number in the notice is not valid."],
    ["C01", { ...ALL, accountNumber: "55 55" }, "The account number in the notice is not valid."],
    ["C05", { ...ALL, transactionCode: "99" }, "The notice does not say the new account type."],
    ["C07", { ...ALL, transactionCode: null }, "The notice does not say the new account type."],
  ])("%s with %j is refused", (code, given, sentence) => {
    expect(correctionOf(code, given)).toBe(sentence);
  });

  it("leaves alone what is not about the account's numbers", () => {
    expect(["C04", "C08", "C09", "C13", "R01"].map(isCorrection)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});

it("is applied within six banking days, and refused within fifteen calendar days", () => {
  expect(applyBy("2027-01-11")).toBe("2027-01-20"); // Martin Luther King Day lies between
  expect(refuseBy("2027-01-11")).toBe("2027-01-26");
});
