// A loan as its contract has it on a day, whatever the books recognize: what is owed, what is due, what is to come. Pure;
// the object is changed in place, and `copyOf` makes another one for a look ahead.
import { levelPayment } from "@/lib/amortization/level-payment";
import { flatInterest } from "@/lib/amortization/rows";
import { addDays, monthEnd, type IsoDate } from "@/lib/calendar/dates";
import { Decimal, roundCents, sum, ZERO } from "@/lib/money/money";
import { timesQuotient } from "@/lib/money/quotient";
import { accrueMore, earnedOf, NO_ACCRUAL, sharesOf, type Accrual, type Pause, type Span } from "./accrual";
import type { Fee } from "./fees";
import { totalOwed, unpaidOf, type Installment, type Owed } from "./installment";
import type { LifeTerms } from "./life-terms";
import { remainingCount, startTimetable, type Slot, type Timetable } from "./timetable";

/** What was paid of an installment before its due date, and the dollars that it asks for, fixed when that began. */
export type Ahead = { asked: Owed; paid: Owed };

export type Contract = {
  readonly terms: LifeTerms;
  readonly pauses: readonly Pause[];
  timetable: Timetable;
  /** Number of the next installment to fall due. */
  nextNumber: number;
  /** The level payment (equal installments) or the level part of principal. */
  level: Decimal;
  /** On flat loans: interest of the installments to come. */
  agreed: readonly Decimal[];
  /** Principal outstanding, fallen due or not. */
  principal: Decimal;
  /** Interest charged and not paid, parked interest included; below zero where it was paid before it was charged. */
  interest: Decimal;
  /** By schedule: principal that has not fallen due, and interest charged that no installment has asked for. */
  bearing: Decimal;
  unasked: Decimal;
  /** Interest that waits: all of it for the next installment, or spread in parts over those to come. */
  parked: { next: Decimal; spread: Decimal; part: Decimal | null };
  accrual: Accrual;
  /** Daily: the accrual as it was on the last due date. */
  accrualWhenDue: Accrual;
  accruedTo: IsoDate;
  /** Those that have fallen due. */
  installments: readonly Installment[];
  ahead: ReadonlyMap<number, Ahead>;
  fees: readonly Fee[];
  /** Days of deferrals, which count for no lateness. */
  frozen: readonly Span[];
  /** Days past due that a re-aged loan keeps until it is cured. */
  carried: { days: number; since: IsoDate; reAgedOn: IsoDate; isCurable: boolean } | null;
  closedOn: IsoDate | null;
  isChargedOff: boolean;
};

/**
 * The contract on the day of the disbursement.
 *
 * @example openContract(terms, []).principal.toFixed(2) // "5000.00"
 */
export function openContract(terms: LifeTerms, pauses: readonly Pause[]): Contract {
  const timetable = startTimetable(terms);
  return {
    ...{ terms, pauses, timetable, nextNumber: 1 },
    level: levelOf(terms, terms.principal, timetable.slots),
    agreed: terms.method === "flat" ? flatInterest(terms, [...timetable.slots]) : [],
    ...{ principal: terms.principal, interest: ZERO, bearing: terms.principal, unasked: ZERO },
    parked: { next: ZERO, spread: ZERO, part: null },
    ...{ accrual: NO_ACCRUAL, accrualWhenDue: NO_ACCRUAL, accruedTo: terms.disbursedOn },
    ...{ installments: [], ahead: new Map(), fees: [], frozen: [], carried: null },
    ...{ closedOn: null, isChargedOff: false },
  };
}

/** Every part of a contract is replaced and never changed, so that a shallow copy is a whole one. */
export function copyOf(contract: Contract): Contract {
  return { ...contract };
}

export const isDaily = ({ terms }: Contract) => terms.accrual === "daily";
export const isFlat = ({ terms }: Contract) => terms.method === "flat";

/** Parked interest that no installment has asked for yet. */
export function parkedOf({ parked }: Contract): Decimal {
  return parked.next.plus(parked.spread);
}

/** Installments that have fallen due and are not paid in full. */
export function openInstallments({ installments }: Pick<Contract, "installments">): Installment[] {
  return installments.filter(({ paidOn }) => paidOn === null);
}

/** Dollars unpaid of the installments that have fallen due. */
export function dueTotal(contract: Pick<Contract, "installments">): Decimal {
  return openSums(contract.installments).due;
}

/** Interest and principal that no installment has asked for yet. Under daily interest: what the amounts asked for leave. */
export function unaskedOf(contract: Contract): { interest: Decimal; principal: Decimal } {
  if (!isDaily(contract)) return { interest: contract.unasked, principal: contract.bearing };
  const { due, asked } = openSums(contract.installments);
  const total = contract.principal.plus(contract.interest).minus(parkedOf(contract));
  const left = Decimal.max(ZERO, total.minus(due));
  const open = contract.interest.minus(parkedOf(contract)).minus(asked);
  const interest = Decimal.max(ZERO, Decimal.min(left, open));
  return { interest, principal: left.minus(interest) };
}

