import { recordAudits } from "@/lib/audit/record-audit";
import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { together, type Booking } from "@/lib/ledger/post-facts";
import { d, dollars } from "@/lib/money/money";
import { notifyEach } from "@/lib/notifications/notify";
import { describeReturn } from "@/lib/payments/return-codes";
import { applyReturnCodes } from "@/lib/lending/autopay/bank-answer";
import { assessReturnedFees } from "@/lib/lending/delinquency/assess-fees";
import { recordUnpaid } from "@/lib/lending/delinquency/record-delinquency";
import { findClosings } from "@/lib/lending/terms/find-closing";
import { loanPath, lockByRepayments, usersOf, type LockedRepayment } from "@/lib/lending/terms/find-loan";
import { followsBalance } from "@/lib/lending/terms/loan-position";
import { endPending } from "./fail-repayment";
import { restateWithout } from "./restate-without";
import { undoFlat } from "./undo-flat";

type Outcome = { paymentOrderId: string; businessDate: IsoDate; returnCode?: string | undefined };
type Returned = LockedRepayment & {
  businessDate: IsoDate;
  returnCode?: string | undefined;
  title: string;
  body: string;
};

/**
 * The bank took repayments back. What each had paid is owed again from its original due dates, a loan that it had closed
 * is open again, and a schedule that it had shortened is as long as before. A loan that is charged off stays so: what the
 * payment had paid is charged off like the rest. Of one loan at most one is returned at a time.
 *
 * The mirror of the repayment, and of what the closing had charged; recorded as a fact, even where cash falls below its
 * floor. A payment that never cleared only frees its reservation. On a charged-off loan, what this leaves on its accounts:
 * Dr charge-off loss, Dr revenue, Cr borrower principal, Cr borrower interest.
 *
 * @returns what is to be posted
 */
export async function returnRepayments(tx: Tx, outcomes: Outcome[]): Promise<Booking> {
  const returns = outcomes.filter(({ returnCode }) => describeReturn(returnCode).returnsMoney); // no notifications of change
  if (returns.length === 0) return { requests: [] };
  const returned = await load(tx, returns);
  const [pending, posted] = [
    returned.filter(({ repayment }) => repayment.status === "PENDING"),
    returned.filter(({ repayment }) => repayment.status === "POSTED"),
  ];
  const ended = await endPending(
    tx,
    pending.map((each) => ({ ...each, status: "RETURNED" })),
  );
  await writeDown(tx, posted);
  const closings = await findClosings(
    tx,
    posted.map(({ loan }) => loan.id),
  );
  const undone = posted.map((each) => ({ ...each, closing: closings.get(each.loan.id) ?? null }));
  return together(
    ended,
    await undoFlat(
      tx,
      undone.filter(({ loan }) => !followsBalance(loan)),
    ),
    await restateWithout(
      tx,
      undone.filter(({ loan }) => followsBalance(loan)),
    ),
    await assessReturnedFees(tx, returned),
    { requests: [], record: () => recordUnpaid(tx, returned) },
  );
}

async function load(tx: Tx, outcomes: Outcome[]): Promise<Returned[]> {
  const locked = await lockByRepayments(tx, outcomes);
  const returned = locked.filter(({ repayment: { status } }) => status === "PENDING" || status === "POSTED"); // the others were acted on before
  const words = await applyReturnCodes(tx, returned);
  return returned.map((each, at) => ({
    ...each,
    title: `Your payment of ${dollars(d(each.repayment.amount))} was returned by your bank`,
    body:
      each.loan.status === "CHARGED_OFF"
        ? `${words[at]} The amounts it had paid are owed again. The loan is charged off and autopay is off. Contact us to arrange payment.`
        : `${words[at]} The amounts it had paid are due again.`,
  }));
}

async function writeDown(tx: Tx, returned: Returned[]): Promise<void> {
  if (returned.length === 0) return;
  await tx.repayment.updateMany({
    where: { id: { in: returned.map(({ repayment }) => repayment.id) } },
    data: { status: "RETURNED" },
  });
  const userOf = await usersOf(
    tx,
    returned.map(({ loan }) => loan.borrowerId),
  );
  await notifyEach(
    tx,
    returned.map(({ loan, title, body, businessDate }) => ({
      userId: userOf(loan.borrowerId),
      kind: "repayment-returned",
      ...{ title, body },
      href: loanPath(loan.id),
      datedOn: businessDate,
    })),
  );
  await recordAudits(
    tx,
    returned.map(({ order, repayment, loan, returnCode, businessDate }) => ({
      actorUserId: null,
      action: "repayment.return",
      subjectType: "repayment",
      subjectId: repayment.id,
      detail: {
        loanId: loan.id,
        amount: repayment.amount.toFixed(2),
        returnCode: returnCode ?? order.returnCode ?? "",
      },
      businessDate,
    })),
  );
}
