// The shapes of the investing forms, for server and browser alike.
import { z } from "zod";
import { d, moneyInput } from "@/lib/money/money";
import { railsFor } from "@/lib/payments/rails";
import { oneLine } from "@/lib/text-input";

// A debit can be called unauthorized for 60 days. A shorter term would be paid out before the deposit is final.
const SHORTEST_TERM_MONTHS = 3;
const LONGEST_TERM_MONTHS = 120;

const id = (complaint: string) => z.string(complaint).min(1, complaint).max(60, complaint);
const name = oneLine("Type your full name to sign.")
  .min(1, "Type your full name to sign.")
  .max(200, "Use at most 200 characters.");

const idempotencyKey = z
  .string("Open the form again.")
  .min(8, "Open the form again.")
  .max(100, "Open the form again.");

export const openInvestmentInput = z.strictObject({
  optionId: id("Choose a term."),
  amount: moneyInput,
  rail: z.enum(railsFor("DEPOSIT"), "Choose how to send the deposit."),
  externalAccountId: id("Choose a bank account."),
  signedName: name,
  idempotencyKey,
});

export const investmentIdInput = z.strictObject({ investmentId: id("Choose an investment.") });

const minimumRate = z
  .string()
  .trim()
  .regex(/^(\d{1,2}(\.\d{1,4})?)?$/, "Enter the rate as a percentage, for example 4.50, or leave it empty.")
  .transform((text) => (text === "" ? null : d(text).div(100).toString()));

export const reinvestInput = z.strictObject({
  investmentId: id("Choose an investment."),
  minimumRate,
  signedName: name,
});

export const chooseWithdrawalInput = z.strictObject({
  investmentId: id("Choose an investment."),
  amount: moneyInput,
});

export const requestWithdrawalInput = chooseWithdrawalInput.extend({ signedName: name, idempotencyKey });

export const cancelWithdrawalInput = z.strictObject({ requestId: id("Choose a request.") });

export const changePayoutAccountInput = z.strictObject({
  investmentId: id("Choose an investment."),
  externalAccountId: id("Choose a bank account."),
});

/** What whoever approves it reads. */
const reason = oneLine("Say why.").min(3, "Say why, in a few words.").max(300, "Use at most 300 characters.");

export const withdrawOptionInput = z.strictObject({ optionId: id("Choose an option."), reason });

const gateReason = oneLine("Say why.").min(1, "Say why.").max(500, "Use at most 500 characters.");
export const gateReasonInput = z.strictObject({ reason: gateReason });
export const gateRuleInput = z.strictObject({
  isOn: z.enum(["yes", "no"], "Choose on or off."),
  reason: gateReason,
});

/** The rate is typed percent ("4.8") and leaves as a fraction ("0.048"). */
const ratePercent = z
  .string("Enter a rate.")
  .trim()
  .regex(/^\d{1,2}(\.\d{1,4})?$/, "Enter the rate as a percentage, for example 4.80.")
  .transform((text) => d(text).div(100))
  .refine((rate) => rate.greaterThan(0), "Enter a rate above 0.")
  .transform((rate) => rate.toString());

const termMonths = z
  .string("Enter a number of months.")
  .trim()
  .regex(/^\d{1,3}$/, "Enter a whole number of months.")
  .transform(Number)
  .refine(
    (months) => months >= SHORTEST_TERM_MONTHS && months <= LONGEST_TERM_MONTHS,
    `Choose between ${SHORTEST_TERM_MONTHS} and ${LONGEST_TERM_MONTHS} months.`,
  );

export const addOptionInput = z
  .strictObject({
    ...{ termMonths, annualRate: ratePercent, minimum: moneyInput, maximum: moneyInput },
    reason,
    capacity: z
      .literal("")
      .transform(() => null)
      .or(moneyInput)
      .optional(),
  })
  .refine(({ minimum, maximum }) => d(minimum).lessThanOrEqualTo(d(maximum)), {
    path: ["maximum"],
    message: "The maximum must be at least the minimum.",
  })
  .refine(({ minimum, capacity }) => !capacity || d(minimum).lessThanOrEqualTo(d(capacity)), {
    path: ["capacity"],
    message: "The capacity must be at least the minimum.",
  });
