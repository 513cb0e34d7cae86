// Random lives against a calculator that lives a day at a time and shares no code with the product (test/loan-day-by-day.ts).
import fc from "fast-check";
import { expect, test } from "vitest";
import { CalculationRefused } from "@/lib/amortization/refusal";
import { d, fromCents, sum, toCents, ZERO, type Decimal } from "@/lib/money/money";
import { LoanDayByDay, monthsAfter, plusDays, type Happening, type Terms } from "@/test/loan-day-by-day";
import type { LoanAnswer } from "./answer";
import type { LifeRequest } from "./life-terms";
import { loanLife } from "./loan-life";
import type { LoanEvent } from "./loan-event";

const RUNS = Number(process.env.LOAN_LIFE_RUNS ?? 100);
const SEED = process.env.LOAN_LIFE_SEED ? Number(process.env.LOAN_LIFE_SEED) : undefined;

const policy = fc.record({
  graceDays: fc.constantFrom(0, 10, 15),
  flat: fc.constantFrom(0n, 1500n, 2500n),
  basisPoints: fc.constantFrom(0n, 500n, 1000n),
  rule: fc.constantFrom("greater", "lesser", "flat", "rate"),
});

const anyTerms = fc
  .record({
    kind: fc.constantFrom("flat", "flat", "schedule", "schedule", "daily", "daily", "daily"),
    method: fc.constantFrom("equal-installment", "equal-installment", "equal-principal", "interest-only"),
    cents: fc.integer({ min: 30_000, max: 3_000_000 }).map(BigInt),
    basisPoints: fc.integer({ min: 0, max: 3600 }).map(BigInt),
    installments: fc.constantFrom(1, 3, 6, 12, 12, 12, 24),
    everyDays: fc.constantFrom(null, null, null, 7, 14),
    disbursedOn: fc.nat(1200).map((days) => plusDays("2024-12-01", days)),
    odd: fc.constantFrom(0, 0, 0, 9, 25),
    isActual365: fc.boolean(),
    isFeesFirst: fc.constantFrom(false, false, true),
    isReducePayment: fc.boolean(),
    lateFee: fc.option(policy),
    nonAccrualAfter: fc.constantFrom(null, 90, 90, 60),
  })
  .map(({ kind, method, odd, ...terms }): Terms => {
    const isMonthly = terms.everyDays === null;
    const due = isMonthly ? monthsAfter(terms.disbursedOn, 1) : plusDays(terms.disbursedOn, terms.everyDays!);
    const later = plusDays(due, odd);
    const day = Math.min(27, Number(later.slice(8)));
    return {
      ...terms,
      method: kind === "flat" ? "flat" : (method as Terms["method"]),
      firstDueOn: isMonthly ? monthsAfter(later, 0, day) : later,
      isDaily: kind === "daily",
      isActual365: kind === "daily" || !isMonthly || terms.isActual365,
    };
  });

const WHATS = [
  ...Array<string>(10).fill("scheduled"),
  ...[
    "part",
    "extra",
    "extra",
    "principal",
    "payoff",
    "over",
    "return",
    "return",
    "return",
    "waive",
    "waive",
  ],
  ...["deferral", "deferral", "pause", "re-amortize", "re-age", "due-date"],
  ...["charge-off", "charge-off", "undo", "recovery", "refund", "wait"],
];
const AFTER_CHARGE_OFF = ["recovery", "undo", "undo", "return", "refund"];

const happening = fc.record({
  /** On the next due date, some days after it, or after some days. */
  when: fc.constantFrom("due", "due", "due", "late", "days"),
  days: fc.oneof(fc.nat(2), fc.nat(33), fc.nat(33), fc.nat(100)),
  what: fc.constantFrom(...WHATS),
  share: fc.integer({ min: 1, max: 99 }),
});

