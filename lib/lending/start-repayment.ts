import type { IsoDate } from "@/lib/calendar/dates";
import { toDbDate } from "@/lib/calendar/dates";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Tx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { holdTransaction } from "@/lib/ledger/verbs";
import { toMoney } from "@/lib/money/money";
import { createPaymentOrder } from "@/lib/payments/create-payment-order";
import { borrowerRepayment } from "@/lib/transaction-types/borrower-repayment";
import type { Loan } from "@/prisma/generated/client";
import type { RepaymentPlan } from "./repayment-plan";

export type StartedRepayment = { repaymentId: string; paymentOrderId: string };

/**
 * Announces a planned repayment of a locked loan and asks the bank for the money.
 *
 * Dr cash, Cr borrower interest, Cr borrower principal, pending until the payment clears.
 */
export async function startRepayment(
  tx: Tx,
  {
    loan,
    plan,
    userId,
    externalAccountId,
    idempotencyKey,
    isAutopay,
    on,
  }: {
    loan: Loan;
    plan: RepaymentPlan;
    userId: string;
    externalAccountId: string;
    idempotencyKey: string;
    isAutopay: boolean;
    on: IsoDate;
  },
): Promise<StartedRepayment> {
  const { id: loanId, borrowerId } = loan;
  const repaymentId = newId("rpy");
  await tx.repayment.create({
    data: {
      id: repaymentId,
      loanId,
      kind: plan.kind,
      amount: toMoney(plan.amount),
      interest: toMoney(plan.interest),
      principal: toMoney(plan.principal),
      extraPrincipal: toMoney(plan.extraPrincipal),
      extraAfter: plan.extraAfter,
      accruedOnPayoff: toMoney(plan.accruedOnPayoff),
      isAutopay,
      idempotencyKey,
      submittedOn: toDbDate(on),
    },
  });
  await recordAudit(tx, {
    actorUserId: isAutopay ? null : userId,
    action: "start repayment",
    subjectType: "repayment",
    subjectId: repaymentId,
    detail: { loanId, kind: plan.kind, amount: toMoney(plan.amount) },
    businessDate: on,
  });
  const hold = await holdTransaction(tx, {
    ...borrowerRepayment({ borrowerId, loanId, interest: plan.interest, principal: plan.principal }),
    key: `repay:${repaymentId}`,
    mode: "authorize",
    effectiveOn: on,
    metadata: { loanId, repaymentId },
  });
  const order = await createPaymentOrder(tx, {
    kind: "REPAYMENT",
    direction: "DEBIT",
    rail: "ACH",
    amount: toMoney(plan.amount),
    externalAccountId,
    userId,
    subjectType: "repayment",
    subjectId: repaymentId,
    holdTransactionId: hold.transactionId,
    createdOn: on,
  });
  await tx.repayment.update({ where: { id: repaymentId }, data: { paymentOrderId: order.id } });
  return { repaymentId, paymentOrderId: order.id };
}
