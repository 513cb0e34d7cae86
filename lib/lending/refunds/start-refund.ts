import { recordAudit } from "@/lib/audit/record-audit";
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { inTransaction, type Tx } from "@/lib/db";
import { DomainError, invariant } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { post } from "@/lib/ledger/post";
import { d, dollars, toMoney, type Decimal } from "@/lib/money/money";
import { notify } from "@/lib/notifications/notify";
import { createPaymentOrder } from "@/lib/payments/create-payment-order";
import { defaultRail } from "@/lib/payments/rails";
import { CASH } from "@/lib/transaction-types/account-codes";
import { borrowerRefund } from "@/lib/transaction-types/borrower-credit";
import type { Loan } from "@/prisma/generated/client";
import { MOST_REFUND_ALONE } from "./most-refund-alone";
import { loanPath, lockLoan, userOf } from "@/lib/lending/terms/find-loan";

export type RefundOrder = { loanId: string; amount: string; userId: string };

/**
 * Sends money that we owe a borrower back, to the bank account that the last payment came from; pending until it clears.
 *
 * Dr borrower credit, Cr cash.
 *
 * @throws DomainError "not-found"; "not-allowed" above what one person may send, or for your loan; "wrong-state" while another refund is
 *   on its way or no bank account can be used; "invalid" (field amount) above the credit balance: the ledger refuses it
 */
export async function startRefund(order: RefundOrder): Promise<void> {
  if (d(order.amount).gt(MOST_REFUND_ALONE))
    throw new DomainError(
      "not-allowed",
      `A refund of more than ${dollars(MOST_REFUND_ALONE)} needs the approval of a second person.`,
      "amount",
    );
  await inTransaction((tx) => startApprovedRefund(tx, order));
}

/** The same for any amount, that two people have decided on. */
export async function startApprovedRefund(tx: Tx, { loanId, amount, userId }: RefundOrder): Promise<void> {
  if ((await tx.loan.count({ where: { id: loanId } })) === 0)
    throw new DomainError("not-found", "Loan not found.");
  const loan = await lockLoan(tx, loanId);
  if ((await userOf(tx, loan.borrowerId)) === userId)
    throw new DomainError("not-allowed", "You can't start a refund to yourself. Another person must do it.");
  await refund(tx, { loan, amount: d(amount), on: await businessDate(tx), startedBy: userId });
}

type Refund = { loan: Loan; amount: Decimal; on: IsoDate; startedBy: string | null };

/** The same for a loan that is locked, decided elsewhere. */
export async function refund(tx: Tx, { loan, amount, on, startedBy }: Refund): Promise<void> {
  const { id: loanId, borrowerId } = loan;
  if ((await tx.refund.count({ where: { loanId, status: "PENDING" } })) > 0)
    throw new DomainError(
      "wrong-state",
      "A refund of this loan is pending. The next one can start after it.",
    );
  const externalAccountId = await accountOf(tx, loan);
  if (!externalAccountId)
    throw new DomainError("wrong-state", "The borrower has no bank account that can be used for a refund.");
  const refundId = newId("rfd");
  const userId = await userOf(tx, borrowerId);
  const [held] = await post(tx, [
    {
      ...borrowerRefund({ borrowerId, loanId, amount }),
      key: `refund:${refundId}`,
      kind: "hold",
      mode: "authorize",
      effectiveOn: on,
      metadata: { loanId },
    },
  ]);
  invariant(held, "each request has a result");
  if (held.status === "refused") throw refusalOf(held.account);
  await tx.refund.create({
    data: { id: refundId, loanId, amount: toMoney(amount), startedById: startedBy, startedOn: toDbDate(on) },
  });
  const { id: paymentOrderId } = await createPaymentOrder(tx, {
    kind: "REFUND",
    direction: "CREDIT",
    rail: defaultRail("REFUND"),
    amount: toMoney(amount),
    ...{ externalAccountId, userId, subjectType: "refund", subjectId: refundId },
    holdTransactionId: held.transactionId,
    createdOn: on,
  });
  await tx.refund.update({ where: { id: refundId }, data: { paymentOrderId } });
  await recordAudit(tx, {
    actorUserId: startedBy,
    action: "refund.start",
    subjectType: "loan",
    subjectId: loanId,
    detail: { amount: toMoney(amount), paymentOrderId },
    businessDate: on,
  });
  await notify(tx, {
    userId,
    kind: "refund-started",
    title: `A refund of ${dollars(amount)} is on its way`,
    body: `We owe you this amount from loan ${loan.number} and are sending it to your bank account.`,
    href: loanPath(loanId),
    datedOn: on,
  });
}

function refusalOf(account: string | null | undefined): DomainError {
  return account === CASH
    ? new DomainError("insufficient-funds", "There is not enough cash for this refund now. Try again later.")
    : new DomainError("invalid", "A refund can't be more than the loan's credit balance.", "amount");
}

/** Where the last payment came from, or where the loan was paid out to. */
async function accountOf(tx: Tx, loan: Loan): Promise<string | null> {
  const repayment = await tx.repayment.findFirst({
    where: { loanId: loan.id, status: "POSTED", paymentOrderId: { not: null } },
    orderBy: [{ postedOn: "desc" }, { createdAt: "desc" }],
    select: { paymentOrderId: true },
  });
  const order = repayment?.paymentOrderId
    ? await tx.paymentOrder.findUnique({ where: { id: repayment.paymentOrderId } })
    : null;
  const ids = [order?.externalAccountId, loan.externalAccountId].flatMap((id) => id ?? []);
  const usable = await tx.externalAccount.findMany({ where: { id: { in: ids }, status: "ACTIVE" } });
  return ids.find((id) => usable.some((account) => account.id === id)) ?? null;
}