function requestOf(terms: Terms): LifeRequest {
  const fraction = (basisPoints: bigint) => d(basisPoints.toString()).div(10_000);
  return {
    method: terms.method,
    principal: fromCents(terms.cents),
    annualRate: fraction(terms.basisPoints),
    installments: terms.installments,
    disbursedOn: terms.disbursedOn,
    firstDueOn: terms.firstDueOn,
    frequency: terms.everyDays ? { everyDays: terms.everyDays } : "monthly",
    dayCount: terms.isActual365 ? "actual/365" : "30/360",
    originationFee: ZERO,
    accrual: terms.isDaily ? "daily" : "schedule",
    waterfall: terms.isFeesFirst ? "fees-first" : "consumer",
    prepayment: terms.isReducePayment ? "reduce-payment" : "reduce-term",
    lateFee: terms.lateFee && {
      graceDays: terms.lateFee.graceDays,
      flat: fromCents(terms.lateFee.flat),
      rate: fraction(terms.lateFee.basisPoints),
      rule: terms.lateFee.rule as "greater",
    },
    nonAccrualAfter: terms.nonAccrualAfter,
  };
}

const eventOf = (happened: Happening): LoanEvent =>
  ("cents" in happened ? { ...happened, amount: fromCents(happened.cents) } : happened) as LoanEvent;

type Wish = { what: string; share: number; on: string };

/** What happens next, in amounts that fit where the loan is; what the specification refuses becomes a scheduled payment. */
function choose({ what, ...rest }: Wish, life: LoanDayByDay, past: Happening[]): Happening | null {
  const wish = { ...rest, what: life.state.isOff ? AFTER_CHARGE_OFF[rest.share % 5]! : what };
  const wanted = wishOf(wish, life, past);
  const next =
    wanted && isAllowed(wanted, life, past) ? wanted : wishOf({ ...wish, what: "scheduled" }, life, past);
  return next && isAllowed(next, life, past) ? next : null;
}

function wishOf({ what, share, on }: Wish, life: LoanDayByDay, past: Happening[]): Happening | null {
  const payment = (cents: bigint, kind: string): Happening | null =>
    cents > 0n ? { on, type: "payment", id: `p${past.length}`, cents, kind } : null;
  const part = (cents: bigint) => (cents * BigInt(share)) / 100n;
  const payments = past.filter((each) => each.type === "payment");
  const picked = payments.at(-1 - (share % Math.max(1, payments.length)));
  const wishes: Record<string, () => Happening | null> = {
    scheduled: () => payment(life.scheduled, "SCHEDULED"),
    part: () => payment(part(life.scheduled), share % 2 ? "SCHEDULED" : "OTHER"),
    extra: () => payment(life.scheduled + part(life.payoff / 3n), share % 3 ? "OTHER" : "SCHEDULED"),
    principal: () => payment(part(life.payoff / 2n), "PRINCIPAL"),
    payoff: () => payment(life.payoff - BigInt(share % 3 ? 0 : share), "PAYOFF"),
    over: () => payment(life.payoff + BigInt(share * 10), "OTHER"),
    return: () => (picked ? { on, type: "return", of: picked.id } : null),
    waive: () => ({ on, type: "waive-fee", fee: life.state.fees[share % 3]?.id ?? "late:1" }),
    deferral: () => ({ on, type: "deferral", installments: 1 + (share % 2) }),
    pause: () => ({
      on,
      type: "interest-pause",
      from: plusDays(on, (share % 40) - 20),
      to: plusDays(on, 20 + share),
    }),
    "re-amortize": () => ({ on, type: "re-amortize" }),
    "re-age": () => reAgeOn(on, share),
    "due-date": () => ({ on, type: "due-date", day: 1 + (share % 27), keep: share % 2 ? "term" : "payment" }),
    "charge-off": () => ({ on, type: "charge-off" }),
    undo: () => ({ on, type: "undo-charge-off" }),
    recovery: () => ({ on, type: "recovery", cents: part(life.payoff * 2n) + 1n }),
    refund: () => ({ on, type: "refund", cents: life.state.credit }),
    wait: () => null,
  };
  return wishes[what]!();
}

const ENDS = ["charge-off", "recovery"];

