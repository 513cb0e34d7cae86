import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { released, type Booking } from "@/lib/ledger/post-facts";
import { notifyEach } from "@/lib/notifications/notify";
import { failKey } from "@/lib/payments/ledger-keys";
import { applyReturnCodes } from "@/lib/lending/autopay/bank-answer";
import { loanPath, lockByDisbursements, requireHold, usersOf } from "@/lib/lending/terms/find-loan";

type Outcome = { paymentOrderId: string; businessDate: IsoDate; returnCode?: string };

/**
 * The payments did not happen: the money is free again, and the borrowers may name another account. Nothing is owed.
 *
 * @returns what is to be posted: the holds are released
 */
export async function failDisbursements(tx: Tx, outcomes: Outcome[]): Promise<Booking> {
  if (outcomes.length === 0) return { requests: [] };
  const locked = await lockByDisbursements(tx, outcomes);
  const failed = locked.filter(({ loan }) => loan.status === "DISBURSING"); // the others were acted on before
  await tx.loan.updateMany({
    where: { id: { in: failed.map(({ loan }) => loan.id) } },
    data: { status: "DISBURSEMENT_FAILED" },
  });
  const coded = failed.filter(({ returnCode }) => returnCode);
  const words = await applyReturnCodes(tx, coded);
  const wordsOf = new Map(coded.map(({ order }, at) => [order.id, words[at]!]));
  const userOf = await usersOf(
    tx,
    failed.map(({ loan }) => loan.borrowerId),
  );
  await notifyEach(
    tx,
    failed.map(({ order, loan, businessDate }) => ({
      userId: userOf(loan.borrowerId),
      kind: "disbursement-failed",
      title: "Your loan could not be paid out",
      body: `${wordsOf.get(order.id) ?? order.failureReason ?? ""} You owe nothing for it. Choose another bank account, or try again.`.trim(),
      href: loanPath(loan.id),
      datedOn: businessDate,
    })),
  );
  return {
    requests: failed.map(({ order, loan, businessDate }) =>
      released({
        key: failKey("DISBURSEMENT", order.id),
        holdId: requireHold(order),
        effectiveOn: businessDate,
        metadata: { loanId: loan.id },
      }),
    ),
  };
}
