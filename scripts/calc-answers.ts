// One calculation of `npm run calc`: a request of unknown shape in, a plain answer or an error object out.
import { z } from "zod";
import { apr, disclosure } from "@/lib/amortization/apr";
import { irr, xirr } from "@/lib/amortization/irr";
import { CalculationRefused } from "@/lib/amortization/refusal";
import { schedule } from "@/lib/amortization/schedule";
import type { ScheduleRow } from "@/lib/amortization/schedule";
import { dayCount } from "@/lib/calendar/day-count";
import { dueDates, dueDayOf } from "@/lib/calendar/due-dates";
import { toMoney } from "@/lib/money/money";
import { loanLife } from "@/lib/lending/servicing/loan-life";
import {
  writtenApy,
  writtenCoverage,
  writtenHaircuts,
  writtenOid,
  writtenProRata,
  writtenProvision,
  writtenWithdrawal,
} from "./calc-investing";
import { writtenLoan } from "./calc-loan";
import type { Decimal } from "@/lib/money/money";
import {
  aprRequest,
  apyRequest,
  coverageRequest,
  daysRequest,
  dueDatesRequest,
  haircutRequest,
  irrRequest,
  loanRequest,
  oidRequest,
  proRataRequest,
  provisionRequest,
  scheduleRequest,
  withdrawalRequest,
  xirrRequest,
} from "./calc-requests";

const FRACTION_DECIMALS = 20;
const RATE_DECIMALS = 9;

export type CalcError = { error: { code: string; path: string; message: string } };

const CALCULATIONS = {
  schedule: calculation(scheduleRequest, answerSchedule),
  apr: calculation(aprRequest, (request) => {
    const answer = apr(request);
    return { apr: answer.apr.toFixed(2), exact: answer.exact.toFixed(5) };
  }),
  days: calculation(daysRequest, (request) => {
    const { days, fraction } = dayCount(request);
    return { days, fraction: fraction.toDecimalPlaces(FRACTION_DECIMALS).toFixed() };
  }),
  "due-dates": calculation(dueDatesRequest, ({ first, frequency, count, disbursedOn }) => {
    const dueDay = disbursedOn === undefined ? undefined : dueDayOf({ disbursedOn, first });
    return { dates: dueDates({ first, frequency, count, dueDay }) };
  }),
  irr: calculation(irrRequest, ({ flows }) => ({ rate: rateText(irr(flows)) })),
  loan: calculation(loanRequest, ({ terms, events, asOf }) => writtenLoan(loanLife(terms, events, asOf))),
  xirr: calculation(xirrRequest, ({ flows }) => ({ rate: rateText(xirr(flows)) })),
  withdrawal: calculation(withdrawalRequest, writtenWithdrawal),
  apy: calculation(apyRequest, writtenApy),
  oid: calculation(oidRequest, writtenOid),
  provision: calculation(provisionRequest, writtenProvision),
  coverage: calculation(coverageRequest, writtenCoverage),
  "pro-rata": calculation(proRataRequest, writtenProRata),
  haircut: calculation(haircutRequest, writtenHaircuts),
};

export type Calculation = keyof typeof CALCULATIONS;
export const CALCULATION_NAMES = Object.keys(CALCULATIONS) as Calculation[];

/** Answers one request; whatever it holds, the result is an answer or an error object, never an exception. */
export function answer(name: Calculation, request: unknown): object | CalcError {
  try {
    return CALCULATIONS[name](request);
  } catch (error) {
    if (error instanceof z.ZodError) return fromShape(error, request);
    if (error instanceof CalculationRefused) return calcError(error.code, error.path, error.message);
    if (error instanceof RangeError) return calcError("invalid-request", "", error.message);
    return calcError(
      "internal-error",
      "",
      "The program failed on this request. This is not your error; please report it.",
    );
  }
}

export function calcError(code: string, path: string, message: string): CalcError {
  return { error: { code, path, message } };
}

function calculation<Shape extends z.ZodType>(shape: Shape, compute: (request: z.output<Shape>) => object) {
  return (request: unknown) => compute(shape.parse(request));
}

function answerSchedule(request: z.output<typeof scheduleRequest>) {
  const { rows, totals } = schedule(request);
  const figures = disclosure({ ...request, rows });
  return {
    rows: rows.map(writtenRow),
    totals: {
      payments: toMoney(totals.payments),
      principal: toMoney(totals.principal),
      interest: toMoney(totals.interest),
    },
    disclosure: {
      amountFinanced: toMoney(figures.amountFinanced),
      financeCharge: toMoney(figures.financeCharge),
      totalOfPayments: toMoney(figures.totalOfPayments),
      apr: figures.apr.toFixed(2),
    },
  };
}

function writtenRow({ number, dueOn, days, payment, principal, interest, balance }: ScheduleRow) {
  return {
    number,
    dueOn,
    days,
    payment: toMoney(payment),
    principal: toMoney(principal),
    interest: toMoney(interest),
    balance: toMoney(balance),
  };
}

function rateText(rate: Decimal): string {
  const rounded = rate.toDecimalPlaces(RATE_DECIMALS);
  return (rounded.isZero() ? rounded.abs() : rounded).toFixed(RATE_DECIMALS);
}

function fromShape(error: z.ZodError, request: unknown): CalcError {
  const issue = error.issues[0];
  if (!issue) return calcError("invalid-request", "", "The request has the wrong structure.");
  if (issue.code === "unrecognized_keys") {
    const field = [...issue.path, issue.keys[0] ?? ""].join(".");
    return calcError("unknown-field", field, `There is no field "${field.slice(0, 80)}" in this request.`);
  }
  const path = issue.path.join(".");
  if (path === "" && issue.code === "invalid_type") {
    return calcError("invalid-request", "", "A request is a JSON object.");
  }
  const isMissing = valueAt(request, issue.path) === undefined;
  const message = isMissing ? `This field is missing. ${issue.message}` : issue.message;
  return calcError(isMissing ? "missing-field" : "invalid-value", path, message);
}

function valueAt(request: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    request,
  );
}
