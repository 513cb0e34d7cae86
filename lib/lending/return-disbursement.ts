import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { post } from "@/lib/ledger/post";
import type { PostingRequest } from "@/lib/ledger/posting-request";
import { d, sum, toMoney } from "@/lib/money/money";
import { notify } from "@/lib/notifications/notify";
import { interestCalculation } from "@/lib/transaction-types/interest-calculation";
import { reversal } from "@/lib/transaction-types/reversal";
import type { InterestAccrual, Loan } from "@/prisma/generated/client";
import { applyReturnCode } from "./bank-answer";
import { failDisbursement } from "./fail-disbursement";
import { findPosted } from "./find-posted";
import { loanPath, lockByDisbursement, userOf } from "./find-loan";
import { settleDisbursementKey } from "./settle-disbursement";

/**
 * The money came back: the loan never began. The posting and all interest charged since are undone, and the borrower may
 * name another account. Money that came back before it had cleared only frees its reservation.
 *
 * Dr cash, Cr borrower principal (the mirror); Dr revenue, Cr borrower interest for what was charged.
 */
export async function returnDisbursement(
  tx: Tx,
  {
    paymentOrderId,
    businessDate,
    returnCode,
  }: { paymentOrderId: string; businessDate: IsoDate; returnCode?: string },
): Promise<void> {
  const { order, loan } = await lockByDisbursement(tx, paymentOrderId);
  if (loan.status === "DISBURSING") {
    return failDisbursement(tx, { paymentOrderId, businessDate, returnCode: returnCode ?? "unknown" });
  }
  const settled = await findPosted(tx, settleDisbursementKey(paymentOrderId));
  if (loan.status !== "ACTIVE" || !settled) return; // acted on before
  const accruals = await tx.interestAccrual.findMany({
    where: { subjectType: "loan", subjectId: loan.id, reversedTransactionId: null },
    orderBy: { period: "asc" },
  });
  await tx.loan.update({
    where: { id: loan.id },
    data: { status: "DISBURSEMENT_FAILED", disbursedOn: null, firstDueOn: null },
  });
  const words = await applyReturnCode(tx, { order, returnCode });
  await notify(tx, {
    userId: await userOf(tx, loan.borrowerId),
    kind: "disbursement-returned",
    title: "Your bank sent the loan's money back",
    body: `${words} You owe nothing for it, and no interest remains. Choose another bank account.`,
    href: loanPath(loan.id),
    datedOn: businessDate,
  });
  const results = await post(tx, [
    {
      key: `return-disbursement:${paymentOrderId}`,
      kind: "reversal",
      mode: "record",
      eventType: "reversal",
      effectiveOn: businessDate,
      parentId: settled,
      metadata: { loanId: loan.id },
    },
    ...undoInterest({ paymentOrderId, loan, accruals, businessDate }),
  ]);
  for (const result of results)
    invariant(result.status === "posted", `the return of ${paymentOrderId} can be recorded`);
  const undone = results[1];
  if (undone?.status !== "posted") return;
  await tx.interestAccrual.updateMany({
    where: { subjectType: "loan", subjectId: loan.id, reversedTransactionId: null },
    data: { reversedTransactionId: BigInt(undone.transactionId) },
  });
}

/** A run's transaction is never reversed whole for one loan's sake; this loan's part is taken back by one that names it. */
function undoInterest({
  paymentOrderId,
  loan,
  accruals,
  businessDate,
}: {
  paymentOrderId: string;
  loan: Loan;
  accruals: InterestAccrual[];
  businessDate: IsoDate;
}): PostingRequest[] {
  if (sum(accruals.map(({ amount }) => d(amount))).isZero()) return [];
  const borrowers = accruals.map(({ period, amount }) => ({
    borrowerId: loan.borrowerId,
    loanId: loan.id,
    period,
    amount: toMoney(d(amount)),
  }));
  return [
    {
      ...reversal(interestCalculation({ borrowers, investors: [] }).lines),
      key: `return-disbursement:${paymentOrderId}:interest`,
      kind: "post",
      mode: "record",
      effectiveOn: businessDate,
      metadata: { loanId: loan.id },
    },
  ];
}
