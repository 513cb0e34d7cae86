import { recordAudit } from "@/lib/audit/record-audit";
import { compare, fromDbDate, monthEnd, monthName, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { within, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { dollars } from "@/lib/money/money";
import { oldSuspense } from "@/lib/payments/bank/old-exceptions";
import { closePeriod, listClosedPeriods, nextPeriodEnd } from "@/lib/ledger/close-period";

/**
 * Closes the books of a month for good: the next one in order, when it is over and every day of it has been worked
 * through. Nothing of ours can be posted into it afterward; what the bank reports later about it is posted on the first
 * open day and says where it belongs.
 *
 * @param through the last day of the month
 * @param by      who closes, as it is kept beside the close: a person's id, or a name given on the command line
 * @throws DomainError "wrong-state" or "invalid" with the sentence why not
 *
 * @example await closeMonth({ through: "2026-01-31", by: admin.userId, userId: admin.userId })
 */
export async function closeMonth(
  {
    through,
    by,
    userId,
    note,
  }: {
    through: IsoDate;
    by: string;
    userId: string | null;
    /** Why the month closes although unidentified money is old; not needed otherwise. */
    note?: string | undefined;
  },
  caller?: Tx,
): Promise<void> {
  await within(caller, async (tx) => {
    await requireClosable(tx, through, note);
    await closePeriod(tx, { through, by });
    await recordAudit(tx, {
      actorUserId: userId,
      action: "ledger-period.close",
      subjectType: "ledger-period",
      subjectId: through,
      detail: { by, ...(note ? { note } : {}) },
      businessDate: await businessDate(tx),
    });
  });
}

/** @throws DomainError "wrong-state" or "invalid" with the sentence why the month cannot be closed now */
export async function requireClosable(tx: Tx, through: IsoDate, note: string | undefined): Promise<void> {
  // One close at a time, and the business date does not move during it.
  const [clock] = await tx.$queryRaw<{ business_date: Date }[]>`
      SELECT business_date FROM business_clock WHERE id = 1 FOR UPDATE`;
  if (through !== monthEnd(through))
    throw new DomainError(
      "invalid",
      "Books are closed by the month. Enter the last day of a month.",
      "through",
    );
  const [last] = await listClosedPeriods(tx);
  if (last && compare(through, last.closedThrough) <= 0)
    throw new DomainError("wrong-state", `${monthName(through)} is already closed.`);
  const next = await nextPeriodEnd(tx);
  if (next === null)
    throw new DomainError("wrong-state", "Nothing has been posted yet, so there is no month to close.");
  if (compare(through, next) < 0)
    throw new DomainError("wrong-state", `The books begin in ${monthName(next)}.`);
  if (through !== next)
    throw new DomainError("wrong-state", `Months are closed in order. The next one is ${monthName(next)}.`);
  const today = await businessDate(tx);
  if (compare(through, today) >= 0)
    throw new DomainError("wrong-state", `${monthName(through)} has not ended yet.`);
  // In production the clock's row says how far the daily run has come; interest of those days is still to be posted.
  if (!clock || compare(fromDbDate(clock.business_date), through) < 0)
    throw new DomainError("wrong-state", "The daily run has not processed all of that month yet.");
  const suspense = await oldSuspense(tx, through);
  if (suspense.count > 0 && !note)
    throw new DomainError(
      "wrong-state",
      `${dollars(suspense.amount)} on the suspense accounts is older than 30 days at the end of ${monthName(through)}. Resolve it in the bank exceptions, or enter a note why the month closes over it.`,
      "note",
    );
}
