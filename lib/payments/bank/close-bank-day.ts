import { recordAudit } from "@/lib/audit/record-audit";
import { addDays, compare, formatDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { d, dollars } from "@/lib/money/money";
import { lockBankAccount } from "./bank-accounts";
import { coverageOf } from "./coverage";
import { reconcileDays } from "./days";
import { lastClosedDay } from "./last-closed-day";

/**
 * Closes a bank account through a day, each day of it that is still open: only when every cent of each is explained.
 *
 * @throws DomainError "not-found"; "wrong-state" with the sentence which day cannot be closed and why
 */
export async function closeBankDay({
  userId,
  bankAccountId,
  day,
}: {
  userId: string;
  bankAccountId: string;
  day: IsoDate;
}): Promise<void> {
  await inTransaction(async (tx) => {
    await lockBankAccount(tx, bankAccountId);
    const account = await tx.bankAccount.findUnique({ where: { id: bankAccountId } });
    if (!account) throw new DomainError("not-found", "Bank account not found.");
    const [today, coverage, closed] = [
      await businessDate(tx),
      await coverageOf(tx, bankAccountId),
      await lastClosedDay(tx, bankAccountId),
    ];
    if (compare(day, today) >= 0)
      throw new DomainError("wrong-state", `${formatDate(day)} has not ended yet.`, "day");
    if (closed !== null && compare(day, closed) <= 0)
      throw new DomainError("wrong-state", `${formatDate(day)} is already closed.`, "day");
    if (coverage === null || compare(day, coverage.from) < 0 || compare(day, coverage.to) > 0)
      throw new DomainError(
        "wrong-state",
        `No statement covers ${formatDate(day)}. Import the bank's statement first.`,
        "day",
      );
    const from = closed === null ? coverage.from : addDays(closed, 1);
    const rows = await reconcileDays(account, { from, to: day }, tx);
    for (const row of rows) {
      if (!d(row.difference).isZero())
        throw new DomainError(
          "wrong-state",
          `${formatDate(row.day)} has a difference of ${dollars(row.difference)} that nothing explains. Find the cause before you close it.`,
          "day",
        );
      if (row.openLines > 0)
        throw new DomainError(
          "wrong-state",
          `${row.openLines === 1 ? "One line" : `${row.openLines} lines`} up to ${formatDate(row.day)} ${row.openLines === 1 ? "is" : "are"} not explained yet. Match or book ${row.openLines === 1 ? "it" : "them"} before you close the day.`,
          "day",
        );
    }
    await tx.bankDay.createMany({
      data: rows.map(({ day: on, difference: _, openLines: __, isClosed: ___, ...figures }) => ({
        ...figures,
        bankAccountId,
        day: toDbDate(on),
        closedById: userId,
      })),
    });
    await recordAudit(tx, {
      actorUserId: userId,
      action: "bank-day.close",
      subjectType: "bank-account",
      subjectId: bankAccountId,
      detail: { from, to: day },
      businessDate: today,
    });
  });
}
