// How the verbs of this folder get hold of a loan: always locked, so that two verbs on the same one take turns.
import type { Tx } from "@/lib/db";
import { DomainError, invariant } from "@/lib/errors";
import { requireUsable } from "@/lib/payments/usable-account";
import type { Loan, PaymentOrder, Repayment } from "@/prisma/generated/client";

/** The loan, locked until the transaction ends. */
export async function lockLoan(tx: Tx, loanId: string): Promise<Loan> {
  await tx.$queryRaw`SELECT id FROM loans WHERE id = ${loanId} FOR UPDATE`;
  return tx.loan.findUniqueOrThrow({ where: { id: loanId } });
}

/** Locks loans in the order of their ids, so that two who lock the same ones cannot wait for each other. */
export async function lockLoanRows(tx: Tx, loanIds: readonly string[]): Promise<void> {
  await tx.$queryRaw`
    SELECT count(*) FROM (SELECT FROM loans WHERE id = ANY(${[...loanIds]}::text[]) ORDER BY id FOR UPDATE) locked`;
}

/** Loans by id, locked. */
export async function lockLoans(tx: Tx, loanIds: string[]): Promise<Map<string, Loan>> {
  await lockLoanRows(tx, loanIds);
  const loans = await tx.loan.findMany({ where: { id: { in: loanIds } } });
  return new Map(loans.map((loan) => [loan.id, loan]));
}

/** The same for the person who asks; somebody else's loan does not exist for them. */
export async function lockOwnLoan(
  tx: Tx,
  { borrowerId, loanId }: { borrowerId: string; loanId: string },
): Promise<Loan> {
  const mine = await tx.$queryRaw<unknown[]>`
    SELECT id FROM loans WHERE id = ${loanId} AND borrower_id = ${borrowerId} FOR UPDATE`;
  if (mine.length === 0) throw new DomainError("not-found", "Loan not found.");
  return tx.loan.findUniqueOrThrow({ where: { id: loanId } });
}

export type LockedDisbursement = { order: PaymentOrder; loan: Loan };

/** What happened to disbursements, each with its payment order and loan, locked, in the order given. */
export async function lockByDisbursements<O extends { paymentOrderId: string }>(
  tx: Tx,
  outcomes: readonly O[],
): Promise<(O & LockedDisbursement)[]> {
  const paymentOrderIds = outcomes.map(({ paymentOrderId }) => paymentOrderId);
  const found = await tx.paymentOrder.findMany({ where: { id: { in: paymentOrderIds } } });
  const orders = new Map(found.map((order) => [order.id, order]));
  const loans = await lockLoans(
    tx,
    found.map(({ subjectId }) => subjectId),
  );
  return outcomes.map((outcome) => {
    const { paymentOrderId: id } = outcome;
    const order = orders.get(id);
    const loan = order?.subjectType === "loan" ? loans.get(order.subjectId) : undefined;
    invariant(order && loan, `payment order ${id} pays out a loan`);
    return { ...outcome, order, loan };
  });
}

export type LockedRepayment = { order: PaymentOrder; repayment: Repayment; loan: Loan };

/** What happened to repayments, each with its payment order, repayment and loan, locked, in the order given. */
export async function lockByRepayments<O extends { paymentOrderId: string }>(
  tx: Tx,
  outcomes: readonly O[],
): Promise<(O & LockedRepayment)[]> {
  const paymentOrderIds = outcomes.map(({ paymentOrderId }) => paymentOrderId);
  const orders = await tx.paymentOrder.findMany({ where: { id: { in: paymentOrderIds } } });
  const where = { paymentOrderId: { in: paymentOrderIds } };
  const found = await tx.repayment.findMany({ where, select: { loanId: true } });
  const loans = await lockLoans(
    tx,
    found.map(({ loanId }) => loanId),
  );
  // Read after the lock: a verb that held it may just have changed the repayment.
  const repayments = await tx.repayment.findMany({ where });
  const orderOf = new Map(orders.map((order) => [order.id, order]));
  const repaymentOf = new Map(repayments.map((repayment) => [repayment.paymentOrderId, repayment]));
  return outcomes.map((outcome) => {
    const { paymentOrderId: id } = outcome;
    const [order, repayment] = [orderOf.get(id), repaymentOf.get(id)];
    const loan = repayment && loans.get(repayment.loanId);
    invariant(order && repayment && loan, `payment order ${id} is of a repayment`);
    return { ...outcome, order, repayment, loan };
  });
}

/** The loans of repayments and refunds, by their ids. Each stays with its loan, so no lock is needed. */
export async function loansOfRepayments(tx: Tx, repaymentIds: string[]): Promise<Map<string, string>> {
  if (repaymentIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; loanId: string }[]>`
    SELECT id, loan_id AS "loanId" FROM repayments WHERE id = ANY(${repaymentIds}::text[])
    UNION ALL SELECT id, loan_id FROM refunds WHERE id = ANY(${repaymentIds}::text[])`;
  return new Map(rows.map(({ id, loanId }) => [id, loanId]));
}

/** The ledger transaction that reserved a payment order's money. */
export function requireHold(order: PaymentOrder): string {
  invariant(order.holdTransactionId !== null, `payment order ${order.id} has a hold in the ledger`);
  return order.holdTransactionId.toString();
}

/** The login behind a borrower, to tell them something. */
export async function userOf(tx: Tx, borrowerId: string): Promise<string> {
  return (await usersOf(tx, [borrowerId]))(borrowerId);
}

/** The same for many, as a function of the borrower. */
export async function usersOf(tx: Tx, borrowerIds: string[]): Promise<(borrowerId: string) => string> {
  const borrowers = await tx.borrower.findMany({
    where: { id: { in: borrowerIds } },
    select: { id: true, userId: true },
  });
  const users = new Map(borrowers.map(({ id, userId }) => [id, userId]));
  return (borrowerId) => {
    const userId = users.get(borrowerId);
    invariant(userId, `borrower ${borrowerId} is somebody`);
    return userId;
  };
}

/** The page of a loan, as its borrower sees it. */
export function loanPath(loanId: string): string {
  return `/borrower/loans/${loanId}`;
}

/** A bank account of this person that may be used. */
export async function requireBankAccount(
  tx: Tx,
  { userId, externalAccountId }: { userId: string; externalAccountId: string },
) {
  const field = "externalAccountId";
  const account = await tx.externalAccount.findFirst({ where: { id: externalAccountId, userId } });
  if (!account) throw new DomainError("not-found", "Bank account not found. Choose another one.", field);
  requireUsable(account);
  return account;
}