type OpenSums = { due: Decimal; asked: Decimal };
const known = new WeakMap<readonly Installment[], OpenSums>();

/** What installments have unpaid, and the interest in it: asked many times of a list that is never changed. */
function openSums(installments: readonly Installment[]): OpenSums {
  const before = known.get(installments);
  if (before) return before;
  const unpaid = openInstallments({ installments }).map(unpaidOf);
  const due = sum(unpaid.map(totalOwed));
  const sums = { due, asked: sum(unpaid.map(({ interest, parked }) => interest.plus(parked))) };
  known.set(installments, sums);
  return sums;
}

/**
 * Lets interest run up to a day, not counting it. No due date may lie between.
 */
export function runTo(contract: Contract, on: IsoDate): void {
  const { terms, pauses, accruedTo, timetable } = contract;
  if (on <= accruedTo) return;
  contract.accruedTo = on;
  const [slot] = timetable.slots;
  if (isFlat(contract) || contract.isChargedOff || contract.closedOn || (!isDaily(contract) && !slot)) return;
  const balance = isDaily(contract) ? contract.principal : contract.bearing;
  const perYear = balance.times(terms.annualRate);
  const shares = sharesOf({
    span: { from: accruedTo, to: on },
    ...{ pauses, dayCount: terms.dayCount, period: isDaily(contract) ? null : slot! },
  });
  for (const share of shares) contract.accrual = accrueMore(contract.accrual, perYear, share);
}

/** Dollars earned and not charged, up to the day to which interest has run. What was charged is never taken back for a cent. */
export function unchargedInterest({ accrual, terms }: Contract): Decimal {
  return Decimal.max(ZERO, earnedOf(accrual, terms.rounding).minus(accrual.posted));
}

/** Charges what was earned and returns the dollars. */
export function charge(contract: Contract): Decimal {
  const amount = unchargedInterest(contract);
  contract.accrual = { ...contract.accrual, posted: contract.accrual.posted.plus(amount) };
  contract.interest = contract.interest.plus(amount);
  contract.unasked = contract.unasked.plus(amount);
  askLate(contract);
  return amount;
}

/** Under daily interest, what is owed beyond the last due date belongs to the last installment, so that it stays late. */
function askLate(contract: Contract): void {
  const last = contract.installments.at(-1);
  if (!last || !isDaily(contract) || remainingCount(contract.timetable) > 0) return;
  const { interest, principal } = unaskedOf(contract);
  if (interest.isZero() && principal.isZero()) return;
  const asked = {
    ...last.asked,
    interest: last.asked.interest.plus(interest),
    principal: last.asked.principal.plus(principal),
  };
  contract.installments = [...contract.installments.slice(0, -1), { ...last, asked, paidOn: null }];
}

/** The date on which the next installment falls due or is skipped; null when none is to come. */
export function nextDueDate(contract: Contract): IsoDate | null {
  if (contract.closedOn || contract.isChargedOff || isExhausted(contract)) return null;
  return contract.timetable.slots[0]?.dueOn ?? null;
}

function isExhausted(contract: Contract): boolean {
  const { principal, interest } = unaskedOf(contract);
  if (contract.ahead.size > 0 || !parkedOf(contract).isZero()) return false;
  if (isDaily(contract)) return contract.principal.isZero() && contract.interest.isZero();
  return principal.isZero() && interest.isZero() && unchargedInterest(contract).isZero();
}

/** The next end of a month after a day: daily interest is posted on it. */
export function nextMonthEnd(on: IsoDate): IsoDate {
  return monthEnd(addDays(on, 1));
}

/**
 * Solves the level part again over the installments to come.
 *
 * @param from the day from which the first of their periods counts: later than its beginning when its interest was paid
 *
 * @example relevel(after1000Extra, "2026-04-01") // 327.51 on 2,805.42 over nine months
 */
export function relevel(contract: Contract, from: IsoDate): void {
  const { terms, pauses } = contract;
  const slots = contract.timetable.slots.filter(({ isSkipped }) => !isSkipped);
  if (slots.length === 0) return;
  const factors = slots.map((slot) => {
    const span = { from: from > slot.startsOn ? from : slot.startsOn, to: slot.dueOn };
    const period = isDaily(contract) ? null : slot;
    const shares = sharesOf({ span, pauses, dayCount: terms.dayCount, period });
    return sum(shares.map((share) => timesQuotient(terms.annualRate, share)));
  });
  const { principal } = unaskedOf(contract);
  contract.level = roundCents(levelBy(terms, principal, factors), terms.rounding);
}

function levelOf(terms: LifeTerms, principal: Decimal, slots: readonly Slot[]): Decimal {
  const factors = slots.map(({ share }) => timesQuotient(terms.annualRate, share));
  return roundCents(levelBy(terms, principal, factors), terms.rounding);
}

function levelBy({ method }: LifeTerms, principal: Decimal, factors: Decimal[]): Decimal {
  if (method === "equal-installment") return levelPayment({ principal, factors });
  return method === "interest-only" ? ZERO : principal.div(factors.length);
}
