import type { IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { log } from "@/lib/log";
import { lockLoan, userOf } from "./find-loan";
import { availableCash, proceedsOf, startDisbursement } from "./start-disbursement";

/**
 * Pays out loans that wait for funds, in the order in which they were accepted, as far as the cash reaches. One that does
 * not fit lets a smaller one behind it go ahead.
 *
 * @returns how many were sent on their way
 */
export async function retryWaitingDisbursements({
  businessDate,
}: {
  businessDate: IsoDate;
}): Promise<number> {
  const waiting = await db.loan.findMany({ where: { status: "AWAITING_FUNDS" }, orderBy: { number: "asc" } });
  if (waiting.length === 0) return 0;
  let cash = await availableCash(db);
  let sent = 0;
  for (const { id, principal, originationFee } of waiting) {
    const amount = proceedsOf({ principal, originationFee });
    if (cash.lt(amount)) continue;
    if (!(await send(id, businessDate))) continue;
    cash = cash.minus(amount);
    sent += 1;
  }
  return sent;
}

async function send(loanId: string, on: IsoDate): Promise<boolean> {
  try {
    return await inTransaction(async (tx) => {
      const loan = await lockLoan(tx, loanId);
      if (loan.status !== "AWAITING_FUNDS") return false;
      const userId = await userOf(tx, loan.borrowerId);
      return (await startDisbursement(tx, loan, { userId, on })).status === "DISBURSING";
    });
  } catch (error) {
    // A bank account that was disabled meanwhile must not keep the loans behind it from being paid.
    if (!(error instanceof DomainError)) throw error;
    log.warn({ loanId, reason: error.message }, "A waiting loan could not be paid out.");
    return false;
  }
}
