// The shapes that `npm run calc` accepts, turned into the arguments of the pure rooms.
import { z } from "zod";
import { METHODS } from "@/lib/amortization/terms";
import { dateParts, isoDate } from "@/lib/calendar/dates";
import { DAY_COUNTS } from "@/lib/calendar/day-count";
import { ACCRUALS, LATE_FEE_RULES, PREPAYMENTS, WATERFALLS } from "@/lib/lending/servicing/life-terms";
import { PAYMENT_KINDS } from "@/lib/lending/servicing/loan-event";
import { LOSS_GRADES } from "@/lib/pool/losses/provision";
import { CENT, d, ROUNDING_MODES, ZERO } from "@/lib/money/money";
import { parseQuotient, quotient } from "@/lib/money/quotient";

const MOST_ENTRIES = 5000;
const MOST_PERIODS = 100_000;
const MOST_EVENTS = 1000;

const decimalText = (shape: RegExp, message: string) =>
  z
    .string(message)
    .regex(shape, message)
    .transform((text) => d(text));

const amount = decimalText(
  /^\d{1,12}(\.\d{1,2})?$/,
  'Write the amount as a decimal string with at most two decimals, such as "5000.00".',
);
const positiveAmount = amount.refine((value) => value.greaterThan(0), "The amount is above 0.00.");
const rate = decimalText(
  /^\d{1,3}(\.\d{1,12})?$/,
  'Write the rate as a decimal string of 0 or more, such as "0.12" for 12% per year.',
);
const flowAmount = decimalText(
  /^-?\d{1,15}(\.\d{1,10})?$/,
  'Write the amount as a decimal string, negative when it is paid in, such as "-100".',
);

const wholeNumber = (least: number, most: number) => {
  const message = `Write a whole number from ${least} to ${most}.`;
  return z.int(message).min(least, message).max(most, message);
};

const choice = <const T extends readonly string[]>(options: T) =>
  z.enum(options, `Choose one of: ${options.join(", ")}.`);

const everyDaysMessage = "Write a whole number of days from 1 to 365.";
const frequency = z.union(
  [
    z.enum(["monthly", "biweekly", "weekly"]),
    z.strictObject({
      everyDays: z.int(everyDaysMessage).min(1, everyDaysMessage).max(365, everyDaysMessage),
    }),
  ],
  'Choose monthly, biweekly, weekly or {"everyDays": 15}.',
);

const fractionMessage = 'Write a fraction of 0 or more, such as "0", "19/30" or "0.5".';
const fraction = z.union([z.string(), z.int().min(0)], fractionMessage).transform((value, context) => {
  const parsed = typeof value === "number" ? quotient(value) : parseQuotient(value);
  if (parsed) return parsed;
  context.addIssue({ code: "custom", message: fractionMessage });
  return z.NEVER;
});

const contractTerms = {
  method: choice(METHODS),
  principal: positiveAmount,
  annualRate: rate,
  installments: wholeNumber(1, MOST_ENTRIES),
  frequency: frequency.default("monthly"),
  disbursedOn: isoDate,
  firstDueOn: isoDate,
  dayCount: choice(DAY_COUNTS).default("30/360"),
  rounding: choice(ROUNDING_MODES).default("half-even"),
  originationFee: amount.default(ZERO),
};

export const scheduleRequest = z.strictObject({
  ...contractTerms,
  installmentMultiple: positiveAmount.default(CENT),
  payment: positiveAmount.nullish().transform((value) => value ?? undefined),
});

const aprFlow = z.strictObject({
  amount: positiveAmount,
  count: wholeNumber(1, MOST_PERIODS).default(1),
  unitPeriods: wholeNumber(0, MOST_PERIODS),
  fraction: fraction.default(quotient(0)),
});
const aprFlows = z
  .array(aprFlow, "Write a list of amounts.")
  .min(1, "Write at least one amount.")
  .max(MOST_ENTRIES, `Write at most ${MOST_ENTRIES} entries.`);

export const aprRequest = z.strictObject({
  unitPeriodsPerYear: fraction.refine(
    (value) => value.numerator > 0n,
    'Write the unit-periods of a year above 0, such as "12" or "73/51".',
  ),
  advances: aprFlows,
  payments: aprFlows,
});

export const daysRequest = z
  .strictObject({ from: isoDate, to: isoDate, convention: choice(DAY_COUNTS) })
  .refine(({ from, to }) => from <= to, { path: ["to"], message: "The last day is not before the first." });

export const dueDatesRequest = z
  .strictObject({
    first: isoDate,
    frequency,
    count: wholeNumber(1, MOST_ENTRIES),
    disbursedOn: isoDate.optional(),
  })
  .refine(({ first, disbursedOn }) => disbursedOn === undefined || disbursedOn < first, {
    path: ["first"],
    message: "The first installment falls due after the disbursement.",
  });

