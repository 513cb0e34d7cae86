// The installments of a loan: those that fell due, and those to come if it is paid as it asks from now on. Pure.
import type { IsoDate } from "@/lib/calendar/dates";
import { charge, copyOf, dueTotal, isDaily, nextDueDate, runTo, type Contract } from "./contract";
import { fallDue } from "./fall-due";
import { NOTHING_OWED, type Installment } from "./installment";
import { payInstallments } from "./pay-installments";

/**
 * The rows of a contract on a day.
 *
 * Under daily interest the rows to come are those of a borrower who pays what is due today and each installment on its date,
 * so the last one asks for the true balance.
 *
 * @returns fallen due and to come, in order; those to come with what was paid of them ahead
 *
 * @example project(openContract(artsTerms, []), "2026-01-01").length // 12
 */
export function project(contract: Contract, on: IsoDate): Installment[] {
  const life = { ...copyOf(contract), isChargedOff: false };
  const known = life.installments.length;
  runTo(life, on);
  if (isDaily(life)) {
    charge(life);
    payInstallments(life, dueTotal(life), on);
  }
  for (let date = nextDueDate(life); date; date = nextDueDate(life)) {
    fallDue(life);
    if (isDaily(life)) payInstallments(life, dueTotal(life), date);
  }
  const toCome = life.installments.slice(known).map((row) => ({ ...row, paid: paidAhead(contract, row) }));
  return [...contract.installments, ...toCome];
}

function paidAhead({ ahead }: Contract, { number }: Installment) {
  return ahead.get(number)?.paid ?? NOTHING_OWED;
}
