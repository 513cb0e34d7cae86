import type { IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction, type Tx } from "@/lib/db";
import { chunksOf } from "@/lib/chunks";
import { inHalves, logLeftOut } from "@/lib/in-halves";
import { notifyEach } from "@/lib/notifications/notify";
import type { Loan } from "@/prisma/generated/client";
import { loanPath, lockLoans, usersOf } from "@/lib/lending/terms/find-loan";
import { startDisbursements, thatFit } from "./start-disbursement";

/** How many are sent on their way in one transaction: few enough that nobody waits long for cash. */
const AT_ONCE = 200;

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
  const waiting = await db.loan.findMany({
    where: { status: "AWAITING_FUNDS" },
    orderBy: { number: "asc" },
    select: { id: true },
  });
  let sent = 0;
  for (const chunk of chunksOf(waiting, AT_ONCE)) {
    const counts = await inHalves(
      chunk.map(({ id }) => id),
      (loanIds) => inTransaction((tx) => send(tx, loanIds, businessDate)),
      (loanId, error) => logLeftOut({ loanId }, error, "A waiting loan could not be paid out."),
    );
    sent += counts.reduce((sum, count) => sum + count, 0);
  }
  return sent;
}

async function send(tx: Tx, loanIds: string[], on: IsoDate): Promise<number> {
  const locked = await lockLoans(tx, loanIds);
  const loans = loanIds.flatMap((id) => locked.get(id) ?? []);
  const waiting = loans.filter(({ status }) => status === "AWAITING_FUNDS");
  const usable = await tx.externalAccount.findMany({
    where: {
      id: { in: waiting.flatMap(({ externalAccountId }) => externalAccountId ?? []) },
      status: "ACTIVE",
    },
    select: { id: true },
  });
  const usableIds = new Set<string | null>(usable.map(({ id }) => id));
  const hasUsableAccount = ({ externalAccountId }: Loan) => usableIds.has(externalAccountId);
  const userOf = await usersOf(
    tx,
    waiting.map(({ borrowerId }) => borrowerId),
  );
  const fitting = await thatFit(
    tx,
    waiting.map((loan) => ({ loan, userId: userOf(loan.borrowerId), isReady: hasUsableAccount(loan) })),
  );
  await askForOtherAccounts(
    tx,
    fitting.filter(({ isReady }) => !isReady),
    on,
  );
  const started = await startDisbursements(
    tx,
    fitting.filter(({ isReady }) => isReady),
    on,
  );
  return started.filter(({ status }) => status === "DISBURSING").length;
}

/** Left waiting, a loan would wait forever: only a loan that failed lets its borrower choose again. */
async function askForOtherAccounts(tx: Tx, stranded: { loan: Loan; userId: string }[], on: IsoDate) {
  if (stranded.length === 0) return;
  await tx.loan.updateMany({
    where: { id: { in: stranded.map(({ loan }) => loan.id) } },
    data: { status: "DISBURSEMENT_FAILED" },
  });
  await notifyEach(
    tx,
    stranded.map(({ loan, userId }) => ({
      userId,
      kind: "disbursement-needs-account",
      title: "Choose another bank account for your loan",
      body: "The money is ready, but the bank account you chose can no longer be used. Choose another one and we will disburse it immediately.",
      href: loanPath(loan.id),
      datedOn: on,
    })),
  );
}
