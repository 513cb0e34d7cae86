import { expect, it } from "vitest";
import { z } from "zod";
import { addOptionInput, openInvestmentInput } from "./schemas";

const form = {
  optionId: "opt_12_months",
  amount: "10,000",
  rail: "ACH",
  externalAccountId: "acct_1",
  signedName: " Brittany Chen ",
  idempotencyKey: "key-12345",
};

function complaints(schema: z.ZodType, input: unknown): Record<string, string[] | undefined> {
  const parsed = schema.safeParse(input);
  return parsed.success
    ? {}
    : z.flattenError(parsed.error as z.ZodError<Record<string, unknown>>).fieldErrors;
}

it("reads the form as a person fills it in", () => {
  expect(openInvestmentInput.parse(form)).toMatchObject({ amount: "10000.00", signedName: "Brittany Chen" });
});

it.each(["0", "-5", "1.234", "1e9", "ten", "１００", ""])(
  "refuses the amount %j beside its field",
  (amount) => {
    expect(Object.keys(complaints(openInvestmentInput, { ...form, amount }))).toEqual(["amount"]);
  },
);

it.each(["RTP", "", undefined])("refuses %j as a way to pay in", (rail) => {
  expect(complaints(openInvestmentInput, { ...form, rail })).toEqual({
    rail: ["Choose how to send the deposit."],
  });
});

it("refuses an empty name and fields that the form does not have", () => {
  expect(complaints(openInvestmentInput, { ...form, signedName: "  " })).toEqual({
    signedName: ["Type your full name to sign."],
  });
  expect(openInvestmentInput.safeParse({ ...form, investorId: "inv_other" }).success).toBe(false);
});

const option = {
  termMonths: "18",
  annualRate: "4.95",
  minimum: "100",
  maximum: "250,000",
  reason: "A new term.",
};

it("turns a rate in percent into a fraction", () => {
  expect(addOptionInput.parse(option)).toEqual({
    termMonths: 18,
    annualRate: "0.0495",
    minimum: "100.00",
    maximum: "250000.00",
    reason: "A new term.",
  });
});

it.each([
  [{ annualRate: "0" }, "annualRate"],
  [{ annualRate: "4,8" }, "annualRate"],
  [{ termMonths: "2" }, "termMonths"],
  [{ termMonths: "121" }, "termMonths"],
  [{ termMonths: "1.5" }, "termMonths"],
  [{ minimum: "300,000" }, "maximum"],
  [{ reason: " " }, "reason"],
])("refuses the option %j beside %s", (change, field) => {
  expect(Object.keys(complaints(addOptionInput, { ...option, ...change }))).toEqual([field]);
});
