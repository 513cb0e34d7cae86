import type { Tx } from "@/lib/db";
import { toMoney } from "@/lib/money/money";
import { sqlRows } from "@/lib/sql-rows";
import type { Row } from "./loan-state";

export type NewSchedule = { loanId: string; version: number; rows: Row[] };

/** Puts new versions of loans' schedules in force, each loan once. Earlier versions are kept for reference. */
export async function writeSchedules(tx: Tx, schedules: NewSchedule[]): Promise<void> {
  if (schedules.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO installments (loan_id, version, number, due_on, days, payment, principal, interest, balance, period_interest)
    SELECT loan_id, version, number, due_on, days, payment, principal, interest, balance, period_interest
      FROM ${sqlRows("written", COLUMNS, schedules.flatMap(columnsOf))}`;
  await tx.$executeRaw`
    UPDATE loans l SET schedule_version = written.version
      FROM ${sqlRows(
        "written",
        { loan_id: "text", version: "int" },
        schedules.map(({ loanId, version }) => ({ loan_id: loanId, version })),
      )}
     WHERE l.id = written.loan_id`;
}

const COLUMNS = {
  loan_id: "text",
  version: "int",
  number: "int",
  due_on: "date",
  days: "int",
  payment: "numeric",
  principal: "numeric",
  interest: "numeric",
  balance: "numeric",
  period_interest: "numeric",
} as const;

function columnsOf({ loanId, version, rows }: NewSchedule) {
  return rows.map((row) => ({
    ...{ loan_id: loanId, version, number: row.number, due_on: row.dueOn, days: row.days },
    payment: toMoney(row.payment),
    principal: toMoney(row.principal),
    interest: toMoney(row.interest),
    balance: toMoney(row.balance),
    period_interest: row.periodInterest ? toMoney(row.periodInterest) : null,
  }));
}
