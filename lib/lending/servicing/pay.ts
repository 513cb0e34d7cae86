// In which order a payment is counted. Pure.
import type { IsoDate } from "@/lib/calendar/dates";
import { Decimal, sum, ZERO } from "@/lib/money/money";
import { totalOf, type Parts } from "@/lib/money/parts";
import { closeContract } from "./close-contract";
import {
  charge,
  dueTotal,
  isDaily,
  isFlat,
  nextDueDate,
  openInstallments,
  parkedOf,
  relevel,
  runTo,
  unaskedOf,
  type Contract,
} from "./contract";
import { payFees, unpaidFees } from "./fees";
import { isUnpaid } from "./delinquency";
import { addOwed, fillOwed, NOTHING_OWED, unpaidOf, unpaidTotal } from "./installment";
import type { PaymentKind } from "./loan-event";
import { payInstallments, payRunning, takeOff, type Paid } from "./pay-installments";
import { payoffOf } from "./payoff";
import { project } from "./projection";

/** Dollars: a payoff that is short by no more than this closes the loan. */
export const MOST_PAYOFF_ROUNDING = new Decimal("1.00");

export type Payment = { amount: Decimal; kind: PaymentKind; on: IsoDate };

export type Receipt = {
  /** Dollars of interest charged because of the payment, posted before it. */
  charged: Decimal;
  parts: Parts;
  /** What the loan could not take. */
  credit: Decimal;
  /** What a payoff left unpaid and nobody asks for. */
  writtenOff: Parts | null;
  /** Interest that was paid before it was charged and will not run: it pays principal. */
  unearned: Decimal;
};

type Counting = { contract: Contract; on: IsoDate; left: Decimal; charged: Decimal; parts: Parts };

/**
 * Pays a contract.
 *
 * Consumer order: interest and principal that are past due or due, the oldest installment first; fees; interest earned to the
 * value date (not on flat loans); principal ahead of the schedule. `fees-first` begins with fees. A SCHEDULED payment with
 * nothing due counts for the next installment first. A PRINCIPAL payment lowers principal that has not fallen due. What
 * covers the payoff closes the loan, and the rest is a credit.
 *
 * Source: `spec-servicing.md` 5; fees last because of 16 CFR 444.4 (no pyramiding).
 *
 * @example pay(artOnMarch20, { amount: d("500"), kind: "OTHER", on: "2026-03-20" }).parts
 *   // interest 50.00, principal 426.67, fees 23.33
 */
export function pay(contract: Contract, { amount, kind, on }: Payment): Receipt {
  runTo(contract, on);
  const payoff = payoffOf(contract, on);
  const short = payoff.amount.minus(amount);
  if (short.lte(kind === "PAYOFF" ? MOST_PAYOFF_ROUNDING : 0)) return closeContract(contract, amount, on);
  const counting: Counting = { contract, on, left: amount, charged: ZERO, parts: NO_RECEIPT.parts };
  if (kind === "PRINCIPAL" && amount.lt(roomForPrincipal(contract, on))) payPrincipal(counting);
  else payInOrder(counting, kind);
  const { charged, parts } = counting;
  return { ...NO_RECEIPT, charged, parts, credit: amount.minus(totalOf(parts)) };
}

const NO_RECEIPT: Receipt = {
  charged: ZERO,
  parts: { fees: ZERO, interest: ZERO, principal: ZERO },
  ...{ credit: ZERO, writtenOff: null, unearned: ZERO },
};

/**
 * Pays the claim of a charged-off loan: everything is due.
 *
 * @example payClaim(charged, d("300"), "2026-07-10").parts // interest 50.00, principal 250.00
 */
export function payClaim(contract: Contract, amount: Decimal, on: IsoDate): Receipt {
  const counting: Counting = { contract, on, left: amount, charged: ZERO, parts: NO_RECEIPT.parts };
  const isFeesFirst = contract.terms.waterfall === "fees-first";
  if (isFeesFirst) countFees(counting);
  count(counting, payInstallments(contract, counting.left, on));
  const interest = Decimal.max(ZERO, contract.interest.minus(unpaidInterest(contract)));
  const owed = { interest, parked: ZERO, principal: contract.principal.minus(unpaidPrincipal(contract)) };
  const rest = fillOwed(owed, counting.left);
  contract.bearing = contract.bearing.minus(rest.principal);
  count(counting, takeOff(contract, rest));
  if (!isFeesFirst) countFees(counting);
  return { ...NO_RECEIPT, parts: counting.parts, credit: amount.minus(totalOf(counting.parts)) };
}

const unpaidInterest = (contract: Contract) =>
  sum(
    openInstallments(contract)
      .map(unpaidOf)
      .map(({ interest, parked }) => interest.plus(parked)),
  );
const unpaidPrincipal = (contract: Contract) =>
  sum(openInstallments(contract).map((each) => unpaidOf(each).principal));

function payInOrder(counting: Counting, kind: PaymentKind): void {
  const { contract, on } = counting;
  if (isDaily(contract)) chargeNow(counting);
  const isFeesFirst = contract.terms.waterfall === "fees-first";
  if (isFeesFirst) countFees(counting);
  const isNothingDue = !openInstallments(contract).some(isUnpaid);
  count(counting, payInstallments(contract, counting.left, on));
  if (isNothingDue && kind === "SCHEDULED") payAhead(counting);
  if (!isFeesFirst) countFees(counting);
  if (counting.left.gt(0)) payExtra(counting);
  if (counting.left.gt(0)) payParked(counting);
}

/** Parked interest is paid with installments; before them only when nothing else is left to pay. */
function payParked(counting: Counting): void {
  countParked(counting, Decimal.min(counting.left, parkedOf(counting.contract)));
}

