import type { IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { log } from "@/lib/log";
import { notify } from "@/lib/notifications/notify";
import type { Loan } from "@/prisma/generated/client";
import { loanPath, lockLoan, userOf } from "@/lib/lending/terms/find-loan";
import { availableCash, proceedsOf, startDisbursement } from "./start-disbursement";

/**
 * Pays out loans that wait for funds, in the order in which they were accepted, as far as the cash reaches. One that does
 * not fit lets a smaller one behind it go ahead. One whose bank account was put out of use in the meantime asks for another.
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
    if (!(await sendAlone(id, businessDate))) continue;
    cash = cash.minus(amount);
    sent += 1;
  }
  return sent;
}

/** What refuses one loan must not keep the loans behind it from being paid. */
async function sendAlone(loanId: string, on: IsoDate): Promise<boolean> {
  try {
    return await inTransaction((tx) => send(tx, loanId, on));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    log.warn({ loanId, reason: error.message }, "A waiting loan could not be paid out.");
    return false;
  }
}

async function send(tx: Tx, loanId: string, on: IsoDate): Promise<boolean> {
  const loan = await lockLoan(tx, loanId);
  if (loan.status !== "AWAITING_FUNDS") return false;
  const userId = await userOf(tx, loan.borrowerId);
  if (!(await hasUsableAccount(tx, loan))) {
    await askForAnotherAccount(tx, { loan, userId, on });
    return false;
  }
  return (await startDisbursement(tx, loan, { userId, on })).status === "DISBURSING";
}

async function hasUsableAccount(tx: Tx, { externalAccountId }: Loan): Promise<boolean> {
  if (externalAccountId === null) return false;
  return (await tx.externalAccount.count({ where: { id: externalAccountId, status: "ACTIVE" } })) > 0;
}

/** Left waiting, the loan would wait forever: only a loan that failed lets its borrower choose again. */
async function askForAnotherAccount(
  tx: Tx,
  { loan, userId, on }: { loan: Loan; userId: string; on: IsoDate },
) {
  await tx.loan.update({ where: { id: loan.id }, data: { status: "DISBURSEMENT_FAILED" } });
  await notify(tx, {
    userId,
    kind: "disbursement-needs-account",
    title: "Choose another bank account for your loan",
    body: "The money is ready, but the bank account you chose can no longer be used. Choose another one and we will disburse it immediately.",
    href: loanPath(loan.id),
    datedOn: on,
  });
}
