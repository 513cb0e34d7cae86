import { expect, test } from "vitest";
import {
  applicationDraftInput,
  applicationInput,
  disbursementInput,
  repaymentInput,
  taxIdInput,
} from "./schemas";

const application = {
  applicationId: "app_1",
  amount: "5,000",
  purpose: "home-improvement",
  employment: "employed",
  employedYears: "3",
  monthlyIncome: "5000",
  monthlyHousing: "0",
  taxIdLast4: "0690",
  consent: "on",
};
const repayment = { loanId: "loan_1", kind: "OTHER", amount: "100.5", idempotencyKey: "key-of-the-form" };

function complaint(
  schema: { safeParse(value: unknown): { success: boolean; error?: unknown } },
  value: unknown,
) {
  const { error } = schema.safeParse(value) as { error?: { issues: { path: unknown[]; message: string }[] } };
  return error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

test("reads a complete application, with no housing cost as 0.00", () => {
  expect(applicationInput.parse(application)).toMatchObject({
    amount: "5000.00",
    employedYears: 3,
    monthlyHousing: "0.00",
  });
});

test.each(["0", "-5", "5.001", "1e9", "five", "５０００", ""])(
  "refuses %j as an amount, in a sentence beside the field",
  (amount) => {
    expect(complaint(applicationInput, { ...application, amount })?.[0]).toMatch(/^amount: [A-Z].*\.$/);
  },
);

test("refuses an application without consent, with an unknown field, or with a malformed tax ID", () => {
  const { consent: _, ...withoutConsent } = application;
  expect(complaint(applicationInput, withoutConsent)).toEqual([
    "consent: Agree to the soft credit check to apply.",
  ]);
  expect(complaint(applicationInput, { ...application, age: "40" })).toHaveLength(1);
  for (const taxIdLast4 of ["690", "06900", "٠٦٩٠"]) {
    expect(complaint(applicationInput, { ...application, taxIdLast4 })).toHaveLength(1);
  }
});

test.each([
  ["123-45-6789", "123456789"],
  ["123 45 6789", "123456789"],
  [" 923456789 ", "923456789"],
])("reads %j as a Social Security number or ITIN", (typed, digits) => {
  expect(taxIdInput.parse(typed)).toBe(digits);
});

test.each([
  "0690",
  "12-3456789",
  "000-12-3456",
  "666-12-3456",
  "123-00-4567",
  "123-45-0000",
  "١٢٣٤٥٦٧٨٩",
  "",
  "1234567890",
])("refuses %j as a Social Security number, in a sentence", (typed) => {
  expect(taxIdInput.safeParse(typed).error?.issues.map(({ message }) => message)).toEqual([
    expect.stringContaining("nine digits"),
  ]);
});

test("a draft takes what there is: a blank field is no field", () => {
  expect(applicationDraftInput.parse({ amount: "5000", purpose: "", employedYears: " " })).toEqual({
    amount: "5000.00",
  });
});

test("a repayment takes an amount only where the borrower chooses it", () => {
  expect(repaymentInput.parse(repayment)).toMatchObject({ kind: "OTHER", amount: "100.50" });
  expect(repaymentInput.parse({ ...repayment, kind: "PAYOFF" }).amount).toBeUndefined();
  expect(complaint(repaymentInput, { ...repayment, amount: undefined })).toEqual([
    "amount: Enter an amount.",
  ]);
  expect(complaint(repaymentInput, { ...repayment, kind: "GIFT" })).toEqual(["kind: Choose what to pay."]);
});

test("a disbursement reads its checkbox as yes or no", () => {
  const form = { loanId: "loan_1", externalAccountId: "acct_1", rail: "RTP" };
  expect(disbursementInput.parse(form).isAutopay).toBe(false);
  expect(disbursementInput.parse({ ...form, isAutopay: "on" }).isAutopay).toBe(true);
  expect(complaint(disbursementInput, { ...form, rail: "CASH" })).toEqual([
    "rail: Choose how to receive the money.",
  ]);
});
