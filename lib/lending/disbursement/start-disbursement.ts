import { recordAudits } from "@/lib/audit/record-audit";
import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { frozenAmong } from "@/lib/ledger/account-terms";
import { openAccounts } from "@/lib/ledger/accounts";
import { post } from "@/lib/ledger/post";
import { getBalances } from "@/lib/ledger/queries";
import { d, toMoney, type Decimal } from "@/lib/money/money";
import { createPaymentOrders } from "@/lib/payments/create-payment-order";
import { accountSpecs, borrowerPrincipal, CASH } from "@/lib/transaction-types/account-codes";
import { borrowerDisbursement } from "@/lib/transaction-types/borrower-disbursement";
import type { Loan } from "@/prisma/generated/client";

export type Started =
  { status: "DISBURSING"; paymentOrderId: string } | { status: "AWAITING_FUNDS"; paymentOrderId: null };

/** What leaves the pool for a loan: the principal less the fee withheld. */
export function proceedsOf(loan: Pick<Loan, "principal" | "originationFee">): Decimal {
  return d(loan.principal).minus(d(loan.originationFee));
}

type Starting = { loan: Loan; userId: string };

/**
 * Reserves the money of a locked loan and sends it on its way; when the pool has not enough, or an administrator has frozen
 * an account, the loan waits.
 *
 * Dr borrower principal, Cr cash (and the fee's revenue), pending until the payment clears.
 */
export async function startDisbursement(
  tx: Tx,
  loan: Loan,
  { userId, on }: { userId: string; on: IsoDate },
): Promise<Started> {
  return (await startDisbursements(tx, [{ loan, userId }], on))[0]!;
}

/** The same for many locked loans, as far as the cash reaches, in as many statements as for one. One that does not fit lets a smaller one behind it go ahead. */
export async function startDisbursements(tx: Tx, starting: Starting[], on: IsoDate): Promise<Started[]> {
  if (starting.length === 0) return [];
  for (const { loan } of starting)
    invariant(loan.rail && loan.externalAccountId, `loan ${loan.id} knows where its money goes`);
  const fitting = await thatFit(tx, starting);
  // A refusal uses up its ledger key forever, so each attempt has its own.
  await tx.loan.updateMany({
    where: { id: { in: fitting.map(({ loan }) => loan.id) } },
    data: { status: "DISBURSING", disbursementTries: { increment: 1 } },
  });
  await recordAudits(
    tx,
    fitting.map(({ loan, userId }) => ({
      actorUserId: userId,
      action: "loan.start-disbursement",
      subjectType: "loan",
      subjectId: loan.id,
      detail: {
        amount: toMoney(proceedsOf(loan)),
        rail: loan.rail,
        attempt: loan.disbursementTries + 1,
      },
      businessDate: on,
    })),
  );
  const holds = await reserve(tx, fitting, on);
  // Of the others another disbursement took the money between the look and the hold.
  const held = fitting.filter(({ loan }) => holds.has(loan.id));
  const orders = await createPaymentOrders(
    tx,
    held.map(({ loan, userId }) => ({
      kind: "DISBURSEMENT",
      direction: "CREDIT",
      rail: loan.rail!,
      amount: toMoney(proceedsOf(loan)),
      externalAccountId: loan.externalAccountId!,
      userId,
      subjectType: "loan",
      subjectId: loan.id,
      holdTransactionId: holds.get(loan.id)!,
      createdOn: on,
    })),
  );
  await tx.loan.updateMany({
    where: { id: { in: starting.flatMap(({ loan }) => (holds.has(loan.id) ? [] : [loan.id])) } },
    data: { status: "AWAITING_FUNDS" },
  });
  const orderOf = new Map(held.map(({ loan }, at) => [loan.id, orders[at]!.id]));
  return starting.map(({ loan }): Started => {
    const paymentOrderId = orderOf.get(loan.id);
    return paymentOrderId
      ? { status: "DISBURSING", paymentOrderId }
      : { status: "AWAITING_FUNDS", paymentOrderId: null };
  });
}

/**
 * Those for which there is cash when it is their turn, and whose accounts in the ledger are not frozen. One that is not ready takes
 * no cash from those behind it.
 */
export async function thatFit<T extends Starting & { isReady?: boolean }>(
  tx: Tx,
  starting: T[],
): Promise<T[]> {
  let left = d((await getBalances([CASH], {}, tx)).get(CASH)?.available ?? "0");
  const principalOf = ({ id, borrowerId }: Loan) => borrowerPrincipal(borrowerId, id);
  const frozen = await frozenAmong([CASH, ...starting.map(({ loan }) => principalOf(loan))], tx);
  return starting.filter(({ loan, isReady = true }) => {
    const amount = proceedsOf(loan);
    if (left.lt(amount)) return false;
    if (!isReady) return true;
    if (frozen.has(CASH) || frozen.has(principalOf(loan))) return false;
    left = left.minus(amount);
    return true;
  });
}

/** @returns the holds, by loan; one that the ledger refuses has none */
async function reserve(tx: Tx, fitting: Starting[], on: IsoDate): Promise<Map<string, string>> {
  await openAccounts(
    tx,
    fitting.flatMap(({ loan }) => accountSpecs.loan({ borrowerId: loan.borrowerId, loanId: loan.id })),
  );
  const results = await post(
    tx,
    fitting.map(({ loan }) => ({
      ...borrowerDisbursement({
        ...{ borrowerId: loan.borrowerId, loanId: loan.id },
        ...{ principal: d(loan.principal), originationFee: d(loan.originationFee) },
      }),
      key: `disburse:${loan.id}:${loan.disbursementTries + 1}`,
      kind: "hold",
      mode: "authorize",
      effectiveOn: on,
      metadata: { loanId: loan.id },
    })),
  );
  return new Map(
    results.flatMap((result, at) =>
      result.status === "posted" ? [[fitting[at]!.loan.id, result.transactionId] as const] : [],
    ),
  );
}
