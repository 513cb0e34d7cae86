// The morning on which an installment falls due, or is skipped. Pure.
import { Decimal, roundCents, ZERO } from "@/lib/money/money";
import { isWithin, NO_ACCRUAL } from "./accrual";
import { charge, isDaily, isFlat, runTo, unaskedOf, type Ahead, type Contract } from "./contract";
import { addOwed, NOTHING_OWED, totalOwed, type Owed } from "./installment";
import { passSlot, remainingCount, type Slot } from "./timetable";

/**
 * Takes the contract over its next due date.
 *
 * Interest of the period is charged, and the installment asks for it: equal installments for the level payment, interest
 * first; flat loans for the agreed interest and the level principal; the last one for everything. What was paid ahead
 * counts. On a skipped date nothing is asked and the interest is parked.
 *
 * @returns dollars of interest charged
 *
 * @example fallDue(openContract(artsTerms, [])) // 50.00, and an installment of 50.00 + 416.67
 */
export function fallDue(contract: Contract): Decimal {
  const slot = contract.timetable.slots[0]!;
  runTo(contract, slot.dueOn);
  let charged = charge(contract);
  if (slot.isSkipped) parkRunning(contract);
  else charged = charged.plus(ask(contract, slot));
  contract.timetable = passSlot(contract.timetable);
  if (!isDaily(contract)) contract.accrual = NO_ACCRUAL;
  contract.accrualWhenDue = contract.accrual;
  return charged;
}

/** Interest of a skipped period waits without interest on it, in parts over the installments to come. */
function parkRunning(contract: Contract): void {
  const { interest } = unaskedOf(contract);
  const { next, spread } = contract.parked;
  contract.parked = { next, spread: spread.plus(interest), part: null };
  contract.unasked = contract.unasked.minus(isFlat(contract) ? ZERO : interest);
  contract.accrual = NO_ACCRUAL;
}

function ask(contract: Contract, slot: Slot): Decimal {
  const ahead = contract.ahead.get(contract.nextNumber);
  const agreed = isFlat(contract) ? agreedInterest(contract, slot, ahead) : ZERO;
  contract.interest = contract.interest.plus(agreed);
  const isLast = remainingCount(contract.timetable) === 1;
  const main = isFlat(contract)
    ? { interest: agreed, principal: flatPrincipal(contract, isLast, ahead) }
    : askDeclining(contract, isLast, ahead);
  const isFinal = isLast || unaskedOf(contract).principal.lte(main.principal);
  const parked = takeParked(contract, isFinal, ahead);
  const paid = ahead?.paid ?? NOTHING_OWED;
  const asked = isFlat(contract)
    ? { ...main, parked: parked.plus(paid.parked) }
    : addOwed({ ...main, parked }, paid);
  contract.bearing = contract.bearing.minus(main.principal);
  if (!isFlat(contract)) contract.unasked = contract.unasked.minus(main.interest);
  addInstallment(contract, slot, { asked, paid });
  return agreed;
}

/** The agreed interest; none when interest was paused for the whole period, or no principal is left to bear any. */
function agreedInterest(contract: Contract, slot: Slot, ahead: Ahead | undefined): Decimal {
  const [interest = ZERO, ...later] = contract.agreed;
  contract.agreed = later;
  const isForNothing = contract.bearing.isZero() && !ahead;
  return isWithin(slot, contract.pauses) || isForNothing ? ZERO : interest;
}

function flatPrincipal({ level, bearing }: Contract, isLast: boolean, ahead: Ahead | undefined): Decimal {
  if (isLast) return bearing;
  return Decimal.max(Decimal.min(level, bearing), ahead?.paid.principal ?? ZERO);
}

/** What an installment asks for beside what was paid of it ahead. */
function askDeclining(contract: Contract, isLast: boolean, ahead: Ahead | undefined) {
  const open = unaskedOf(contract);
  if (isLast) return open;
  const { method } = contract.terms;
  if (ahead) {
    const rest = paymentOf(ahead.asked).minus(paymentOf(ahead.paid));
    return withinPayment(rest, open);
  }
  if (method === "equal-installment") return withinPayment(contract.level, open);
  return { interest: open.interest, principal: Decimal.min(contract.level, open.principal) };
}

function withinPayment(payment: Decimal, open: { interest: Decimal; principal: Decimal }) {
  const interest = Decimal.min(payment, open.interest);
  return { interest, principal: Decimal.min(payment.minus(interest), open.principal) };
}

const paymentOf = ({ interest, principal }: Owed) => interest.plus(principal);

function takeParked(contract: Contract, isFinal: boolean, ahead: Ahead | undefined): Decimal {
  const { next, spread } = contract.parked;
  const count = remainingCount(contract.timetable);
  const part = contract.parked.part ?? roundCents(spread.div(count), contract.terms.rounding);
  const rest = Decimal.max(ZERO, part.minus(ahead?.paid.parked ?? ZERO));
  const taken = isFinal ? spread : Decimal.min(rest, spread);
  contract.parked = { next: ZERO, spread: spread.minus(taken), part };
  return next.plus(taken);
}

/** An installment that asks for nothing is not one: less than half a cent was earned. */
function addInstallment(contract: Contract, { dueOn, days }: Slot, rest: { asked: Owed; paid: Owed }): void {
  const number = contract.nextNumber;
  contract.nextNumber += 1;
  contract.ahead = new Map([...contract.ahead].filter(([each]) => each !== number));
  if (totalOwed(rest.asked).isZero()) return;
  const paidOn = totalOwed(rest.asked).equals(totalOwed(rest.paid)) ? dueOn : null;
  const balance = isDaily(contract) ? ZERO : contract.bearing;
  contract.installments = [...contract.installments, { number, dueOn, days, ...rest, balance, paidOn }];
  if (isDaily(contract)) setBalance(contract);
}

function setBalance(contract: Contract): void {
  const last = contract.installments.at(-1)!;
  const balance = unaskedOf(contract).principal;
  contract.installments = [...contract.installments.slice(0, -1), { ...last, balance }];
}
