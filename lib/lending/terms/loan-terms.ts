// Between the terms of the database and those of lib/amortization: one loan's terms as a request for its schedule.
import { disclosure, type Disclosure } from "@/lib/amortization/apr";
import {
  schedule,
  type Method as ScheduleMethod,
  type ScheduleRequest,
  type ScheduleRow,
} from "@/lib/amortization/schedule";
import { addMonths, type IsoDate } from "@/lib/calendar/dates";
import { DAY_COUNTS, type DayCount } from "@/lib/calendar/day-count";
import { invariant } from "@/lib/errors";
import { ROUNDING_MODES, type Decimal, type RoundingMode } from "@/lib/money/money";
import type { Method } from "@/prisma/generated/enums";

export type LoanTerms = {
  method: Method;
  principal: Decimal;
  annualRate: Decimal; // a fraction
  termMonths: number;
  dayCount: string;
  rounding: string;
  /** The day of the month that a running loan was signed with; absent before the disbursement. */
  dueDay?: number | undefined;
};

const METHODS = {
  FLAT: "flat",
  EQUAL_INSTALLMENT: "equal-installment",
  EQUAL_PRINCIPAL: "equal-principal",
  INTEREST_ONLY: "interest-only",
} as const satisfies Record<Method, ScheduleMethod>;

/** The first installment falls due one month after the money was paid out, on the same day of the month where there is one. */
export function firstDueAfter(disbursedOn: IsoDate): IsoDate {
  return addMonths(disbursedOn, 1);
}

export function scheduleRequest(terms: LoanTerms, disbursedOn: IsoDate): ScheduleRequest {
  return {
    method: METHODS[terms.method],
    principal: terms.principal,
    annualRate: terms.annualRate,
    installments: terms.termMonths,
    disbursedOn,
    firstDueOn: firstDueAfter(disbursedOn),
    dueDay: terms.dueDay,
    dayCount: asDayCount(terms.dayCount),
    rounding: asRounding(terms.rounding),
  };
}

/** The schedule and its required disclosures, for a disbursement on `disbursedOn`. */
export function priced(
  terms: LoanTerms,
  originationFee: Decimal,
  disbursedOn: IsoDate,
): { rows: ScheduleRow[]; disclosure: Disclosure } {
  const { rows } = schedule(scheduleRequest(terms, disbursedOn));
  return { rows, disclosure: disclosure({ principal: terms.principal, originationFee, rows, disbursedOn }) };
}

function asDayCount(text: string): DayCount {
  const found = DAY_COUNTS.find((known) => known === text);
  invariant(found, `"${text}" is a day count`);
  return found;
}

export function asRounding(text: string): RoundingMode {
  const found = ROUNDING_MODES.find((known) => known === text);
  invariant(found, `"${text}" is a rounding mode`);
  return found;
}
