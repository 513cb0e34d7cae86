// What a loan contract says, as far as a schedule depends on it.
import type { DayCount } from "@/lib/calendar/day-count";
import { addMonths, isIsoDate } from "@/lib/calendar/dates";
import type { IsoDate } from "@/lib/calendar/dates";
import { periodDays } from "@/lib/calendar/due-dates";
import type { Frequency } from "@/lib/calendar/due-dates";
import { CENT } from "@/lib/money/money";
import type { Decimal, RoundingMode } from "@/lib/money/money";
import { CalculationRefused } from "./refusal";

export const METHODS = ["flat", "equal-installment", "equal-principal", "interest-only"] as const;
export type Method = (typeof METHODS)[number];

const MAX_INSTALLMENTS = 5000;
const MAX_DAYS_OF_A_PERIOD = 365;

export type ScheduleRequest = {
  method: Method;
  /** Dollars above zero, at most two decimals. */
  principal: Decimal;
  /** Nominal yearly rate as a fraction, 0 or more. */
  annualRate: Decimal;
  /** 1 to 5000. */
  installments: number;
  /** Interest begins on this day. */
  disbursedOn: IsoDate;
  /** After `disbursedOn`. */
  firstDueOn: IsoDate;
  /** The day of the month of the later monthly dates; default by `dueDayOf`. A loan keeps the day it was signed with. */
  dueDay?: number | undefined;
  /** Default monthly. */
  frequency?: Frequency;
  /** Default 30/360. */
  dayCount?: DayCount;
  /** Default half-even. */
  rounding?: RoundingMode;
  /** The level part of the installment is rounded to a multiple of this; default 0.01. */
  installmentMultiple?: Decimal;
  /** A fixed installment instead of the solved one (flat and equal-installment): the loan ends when it is repaid. */
  payment?: Decimal;
};

export type Terms = Required<Omit<ScheduleRequest, "dueDay" | "payment">> &
  Pick<ScheduleRequest, "dueDay"> & { payment: Decimal | null };

/**
 * The terms with their defaults, once they make sense.
 *
 * @throws CalculationRefused "invalid-request" with the field's name
 *
 * @example completeTerms({ ...request }).dayCount // "30/360"
 */
export function completeTerms(request: ScheduleRequest): Terms {
  const terms: Terms = {
    ...request,
    frequency: request.frequency ?? "monthly",
    dayCount: request.dayCount ?? "30/360",
    rounding: request.rounding ?? "half-even",
    installmentMultiple: request.installmentMultiple ?? CENT,
    payment: request.payment ?? null,
  };
  const amounts = ["principal", "installmentMultiple", "payment"] as const;
  for (const field of amounts) refuseUnlessMoney(field, terms[field]);
  if (!terms.annualRate.isFinite() || terms.annualRate.isNegative()) {
    throw refused("annualRate", "The yearly rate is a fraction of 0 or more, such as 0.12.");
  }
  if (
    !Number.isSafeInteger(terms.installments) ||
    terms.installments < 1 ||
    terms.installments > MAX_INSTALLMENTS
  ) {
    throw refused(
      "installments",
      `The number of installments is a whole number from 1 to ${MAX_INSTALLMENTS}.`,
    );
  }
  refuseUnlessDatesFit(terms);
  return terms;
}

function refuseUnlessMoney(field: string, amount: Decimal | null): void {
  if (amount === null || (amount.greaterThan(0) && amount.isFinite() && amount.decimalPlaces() <= 2)) return;
  throw refused(field, "The amount is above 0.00 and has at most two decimals.");
}

function refuseUnlessDatesFit({ disbursedOn, firstDueOn, dueDay, frequency, method, payment }: Terms): void {
  if (!isIsoDate(disbursedOn)) throw refused("disbursedOn", "The disbursement date does not exist.");
  if (!isIsoDate(firstDueOn)) throw refused("firstDueOn", "The first due date does not exist.");
  if (firstDueOn <= disbursedOn)
    throw refused("firstDueOn", "The first installment falls due after the disbursement.");
  if (dueDay !== undefined && addMonths(firstDueOn, 0, dueDay) !== firstDueOn)
    throw refused(
      "dueDay",
      "The first due date is the due day, or its month's end when the month is shorter.",
    );
  const days = periodDays(frequency);
  if (days !== null && !(Number.isSafeInteger(days) && days >= 1 && days <= MAX_DAYS_OF_A_PERIOD)) {
    throw refused("frequency.everyDays", `Installments fall due every 1 to ${MAX_DAYS_OF_A_PERIOD} days.`);
  }
  if (payment !== null && (method === "equal-principal" || method === "interest-only")) {
    throw refused("payment", `A fixed payment does not go with the method ${method}.`);
  }
}

function refused(path: string, message: string): CalculationRefused {
  return new CalculationRefused("invalid-request", path, message);
}
