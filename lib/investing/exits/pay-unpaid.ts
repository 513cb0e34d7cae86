import type { IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction, type Tx } from "@/lib/db";
import { inHalves, logLeftOut } from "@/lib/in-halves";
import { frozenAmong } from "@/lib/ledger/account-terms";
import { post } from "@/lib/ledger/post";
import { getBalances } from "@/lib/ledger/queries";
import { d, toMoney } from "@/lib/money/money";
import { createPaymentOrders } from "@/lib/payments/create-payment-order";
import { defaultRail } from "@/lib/payments/rails";
import { sqlRows } from "@/lib/sql-rows";
import { CASH, investorInterest, investorPrincipal } from "@/lib/transaction-types/account-codes";
import { investorWithdrawal } from "@/lib/transaction-types/investor-withdrawal";
import type { Investment, WithdrawalPayment } from "@/prisma/generated/client";
import { lockInvestments } from "@/lib/investing/find-investment";
import { heldBackAmong } from "./find-requests";
import { usersOf } from "@/lib/investing/investor-notes";
import { holdKey } from "./open-payments";

/** How many are paid in one transaction. */
const AT_ONCE = 200;

/**
 * Pays what early withdrawals fixed on an earlier day and could not pay, oldest first, to an account that may be used: the same amount, no
 * second penalty. One query when there is nothing.
 *
 * @returns how many payments were started
 */
export async function payUnpaid({ businessDate }: { businessDate: IsoDate }): Promise<number> {
  const unpaid = await db.withdrawalPayment.findMany({
    where: { state: "UNPAID" },
    orderBy: [{ servedOn: "asc" }, { id: "asc" }],
    select: { id: true },
    take: AT_ONCE,
  });
  const counts = await inHalves(
    unpaid.map(({ id }) => id),
    (ids) => inTransaction((tx) => pay(tx, ids, businessDate)),
    (withdrawalPaymentId, error) =>
      logLeftOut({ withdrawalPaymentId }, error, "A withdrawal could not be paid."),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

type Unpaid = WithdrawalPayment & { investment: Investment };

async function pay(tx: Tx, ids: string[], businessDate: IsoDate): Promise<number> {
  const asked = await tx.withdrawalPayment.findMany({ where: { id: { in: ids } } });
  const investments = await lockInvestments(
    tx,
    asked.map(({ investmentId }) => investmentId),
  );
  const rows = await tx.withdrawalPayment.findMany({
    where: { id: { in: ids }, state: "UNPAID" },
    orderBy: [{ servedOn: "asc" }, { id: "asc" }],
  });
  const now = await payableOf(
    tx,
    rows.map((row) => ({ ...row, investment: investments.get(row.investmentId)! })),
  );
  if (now.length === 0) return 0;
  const orders = await startPayments(tx, now, businessDate);
  await tx.$executeRaw`
    UPDATE withdrawal_payments w SET state = 'PAYING', payment_order_id = again.order_id, tries = w.tries + 1
      FROM ${sqlRows(
        "again",
        { id: "text", order_id: "text" },
        now.map(({ id }, at) => ({ id, order_id: orders[at]!.id })),
      )}
     WHERE w.id = again.id`;
  return now.length;
}

const amountOf = ({ principal, interest }: Unpaid) => d(principal).plus(d(interest));

/** Those with a usable account whose investors are not held back, as far as the cash goes; nobody while cash is frozen. */
async function payableOf(tx: Tx, unpaid: Unpaid[]): Promise<Unpaid[]> {
  const accountIds = unpaid.map(({ investment }) => investment.externalAccountId);
  const usable = await tx.externalAccount.findMany({ where: { id: { in: accountIds }, status: "ACTIVE" } });
  const usableIds = new Set(usable.map(({ id }) => id));
  const codesOf = ({ investment: { investorId, id } }: Unpaid) => [
    investorPrincipal(investorId, id),
    investorInterest(investorId, id),
  ];
  const frozen = await frozenAmong([CASH, ...unpaid.flatMap(codesOf)], tx);
  if (frozen.has(CASH)) return [];
  const heldBack = await heldBackAmong(
    tx,
    unpaid.map(({ investment }) => investment),
  );
  let left = d((await getBalances([CASH], {}, tx)).get(CASH)?.available ?? "0.00");
  return unpaid.filter((each) => {
    const isPayable =
      usableIds.has(each.investment.externalAccountId) &&
      !heldBack.has(each.investment.id) &&
      !codesOf(each).some((code) => frozen.has(code)) &&
      left.greaterThanOrEqualTo(amountOf(each));
    if (isPayable) left = left.minus(amountOf(each));
    return isPayable;
  });
}

async function startPayments(tx: Tx, now: readonly Unpaid[], businessDate: IsoDate) {
  const holds = await post(
    tx,
    now.map(({ id, tries, investment, principal, interest }) => ({
      ...investorWithdrawal({
        ...{ investorId: investment.investorId, investmentId: investment.id },
        ...{ principal: d(principal), interest: d(interest) },
      }),
      ...{ key: holdKey(id, tries + 1), kind: "hold", mode: "authorize", effectiveOn: businessDate },
      metadata: { investmentId: investment.id },
    })),
  );
  const held = holds.flatMap((hold) => (hold.status === "posted" ? [hold.transactionId] : []));
  if (held.length < now.length) throw new Error("A withdrawal's hold was refused.");
  const userOf = await usersOf(
    tx,
    now.map(({ investment }) => investment.investorId),
  );
  return createPaymentOrders(
    tx,
    now.map((each, at) => ({
      ...{ kind: "WITHDRAWAL" as const, direction: "CREDIT" as const, rail: defaultRail("WITHDRAWAL") },
      ...{ amount: toMoney(amountOf(each)), externalAccountId: each.investment.externalAccountId },
      userId: userOf(each.investment.investorId),
      ...{ subjectType: "investment" as const, subjectId: each.investment.id },
      ...{ holdTransactionId: held[at]!, createdOn: businessDate },
    })),
  );
}
