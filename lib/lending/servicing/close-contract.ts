// A payment that covers everything owed closes the loan. Pure.
import { daysBetween, type IsoDate } from "@/lib/calendar/dates";
import { Decimal, sum, ZERO } from "@/lib/money/money";
import { isNothing, minusParts, payParts, totalOf, type Parts } from "@/lib/money/parts";
import { isFlat, type Contract } from "./contract";
import { payFees, unpaidFees } from "./fees";
import { NOTHING_OWED, totalOwed, unpaidOf, type Installment, type Owed } from "./installment";
import type { Receipt } from "./pay";
import { payoffOf } from "./payoff";

/**
 * Closes a contract. Interest of the days elapsed is charged; what was paid ahead for days that will not run pays principal.
 *
 * Rows: installments paid ahead stay as they were paid, and one last row on the day takes what was left.
 *
 * @param amount dollars; what is above the payoff is a credit, what is below is written off
 *
 * @example closeContract(artAfterOne, d("4608.33"), "2026-02-15").parts // interest 25.00, principal 4,583.33
 */
export function closeContract(contract: Contract, amount: Decimal, on: IsoDate): Receipt {
  const { running } = payoffOf(contract, on);
  if (isFlat(contract)) contract.interest = contract.interest.plus(running);
  else chargeRunning(contract, running);
  const owed = owedParts(contract);
  const parts = payParts(owed, Decimal.min(amount, totalOf(owed)));
  const rest = minusParts(owed, parts);
  const unearned = Decimal.max(ZERO, ZERO.minus(contract.interest));
  endRows(contract, on, owed);
  contract.fees = payFees(contract.fees, owed.fees).fees;
  return {
    ...{ charged: running, parts, unearned },
    credit: amount.minus(totalOf(parts)),
    writtenOff: isNothing(rest) ? null : rest,
  };
}

function chargeRunning(contract: Contract, running: Decimal): void {
  contract.interest = contract.interest.plus(running);
  contract.unasked = contract.unasked.plus(running);
}

function owedParts({ fees, interest, principal }: Contract): Parts {
  return {
    fees: unpaidFees(fees),
    interest: Decimal.max(ZERO, interest),
    principal: principal.plus(Decimal.min(ZERO, interest)),
  };
}

function endRows(contract: Contract, on: IsoDate, owed: Parts): void {
  const due = contract.installments.map(unpaidOf);
  const parked = contract.parked.next.plus(contract.parked.spread);
  const total = owed.interest
    .plus(owed.principal)
    .minus(sum(due.map(totalOwed)))
    .minus(parked);
  const asked = sum(due.map((each) => each.interest.plus(each.parked)));
  const open = owed.interest.minus(asked).minus(parked);
  const interest = Decimal.max(ZERO, Decimal.min(total, open));
  const last: Owed = { interest, parked, principal: total.minus(interest) };
  const rows = [...contract.installments.map((row) => paidRow(row, on)), ...aheadRows(contract)];
  const number = (rows.at(-1)?.number ?? 0) + 1;
  const days = Math.max(0, daysBetween(contract.timetable.startsOn, on));
  const closing = { number, dueOn: on, days, asked: last, paid: last, balance: ZERO, paidOn: on };
  contract.installments = totalOwed(last).isZero() ? rows : [...rows, closing];
  Object.assign(contract, {
    ...{ principal: ZERO, interest: ZERO, bearing: ZERO, unasked: ZERO, ahead: new Map() },
    parked: { next: ZERO, spread: ZERO, part: null },
    timetable: { ...contract.timetable, slots: [] },
    carried: null,
    closedOn: contract.closedOn ?? on,
  } satisfies Partial<Contract>);
}

function paidRow(row: Installment, on: IsoDate): Installment {
  return { ...row, paid: row.asked, paidOn: row.paidOn ?? on };
}

function aheadRows(contract: Contract): Installment[] {
  const slots = contract.timetable.slots.filter(({ isSkipped }) => !isSkipped);
  return [...contract.ahead].map(([number, { paid }]) => {
    const { dueOn, days } = slots[number - contract.nextNumber]!;
    return {
      number,
      dueOn,
      days,
      asked: paid,
      paid: { ...NOTHING_OWED, ...paid },
      balance: ZERO,
      paidOn: dueOn,
    };
  });
}