function countParked(counting: Counting, parked: Decimal): void {
  takeParkedAhead(counting.contract, parked);
  count(counting, takeOff(counting.contract, { interest: parked, principal: ZERO }));
}

function chargeNow(counting: Counting): void {
  counting.charged = counting.charged.plus(charge(counting.contract));
}

function count(counting: Counting, { interest, principal }: Paid): void {
  const { fees } = counting.parts;
  counting.parts = {
    fees,
    interest: counting.parts.interest.plus(interest),
    principal: counting.parts.principal.plus(principal),
  };
  counting.left = counting.left.minus(interest).minus(principal);
}

function countFees(counting: Counting): void {
  const { fees, used } = payFees(counting.contract.fees, counting.left);
  counting.contract.fees = fees;
  counting.parts = { ...counting.parts, fees: counting.parts.fees.plus(used) };
  counting.left = counting.left.minus(used);
}

/** The next installment that is not paid ahead takes what it asks for. */
function payAhead(counting: Counting): void {
  const { contract, on } = counting;
  if (counting.left.isZero() || !nextDueDate(contract)) return;
  if (!isFlat(contract)) chargeNow(counting);
  const known = contract.installments.length;
  const next = project(contract, on)
    .slice(known)
    .find((row) => unpaidTotal(contract.ahead.get(row.number) ?? row).gt(0));
  if (!next) return;
  const before = contract.ahead.get(next.number) ?? { asked: next.asked, paid: NOTHING_OWED };
  const unpaid = unpaidOf(before);
  // Interest of periods that are skipped later is not there yet.
  const parked = Decimal.min(unpaid.parked, parkedOf(contract));
  // Nor is the interest that the days until the due date will earn.
  const room = isFlat(contract) ? owedNow(contract, on) : roomForExtra(contract).plus(parked);
  const filled = fillOwed({ ...unpaid, parked }, Decimal.min(counting.left, room));
  const ahead = { asked: before.asked, paid: addOwed(before.paid, filled) };
  contract.ahead = new Map([...contract.ahead, [next.number, ahead]]);
  countParked(counting, filled.parked);
  const payment = filled.interest.plus(filled.principal);
  count(counting, isFlat(contract) ? takeOff(contract, filled) : payEarned(contract, payment));
}

function takeParkedAhead(contract: Contract, amount: Decimal): void {
  const { next, spread, part } = contract.parked;
  const fromNext = Decimal.min(amount, next);
  contract.parked = { next: next.minus(fromNext), spread: spread.minus(amount.minus(fromNext)), part };
}

/** Interest earned so far, then principal that has not fallen due. */
function payEarned(contract: Contract, amount: Decimal): Paid {
  if (isDaily(contract)) return payRunning(contract, amount);
  const interest = Decimal.min(amount, contract.unasked);
  const principal = Decimal.min(amount.minus(interest), contract.bearing);
  contract.unasked = contract.unasked.minus(interest);
  contract.bearing = contract.bearing.minus(principal);
  return takeOff(contract, { interest, principal });
}

function payExtra(counting: Counting): void {
  const { contract, on, left } = counting;
  if (isFlat(contract)) return payFlatExtra(counting);
  chargeNow(counting);
  const paid = payEarned(contract, Decimal.min(left, roomForExtra(contract)));
  count(counting, paid);
  if (paid.principal.gt(0)) resolve(contract, on);
}

function roomForExtra(contract: Contract): Decimal {
  if (!isDaily(contract)) return contract.unasked.plus(contract.bearing);
  return contract.principal.plus(contract.interest).minus(parkedOf(contract)).minus(dueTotal(contract));
}

/** When all of the principal would be paid and not the payoff, the running period's agreed interest comes before the last of it. */
function payFlatExtra(counting: Counting): void {
  const { contract, on } = counting;
  if (counting.left.gte(roomForPrincipal(contract, on))) payAheadInterest(counting);
  const principal = Decimal.min(counting.left, roomForPrincipal(contract, on));
  contract.bearing = contract.bearing.minus(principal);
  count(counting, takeOff(contract, { interest: ZERO, principal }));
}

function payAheadInterest(counting: Counting): void {
  const { contract, on } = counting;
  const next = project(contract, on)[contract.installments.length];
  if (!next) return;
  const before = contract.ahead.get(next.number) ?? { asked: next.asked, paid: NOTHING_OWED };
  const interest = Decimal.min(counting.left, unpaidOf(before).interest);
  const paid = addOwed(before.paid, { ...NOTHING_OWED, interest });
  contract.ahead = new Map([...contract.ahead, [next.number, { asked: before.asked, paid }]]);
  count(counting, takeOff(contract, { interest, principal: ZERO }));
}

/** Principal that has not fallen due and that nothing has paid ahead, and no more than closes the loan today. */
function roomForPrincipal(contract: Contract, on: IsoDate): Decimal {
  const { principal } = unaskedOf(contract);
  if (!isFlat(contract)) return principal;
  const ahead = sum([...contract.ahead.values()].map(({ paid }) => paid.principal));
  return Decimal.max(ZERO, Decimal.min(principal.minus(ahead), owedNow(contract, on)));
}

/** The payoff without fees. */
function owedNow(contract: Contract, on: IsoDate): Decimal {
  return payoffOf(contract, on).amount.minus(unpaidFees(contract.fees));
}

function payPrincipal(counting: Counting): void {
  const { contract, on, left } = counting;
  if (isDaily(contract)) chargeNow(counting);
  contract.bearing = contract.bearing.minus(left);
  count(counting, takeOff(contract, { interest: ZERO, principal: left }));
  if (!isFlat(contract)) resolve(contract, on);
}

function resolve(contract: Contract, on: IsoDate): void {
  if (contract.terms.prepayment === "reduce-payment") relevel(contract, on);
}
