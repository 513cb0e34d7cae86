import { toDbDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { toMoney } from "@/lib/money/money";
import type { Row } from "./loan-state";

/** Puts a new version of a loan's schedule in force. The versions before it stay, to be looked at. */
export async function writeSchedule(
  tx: Tx,
  { loanId, version, rows }: { loanId: string; version: number; rows: Row[] },
): Promise<void> {
  await tx.installment.createMany({
    data: rows.map((row) => ({
      loanId,
      version,
      number: row.number,
      dueOn: toDbDate(row.dueOn),
      days: row.days,
      payment: toMoney(row.payment),
      principal: toMoney(row.principal),
      interest: toMoney(row.interest),
      balance: toMoney(row.balance),
      periodInterest: row.periodInterest ? toMoney(row.periodInterest) : null,
    })),
  });
  await tx.loan.update({ where: { id: loanId }, data: { scheduleVersion: version } });
}