/** The refusals of the specification, decided without the engine: it must accept what is allowed here. */
function isAllowed(event: Happening, life: LoanDayByDay, past: Happening[]): boolean {
  const { closed, isOff, slots, fees, credit, rows } = life.state;
  const since = (type: Happening["type"], from: string) =>
    past.filter((each) => each.type === type && each.on > from).length;
  const yearAgo = monthsAfter(event.on, -12);
  const isDeferred = slots.some(({ isSkipped }) => isSkipped);
  const pauses = past.filter((each) => each.type === "interest-pause");
  const isPaused = pauses.some(({ from, to }) => from <= event.on && event.on < to);
  const mayChange = !closed && !isOff && !isDeferred && slots.length > 0;
  switch (event.type) {
    case "payment":
      if (event.kind === "PRINCIPAL" && life.pastDue >= 100n) return false;
      return !isOff && (event.kind !== "PAYOFF" || closed || life.payoff - event.cents <= 100n);
    case "return":
      return !past.some((each) => each.type === "return" && each.of === event.of);
    case "waive-fee":
      return !isOff && fees.some(({ id, waivedOn }) => id === event.fee && !waivedOn);
    case "deferral": {
      const isFew = since("deferral", yearAgo) < 2 && since("deferral", "") < 4;
      return mayChange && isFew && rows.filter(({ paidOn }) => paidOn).length >= 3 && life.daysPastDue <= 30;
    }
    case "interest-pause": {
      const isApart = pauses.every(({ from, to }) => event.to <= from || to <= event.from);
      const isInside = event.from >= life.terms.disbursedOn && event.to < (slots.at(-1)?.on ?? "");
      return !closed && !isOff && isApart && isInside;
    }
    case "re-amortize":
      return mayChange && !isPaused;
    case "re-age":
      return !closed && !isOff && !isDeferred && !isPaused;
    case "due-date": {
      const isMonthly = life.terms.everyDays === null && since("due-date", yearAgo) === 0;
      return (
        mayChange && !isPaused && isMonthly && life.daysPastDue === 0 && life.movedDate(event.day) !== null
      );
    }
    case "charge-off":
      return !closed && !isOff && life.daysPastDue >= 120;
    case "undo-charge-off":
      return isOff && past.findLast(({ type }) => ENDS.includes(type))?.type === "charge-off";
    case "recovery":
      return isOff;
    case "refund":
      return event.cents > 0n && event.cents <= credit;
  }
}

function reAgeOn(on: string, share: number): Happening {
  const later = plusDays(on, 5 + (share % 40));
  const firstDueOn = Number(later.slice(8)) > 27 ? monthsAfter(later, 1, 27) : later;
  return { on, type: "re-age", installments: 1 + (share % 18), firstDueOn };
}

const cents = (amounts: Record<string, Decimal>) =>
  Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, toCents(amount)]));

function compare(answer: LoanAnswer, life: LoanDayByDay, past: Happening[]): void {
  const { principal, interest } = life.state;
  expect({
    contractual: cents(answer.contractual),
    balances: cents(answer.balances),
    payoff: toCents(answer.payoff.amount),
    daysPastDue: answer.daysPastDue,
    pastDue: toCents(answer.pastDue.interest.plus(answer.pastDue.principal)),
    status: answer.status,
  }).toEqual({
    contractual: { principal, interest, fees: life.fees },
    balances: life.balances,
    payoff: life.payoff,
    daysPastDue: life.daysPastDue,
    pastDue: life.pastDue,
    status: life.status,
  });
  expect(
    answer.fees.map(({ id, assessedOn, amount, paid }) => [id, assessedOn, toCents(amount), toCents(paid)]),
  ).toEqual(life.state.fees.map((fee) => [fee.id, fee.on, fee.cents, fee.paid]));
  expect(
    answer.payments.map(({ fees, interest: toInterest, principal: toPrincipal, credit }) =>
      cents({ fees, interest: toInterest, principal: toPrincipal, credit }),
    ),
  ).toEqual(past.filter((each) => each.type === "payment").map(({ id }) => life.splitOf(id)));
  expect(
    answer.rows.map(({ dueOn, payment, parked, paid }) => [
      dueOn,
      toCents(payment.plus(parked)),
      toCents(paid),
    ]),
  ).toEqual(life.schedule);
}