const flows = <T extends z.ZodType>(flow: T) =>
  z
    .array(flow, "Write a list of amounts.")
    .min(2, "Write at least two amounts.")
    .max(MOST_ENTRIES, `Write at most ${MOST_ENTRIES} entries.`);

export const irrRequest = z.strictObject({ flows: flows(flowAmount) });

export const xirrRequest = z.strictObject({
  flows: flows(z.strictObject({ on: isoDate, amount: flowAmount })),
});

const MOST_DAYS = 3650;
const identifier = z
  .string("Write an id.")
  .min(1, "Write an id.")
  .max(100, "Write an id of at most 100 characters.");

const lateFee = z.strictObject({
  graceDays: wholeNumber(0, MOST_DAYS).default(15),
  flat: amount.default(d("15.00")),
  rate: rate.default(d("0.05")),
  rule: choice(LATE_FEE_RULES).default("greater"),
});

const loanTerms = z.strictObject({
  ...contractTerms,
  accrual: choice(ACCRUALS).default("schedule"),
  waterfall: choice(WATERFALLS).default("consumer"),
  prepayment: choice(PREPAYMENTS).default("reduce-term"),
  lateFee: lateFee.nullable().default(null),
  nonAccrualAfter: wholeNumber(1, MOST_DAYS).nullable().default(null),
});

const event = <const Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.strictObject({ on: isoDate, type: z.literal(type), ...shape });

const loanEvent = z.discriminatedUnion(
  "type",
  [
    event("payment", {
      id: identifier,
      amount: positiveAmount,
      kind: choice(PAYMENT_KINDS).default("SCHEDULED"),
    }),
    event("return", { of: identifier }),
    event("waive-fee", { fee: identifier }),
    event("deferral", { installments: wholeNumber(1, MOST_ENTRIES) }),
    event("interest-pause", { from: isoDate, to: isoDate }),
    event("re-amortize", {}),
    event("re-age", { installments: wholeNumber(1, MOST_ENTRIES), firstDueOn: isoDate }),
    event("due-date", { day: wholeNumber(1, 28), keep: choice(["payment", "term"]).default("payment") }),
    event("charge-off", {}),
    event("undo-charge-off", {}),
    event("recovery", { amount: positiveAmount }),
    event("refund", { amount: positiveAmount }),
  ],
  "Choose a type of event, such as payment.",
);

export const loanRequest = z.strictObject({
  terms: loanTerms,
  events: z
    .array(loanEvent, "Write a list of events.")
    .max(MOST_EVENTS, `Write at most ${MOST_EVENTS} events.`)
    .default([]),
  asOf: isoDate,
});

const MOST_TERM_MONTHS = 1200;
const termMonths = wholeNumber(1, MOST_TERM_MONTHS);
const amounts = z
  .array(amount, "Write a list of amounts.")
  .max(MOST_ENTRIES, `Write at most ${MOST_ENTRIES} entries.`);

// Beyond it there is no date of maturity.
const LAST_YEAR = 9999;
const endsInTime = ({ startedOn, termMonths: months }: { startedOn: string; termMonths: number }) =>
  dateParts(startedOn).year + Math.ceil(months / 12) < LAST_YEAR;
const endsTooLate = { path: ["startedOn"], message: `The term ends before the year ${LAST_YEAR}.` };

export const withdrawalRequest = z
  .strictObject({
    principal: positiveAmount,
    annualRate: rate,
    termMonths,
    startedOn: isoDate,
    on: isoDate,
    share: fraction.default(quotient(1)),
  })
  .refine(endsInTime, endsTooLate)
  .refine(({ startedOn, on }) => startedOn <= on, {
    path: ["on"],
    message: "The withdrawal is not before the start of the investment.",
  })
  .refine(({ share }) => share.numerator > 0n && share.numerator <= share.denominator, {
    path: ["share"],
    message: 'Write a share above 0 and at most 1, such as "0.4" or "1/3".',
  });

export const apyRequest = z.strictObject({ annualRate: rate, termMonths });

export const oidRequest = z
  .strictObject({ principal: positiveAmount, interest: amount, startedOn: isoDate, termMonths })
  .refine(endsInTime, endsTooLate);

export const provisionRequest = z.strictObject({
  outstanding: amount,
  grade: choice(LOSS_GRADES),
  monthsLeft: wholeNumber(0, MOST_TERM_MONTHS),
  daysPastDue: wholeNumber(0, MOST_PERIODS),
});

export const coverageRequest = z.strictObject({
  cash: amount,
  performingPrincipal: amount,
  interest: amount,
  allowance: amount,
  owed: amount,
});

export const proRataRequest = z.strictObject({ budget: amount, requests: amounts });

export const haircutRequest = z.strictObject({ loss: amount, claims: amounts });
