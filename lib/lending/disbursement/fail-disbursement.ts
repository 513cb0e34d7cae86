import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { releaseHold } from "@/lib/ledger/verbs";
import { notify } from "@/lib/notifications/notify";
import { failKey } from "@/lib/payments/ledger-keys";
import { applyReturnCode } from "@/lib/lending/autopay/bank-answer";
import { loanPath, lockByDisbursement, requireHold, userOf } from "@/lib/lending/terms/find-loan";

/** The payment did not happen: the money is free again, and the borrower may name another account. Nothing is owed. */
export async function failDisbursement(
  tx: Tx,
  {
    paymentOrderId,
    businessDate,
    returnCode,
  }: { paymentOrderId: string; businessDate: IsoDate; returnCode?: string },
): Promise<void> {
  const { order, loan } = await lockByDisbursement(tx, paymentOrderId);
  if (loan.status !== "DISBURSING") return; // acted on before
  await tx.loan.update({ where: { id: loan.id }, data: { status: "DISBURSEMENT_FAILED" } });
  const words = returnCode
    ? await applyReturnCode(tx, { order, returnCode, businessDate })
    : (order.failureReason ?? "");
  await notify(tx, {
    userId: await userOf(tx, loan.borrowerId),
    kind: "disbursement-failed",
    title: "Your loan could not be paid out",
    body: `${words} You owe nothing for it. Choose another bank account, or try again.`.trim(),
    href: loanPath(loan.id),
    datedOn: businessDate,
  });
  await releaseHold(tx, {
    key: failKey("DISBURSEMENT", paymentOrderId),
    holdId: requireHold(order),
    effectiveOn: businessDate,
    metadata: { loanId: loan.id },
  });
}