/** What holds for every life, whatever happened in it. */
function checkInvariants(answer: LoanAnswer, past: Happening[], isFlat: boolean): void {
  const accounts = new Map<string, Decimal>();
  const findings: string[] = [];
  const must = (isSo: boolean, finding: string) => void (isSo || findings.push(finding));
  for (const { on, eventType, lines } of answer.journal) {
    const signed = lines.map(({ side, amount }) => (side === "debit" ? amount : ZERO.minus(amount)));
    must(sum(signed).isZero(), `${eventType} on ${on} balances`);
    lines.forEach(({ account, amount }, at) => {
      must(amount.gt(0), `${eventType} on ${on} has no line of zero or below`);
      accounts.set(account, (accounts.get(account) ?? ZERO).plus(signed[at]!));
    });
  }
  const balance = (account: string) => accounts.get(account) ?? ZERO;
  const { balances, contractual } = answer;
  for (const part of ["principal", "interest", "fees"] as const) {
    must(balance(part).equals(balances[part]), `the journal has the balance of ${part}`);
    const claim = contractual[part].minus(balances[part]);
    must(balance(`memo:${part}-claim`).equals(claim), `the memo account has the claim of ${part}`);
  }
  must(balance("credit").plus(balances.credit).isZero(), "the journal has the credit balance");
  must(contractual.principal.gte(0) && balances.principal.gte(0), "principal is not below zero");
  must(isFlat || (contractual.interest.gte(0) && balances.interest.gte(0)), "interest is not below zero");
  for (const { id, status, fees, interest, principal, credit } of answer.payments) {
    const happened = past.find((each) => each.type === "payment" && each.id === id);
    const amount = happened && "cents" in happened && status === "posted" ? fromCents(happened.cents) : ZERO;
    const parts = [fees, interest, principal, credit];
    must(sum(parts).equals(amount), `the parts of payment ${id} are its amount`);
    must(
      parts.every((part) => part.gte(0)),
      `no part of payment ${id} is below zero`,
    );
  }
  const owed = sum([...Object.values(contractual), answer.payoff.amount]);
  must(answer.status !== "closed" || owed.isZero(), "nothing is owed when closed");
  expect(findings).toEqual([]);
}

const reached = new Map<string, number>();
const note = (what: string) => reached.set(what, (reached.get(what) ?? 0) + 1);

/** The day of a happening: charge-offs wait until they are allowed. */
function dayOf(
  { when, days, what }: { when: string; days: number; what: string },
  life: LoanDayByDay,
): string {
  const { today, slots } = life.state;
  const next = slots[0]?.on ?? "";
  const due = next > today ? next : plusDays(today, 30);
  const { daysPastDue } = life;
  if (what === "charge-off" && daysPastDue > 0 && daysPastDue < 120)
    return plusDays(today, 120 - daysPastDue);
  if (when === "days") return plusDays(today, days);
  return when === "due" ? due : plusDays(due, days);
}

/** Lives a story with the calculator, and asks the engine on a day in its middle and on the last. */
function live(terms: Terms, story: { when: string; days: number; what: string; share: number }[]): void {
  const request = requestOf(terms);
  const life = new LoanDayByDay(terms);
  const past: Happening[] = [];
  story.forEach((step, at) => {
    const on = dayOf(step, life);
    life.goTo(on);
    const next = choose({ ...step, on }, life, past);
    if (next) {
      life.happen(next);
      past.push(next);
      note(next.type);
    }
    if (at !== Math.floor(story.length / 2) && at !== story.length - 1) return;
    const answer = loanLife(request, past.map(eventOf), on);
    note(answer.status);
    compare(answer, life, past);
    checkInvariants(answer, past, terms.method === "flat");
  });
}

test("lives agree with the day-by-day calculator to the cent", () => {
  fc.assert(
    fc.property(anyTerms, fc.array(happening, { minLength: 3, maxLength: 24 }), (terms, story) => {
      if (exists(terms)) live(terms, story);
    }),
    { numRuns: RUNS, ...(SEED === undefined ? {} : { seed: SEED }) },
  );
  if (process.env.LOAN_LIFE_RUNS) console.info(Object.fromEntries(reached));
}, 3_600_000);

/** Whether such a loan can be made: its installments may round to nothing. */
function exists(terms: Terms): boolean {
  try {
    return loanLife(requestOf(terms), [], terms.disbursedOn).status === "current";
  } catch (error) {
    if (error instanceof CalculationRefused) return false;
    throw error;
  }
}
