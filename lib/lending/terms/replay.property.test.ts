// Random histories against a calculator that lives a day at a time and shares no code with the product.
import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays } from "@/lib/calendar/dates";
import { d, fromCents, sum, toCents, ZERO, type Decimal } from "@/lib/money/money";
import { NO_PARTS } from "@/lib/money/parts";
import { DayByDay, type Terms } from "@/test/day-by-day";
import { expectedPosition } from "./expected-position";
import { loanState } from "./loan-state";
import type { LoanTerms } from "./loan-terms";
import { payoffOn, planRepayment, type Position } from "./repayment-plan";
import { replay, type History, type Payment } from "./replay";

const RUNS = Number(process.env.PREPAYMENT_RUNS ?? 1000);

const anyTerms = fc.record({
  method: fc.constantFrom("EQUAL_INSTALLMENT" as const, "EQUAL_PRINCIPAL" as const, "INTEREST_ONLY" as const),
  cents: fc.integer({ min: 20_000, max: 4_000_000 }).map(BigInt),
  basisPoints: fc.integer({ min: 100, max: 3600 }).map(BigInt),
  months: fc.constantFrom(1, 2, 6, 12, 12, 24, 36),
  isActual365: fc.boolean(),
  disbursedOn: fc.integer({ min: 0, max: 1460 }).map((days) => addDays("2025-01-01", days)),
});

const happening = fc.record({
  after: fc.oneof(fc.nat(3), fc.nat(40), fc.nat(75)),
  /** What is due or next; a share of it; more than it; everything. */
  what: fc.constantFrom("scheduled", "scheduled", "scheduled", "part", "part", "extra", "extra", "payoff"),
  share: fc.integer({ min: 1, max: 99 }),
});
const happenings = fc.array(happening, { minLength: 1, maxLength: 18 });

/** Found once: so little is left that the rest of a month earns less than half a cent, and its installment asks for nothing. */
const quietMonth: Terms = {
  ...{ method: "INTEREST_ONLY", cents: 20_000n, basisPoints: 100n, months: 36 },
  ...{ isActual365: false, disbursedOn: "2025-01-01" },
};
const centsLeft = [
  { after: 44, what: "extra", share: 39 },
  { after: 4, what: "extra", share: 75 },
  { after: 24, what: "scheduled", share: 1 },
  { after: 67, what: "extra", share: 5 },
  { after: 0, what: "scheduled", share: 1 },
];

function termsOf({ method, cents, basisPoints, months, isActual365 }: Terms): LoanTerms {
  return {
    ...{ method, termMonths: months, rounding: "half-even" },
    principal: fromCents(cents),
    annualRate: d(basisPoints.toString()).div(10_000),
    dayCount: isActual365 ? "actual/365" : "30/360",
  };
}

function positionOf(history: History, runs: number): Position {
  const booked: Position = {
    rows: [],
    owed: NO_PARTS,
    interestAccrued: ZERO,
    accruedNumbers: new Set(Array.from({ length: runs }, (_, at) => at + 1)),
    disbursedOn: history.disbursedOn,
    rounding: "half-even",
  };
  return expectedPosition(booked, history);
}

test("splits, installments, interest and payoff are the day-by-day calculator's, to the cent", () => {
  let closed = 0;
  fc.assert(
    fc.property(anyTerms, happenings, fc.nat(45), (terms, events, later) => {
      const life = new DayByDay(terms);
      const payments: Payment[] = [];
      let on = terms.disbursedOn;
      const history = (): History => ({
        terms: termsOf(terms),
        disbursedOn: terms.disbursedOn,
        payments: [...payments],
      });
      for (const { after, what, share } of events) {
        on = addDays(on, after);
        life.goTo(on);
        if (life.isPaid) break;
        const position = positionOf(history(), life.asked.length);
        expect(toCents(position.owed.principal)).toBe(life.outstanding);
        expect(toCents(payoffOn(position, on).amount), "payoff").toBe(life.payoff);
        expect(toCents(position.interestAccrued), "interest charged").toBe(life.charged);
        const scheduled = planRepayment({ position, kind: "SCHEDULED", asOf: on });
        if (scheduled.kind === "SCHEDULED")
          expect(toCents(scheduled.amount), "scheduled").toBe(life.scheduled);
        const wish: bigint = {
          scheduled: toCents(scheduled.amount),
          part: (life.scheduled * BigInt(share)) / 100n,
          extra: (life.payoff * BigInt(share)) / 100n,
          payoff: life.payoff,
        }[what]!;
        if (wish <= 0n || wish > life.payoff) continue;
        const kind = what === "scheduled" ? scheduled.kind : wish === life.payoff ? "PAYOFF" : "OTHER";
        const plan = planRepayment({ position, kind, amount: fromCents(wish), asOf: on });
        const part = life.pay({ on, cents: wish, isForInstallment: kind === "SCHEDULED" });
        if (plan.kind !== "PAYOFF")
          expect([plan.parts.interest, plan.parts.principal].map(toCents)).toEqual([
            part.interest,
            part.principal,
          ]);
        payments.push({ id: String(payments.length), amount: fromCents(wish), valueOn: on, kind });
      }
      const told = replay(history());
      expect(
        [...told.splits.values()].map(({ parts: { interest, principal } }) =>
          [interest, principal].map(toCents),
        ),
      ).toEqual(life.parts.map(({ interest, principal }) => [interest, principal]));
      expect(told.closedOn !== null).toBe(life.isPaid);
      if (life.isPaid) return void (closed += 1);
      // The rest of it is lived without payments.
      const last = addDays(on, later);
      life.goTo(last);
      expect(toCents(payoffOn(positionOf(history(), life.asked.length), last).amount)).toBe(life.payoff);
      life.goTo(addDays(terms.disbursedOn, terms.months * 31 + 1));
      const asked = life.asked.filter(({ interest, principal }) => interest + principal > 0n);
      expect(
        told.rows.map(({ dueOn, interest, principal }) => [dueOn, toCents(interest), toCents(principal)]),
      ).toEqual(asked.map(({ on: dueOn, interest, principal }) => [dueOn, interest, principal]));
    }),
    { numRuns: RUNS, examples: [[quietMonth, centsLeft, 0]] },
  );
  expect(closed, "some were paid off").toBeGreaterThan(RUNS / 50);
}, 3_600_000);

