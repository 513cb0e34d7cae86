import type { IsoDate } from "@/lib/calendar/dates";
import { toDbDate } from "@/lib/calendar/dates";
import { recordAudits } from "@/lib/audit/record-audit";
import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { post } from "@/lib/ledger/post";
import { toMoney } from "@/lib/money/money";
import { partsText } from "@/lib/money/parts";
import { createPaymentOrders } from "@/lib/payments/create-payment-order";
import { defaultRail, incomingRail } from "@/lib/payments/rails";
import { sqlRows } from "@/lib/sql-rows";
import { borrowerRepayment } from "@/lib/transaction-types/borrower-repayment";
import type { Loan, PaymentChannel } from "@/prisma/generated/client";
import type { RepaymentPlan } from "@/lib/lending/terms/repayment-plan";
import { recordPaid } from "@/lib/lending/delinquency/record-delinquency";

export type StartedRepayment = { repaymentId: string; paymentOrderId: string };

export type RepaymentStart = {
  loan: Loan;
  plan: RepaymentPlan;
  userId: string;
  /** The member of staff who does it for the borrower. */
  staffId?: string | undefined;
  /** Null: the money has arrived at our bank without being asked for. */
  externalAccountId: string | null;
  idempotencyKey: string;
  isAutopay: boolean;
  channel?: PaymentChannel | undefined;
  on: IsoDate;
  /** The installment that autopay collects. */
  installment?: number;
  /** The order whose debit is presented again. */
  retry?: { of: string; attempt: number };
};

/**
 * Announces a planned repayment of a locked loan and asks the bank for the money.
 *
 * Dr cash, Cr borrower interest, Cr borrower principal, pending until the payment clears.
 */
export async function startRepayment(tx: Tx, start: RepaymentStart): Promise<StartedRepayment> {
  return (await startRepayments(tx, [start]))[0]!;
}

/** The same for many locked loans, each once, in as many statements as for one. A refusal of one refuses them all. */
export async function startRepayments(tx: Tx, starts: RepaymentStart[]): Promise<StartedRepayment[]> {
  const named = starts.map((start) => ({ ...start, repaymentId: newId("rpy") }));
  await tx.repayment.createMany({ data: named.map(row) });
  await recordAudits(
    tx,
    named.map(({ loan, plan, userId, staffId, isAutopay, on, repaymentId }) => ({
      actorUserId: isAutopay ? null : (staffId ?? userId),
      action: "repayment.start",
      subjectType: "repayment",
      subjectId: repaymentId,
      detail: { loanId: loan.id, kind: plan.kind, amount: toMoney(plan.amount) },
      businessDate: on,
    })),
  );
  const holds = await announce(tx, named);
  const orders = await createPaymentOrders(
    tx,
    named.map(({ plan, userId, externalAccountId, channel, repaymentId, on, retry }, at) => ({
      ...(channel ? { channel } : {}),
      kind: "REPAYMENT",
      ...(externalAccountId === null
        ? { direction: "INCOMING", rail: incomingRail("REPAYMENT") }
        : { direction: "DEBIT", rail: defaultRail("REPAYMENT"), externalAccountId }),
      amount: toMoney(plan.amount),
      userId,
      subjectType: "repayment",
      subjectId: repaymentId,
      holdTransactionId: holds[at]!,
      createdOn: on,
      ...(retry ? { retryOf: retry.of, attempt: retry.attempt } : {}),
    })),
  );
  const started = named.map(({ repaymentId }, at) => ({ repaymentId, paymentOrderId: orders[at]!.id }));
  await tx.$executeRaw`
    UPDATE repayments r SET payment_order_id = started.order_id
      FROM ${sqlRows(
        "started",
        { id: "text", order_id: "text" },
        started.map(({ repaymentId, paymentOrderId }) => ({ id: repaymentId, order_id: paymentOrderId })),
      )}
     WHERE r.id = started.id`;
  const { on } = starts[0]!;
  await recordPaid(tx, { loanIds: starts.map(({ loan }) => loan.id), on });
  return started;
}

/** Holds in the ledger, one for each. @returns their transactions */
async function announce(tx: Tx, starts: (RepaymentStart & { repaymentId: string })[]): Promise<string[]> {
  const results = await post(
    tx,
    starts.map(({ loan: { id: loanId, borrowerId }, plan: { parts }, repaymentId, on }) => ({
      ...borrowerRepayment({ borrowerId, loanId, parts }),
      key: `repay:${repaymentId}`,
      kind: "hold",
      mode: "authorize",
      effectiveOn: on,
      metadata: { loanId, repaymentId },
    })),
  );
  return results.map((result) => {
    // Money that comes in passes every floor; an account can still be frozen.
    if (result.status === "refused")
      throw new DomainError(
        "wrong-state",
        "Payments for this loan cannot be accepted right now. Contact us.",
      );
    return result.transactionId;
  });
}

function row({
  loan,
  plan,
  idempotencyKey,
  isAutopay,
  on,
  installment,
  repaymentId,
}: RepaymentStart & { repaymentId: string }) {
  return {
    id: repaymentId,
    loanId: loan.id,
    kind: plan.kind,
    amount: toMoney(plan.amount),
    ...partsText(plan.parts),
    extraPrincipal: toMoney(plan.extraPrincipal),
    extraAfter: plan.extraAfter,
    accruedOnPayoff: toMoney(plan.accruedOnPayoff),
    isAutopay,
    installmentNumber: installment ?? null,
    idempotencyKey,
    submittedOn: toDbDate(on),
  };
}
