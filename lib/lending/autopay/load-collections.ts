// Reads what autopay decides on: the loans that may have something to collect, and what was tried before.
import { addDays, fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, type Tx } from "@/lib/db";
import { d } from "@/lib/money/money";
import { describeReturn, RETRYABLE_CODES } from "@/lib/payments/return-codes";
import type { Loan } from "@/prisma/generated/client";
import type { AutopayFacts, Debit } from "./autopay-plan";
import { lockLoans } from "@/lib/lending/terms/find-loan";
import { loadPositions, type LoanPosition } from "@/lib/lending/terms/loan-position";
import { loanState } from "@/lib/lending/terms/loan-state";
import { MOST_ATTEMPTS, RETRY_WITHIN_DAYS } from "./retry-plan";

/** Longer than a payment by hand can be behind before its installment is caught up. */
const LOOK_BACK_DAYS = 45;

/**
 * Loans on autopay that may have something to collect: with an installment that fell due lately and was not debited, with a
 * debit that may be presented again, or with a payment by hand that came back lately. One query when there is none.
 */
export async function listCandidates(on: IsoDate): Promise<string[]> {
  const [today, lately] = [toDbDate(on), toDbDate(addDays(on, -LOOK_BACK_DAYS))];
  const longAgo = toDbDate(addDays(on, -RETRY_WITHIN_DAYS));
  const loans = await db.$queryRaw<{ id: string }[]>`
    SELECT l.id
      FROM loans l
      JOIN autopay_authorizations a ON a.loan_id = l.id AND a.revoked_at IS NULL AND a.external_account_id = l.external_account_id
      JOIN external_accounts e ON e.id = l.external_account_id AND e.status = 'ACTIVE'
     WHERE l.status = 'ACTIVE' AND l.is_autopay AND (
       EXISTS (
         SELECT FROM installments i
          WHERE i.loan_id = l.id AND i.version = l.schedule_version
            AND i.due_on BETWEEN greatest(a.signed_on, ${lately}::date) AND ${today}::date
            AND NOT EXISTS (SELECT FROM repayments r
                             WHERE r.loan_id = l.id AND r.is_autopay AND r.installment_number = i.number))
       OR EXISTS (
         SELECT FROM repayments r JOIN payment_orders o ON o.id = r.payment_order_id
          WHERE r.loan_id = l.id AND r.status IN ('RETURNED', 'FAILED')
            AND (o.created_on >= ${lately}::date AND NOT r.is_autopay
                 OR o.created_on >= ${longAgo}::date AND o.attempt < ${MOST_ATTEMPTS} AND o.return_code = ANY(${[...RETRYABLE_CODES]}::text[]))))
     ORDER BY l.number`;
  return loans.map(({ id }) => id);
}

export type LoanFacts = Omit<AutopayFacts, "isBusy"> & { loan: Loan; position: LoanPosition };

/** What is known of each of these loans, which are locked; loans that autopay may not debit now are absent. */
export async function loadFacts(tx: Tx, loanIds: string[], on: IsoDate): Promise<LoanFacts[]> {
  return factsOf(tx, await lockLoans(tx, loanIds), on);
}

/** The same of loans that the caller has read. Collecting needs them locked, showing what is expected does not. */
export async function factsOf(tx: Tx, loans: ReadonlyMap<string, Loan>, on: IsoDate): Promise<LoanFacts[]> {
  const loanIds = [...loans.keys()];
  const authorizations = await tx.autopayAuthorization.findMany({
    where: { loanId: { in: loanIds }, revokedAt: null },
  });
  const authorizationOf = new Map(authorizations.map((each) => [each.loanId, each]));
  const positions = await loadPositions(tx, loanIds);
  const debits = await loadDebits(tx, [...positions.values()]);
  return loanIds.flatMap((loanId): LoanFacts[] => {
    const [loan, position, authorization] = [
      loans.get(loanId),
      positions.get(loanId),
      authorizationOf.get(loanId),
    ];
    if (loan?.status !== "ACTIVE" || !loan.isAutopay || !position || !authorization) return [];
    const { externalAccountId: accountId, signedOn } = authorization;
    if (loan.externalAccountId !== accountId) return [];
    return [
      {
        ...{ on, loan, position, accountId },
        authorizedOn: fromDbDate(signedOn),
        rows: loanState({ ...position.expected, asOf: on }).rows,
        debits: debits.get(loanId) ?? [],
      },
    ];
  });
}

/** Accounts that are debited on this day, for whatever reason. */
export async function accountsDebited(tx: Tx, accountIds: string[], on: IsoDate): Promise<Set<string>> {
  const orders = await tx.paymentOrder.findMany({
    where: {
      ...{ direction: "DEBIT", createdOn: toDbDate(on), status: { not: "CANCELLED" } },
      externalAccountId: { in: accountIds },
    },
    select: { externalAccountId: true },
  });
  return new Set(orders.map(({ externalAccountId }) => externalAccountId!));
}

async function loadDebits(tx: Tx, positions: LoanPosition[]): Promise<Map<string, Debit[]>> {
  const repayments = positions.flatMap((position) => position.repayments);
  const orders = await tx.paymentOrder.findMany({
    where: { id: { in: repayments.flatMap(({ paymentOrderId }) => paymentOrderId ?? []) } },
    include: {
      transitions: { where: { toStatus: { in: ["RETURNED", "REVERSED", "FAILED", "DENIED", "STOPPED"] } } },
    },
  });
  const orderOf = new Map(orders.map((order) => [order.id, order]));
  const debits = new Map<string, Debit[]>();
  for (const { loanId, paymentOrderId, installmentNumber, status } of repayments) {
    const order = orderOf.get(paymentOrderId ?? "");
    if (!order?.externalAccountId) continue;
    const end = status === "RETURNED" || status === "FAILED" ? order.transitions.at(-1) : undefined;
    const debit: Debit = {
      orderId: order.id,
      originalId: order.retryOf ?? order.id,
      attempt: order.attempt,
      installment: installmentNumber,
      amount: d(order.amount),
      accountId: order.externalAccountId,
      submittedOn: fromDbDate(order.createdOn),
      endedOn: end ? fromDbDate(end.businessDate) : null,
      wasPresented: status === "RETURNED" || order.returnCode !== null,
      isRetryable: describeReturn(order.returnCode).retryable,
    };
    debits.set(loanId, [...(debits.get(loanId) ?? []), debit]);
  }
  return debits;
}