const costOf = (history: History): Decimal => {
  const { rows, splits } = replay(history);
  return sum([
    ...rows.map(({ interest }) => interest),
    ...[...splits.values()].map((split) => split.extra.interest),
  ]);
};

/** Extra amounts on some days, the rest paid by schedule. */
const extras = fc.array(fc.record({ day: fc.nat(700), cents: fc.integer({ min: 1, max: 90_000 }) }), {
  minLength: 1,
  maxLength: 5,
});

function historyWith(terms: Terms, paid: { day: number; cents: number }[]): History | null {
  const payments = paid
    .toSorted((a, b) => a.day - b.day)
    .map(({ day, cents }, at): Payment => ({
      id: String(at),
      amount: fromCents(BigInt(cents)),
      valueOn: addDays(terms.disbursedOn, day),
      kind: "OTHER",
    }));
  const history = { terms: termsOf(terms), disbursedOn: terms.disbursedOn, payments };
  const told = replay(history);
  return told.closedOn || paid.reduce((total, { cents }) => total + cents, 0) >= Number(terms.cents) / 2
    ? null
    : history;
}

test("a payment in two parts on the same day changes nothing", () => {
  fc.assert(
    fc.property(anyTerms, extras, fc.integer({ min: 1, max: 99 }), (terms, paid, percent) => {
      const [first, ...rest] = paid;
      const part = Math.floor((first!.cents * percent) / 100);
      if (part === 0) return;
      const whole = historyWith(terms, paid);
      const parted = historyWith(terms, [
        { ...first!, cents: part },
        { ...first!, cents: first!.cents - part },
        ...rest,
      ]);
      if (!whole || !parted) return;
      const words = ({ rows, periods }: ReturnType<typeof replay>) =>
        JSON.stringify([rows, periods.map(({ stretches, paidOn }) => [stretches, paidOn])]);
      expect(words(replay(parted))).toBe(words(replay(whole)));
    }),
    { numRuns: 200 },
  );
}, 600_000);

test("paying earlier never costs more, and interest is never below zero", () => {
  fc.assert(
    fc.property(anyTerms, extras, fc.nat(60), (terms, paid, days) => {
      const [first, ...rest] = paid;
      const late = historyWith(terms, paid);
      const early = historyWith(terms, [{ ...first!, day: Math.max(0, first!.day - days) }, ...rest]);
      if (!late || !early) return;
      expect(costOf(early).lte(costOf(late))).toBe(true);
      for (const { interest, principal } of [
        ...replay(early).rows,
        ...[...replay(early).splits.values()].map(({ parts }) => parts),
      ])
        expect(interest.gte(0) && principal.gte(0)).toBe(true);
    }),
    { numRuns: 200 },
  );
}, 600_000);

test("an installment that was paid ahead is paid on its due date, however early it was", () => {
  fc.assert(
    fc.property(anyTerms, fc.nat(27), (terms, day) => {
      const history = historyWith(terms, []);
      if (!history || terms.months < 3) return;
      const on = addDays(terms.disbursedOn, day);
      const { amount, kind } = planRepayment({
        position: positionOf(history, 0),
        kind: "SCHEDULED",
        asOf: on,
      });
      const paid = { ...history, payments: [{ id: "0", amount, valueOn: on, kind }] };
      const [first] = replay(paid).rows;
      const state = loanState({ ...positionOf(paid, 0), asOf: first!.dueOn });
      expect([state.rows[0]!.status, state.dueAmount.toFixed(2), state.nextDue!.number]).toEqual([
        "paid",
        "0.00",
        2,
      ]);
    }),
    { numRuns: 200 },
  );
}, 600_000);
