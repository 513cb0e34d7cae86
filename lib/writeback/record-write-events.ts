import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { reopenKey } from "@/lib/lending/closing";
import { settleDisbursementKey } from "@/lib/lending/settle-disbursement";
import { settleRepaymentKey } from "@/lib/lending/settle-repayment";
import { d, ZERO, type Decimal } from "@/lib/money/money";
import { borrowerPrincipal } from "@/lib/transaction-types/account-codes";
import { drawdown, repayment, reversalOf, type Movement } from "./posting-set";
import { storeFacts, type Fact } from "./store-facts";

type Order = {
  id: string;
  kind: "DISBURSEMENT" | "REPAYMENT";
  loanId: string;
  borrowerId: string;
  loanNumber: number;
  principal: string;
  fee: string;
  amount: string; // of the repayment, as the two below; of a disbursement 0
  interest: string;
  unearned: string; // what the closing of its loan gave back with it, unless that was undone since
};

/** What the ledger has under a key, and whether it stands in the outbox. */
type Posted = { key: string; transactionId: bigint; isRecorded: boolean };

/**
 * Puts what payment orders have just brought about into the outbox, in the transaction that brought it about. Read from the
 * ledger's keys: a fact is written down if and only if it was posted, and once, however often this runs. As many statements
 * for one payment order as for hundreds: the ledger's cash row is locked meanwhile.
 *
 * Makes no call and knows no connection: a borrower without accounting software has an outbox too, which a later back-fill
 * may use.
 */
export async function recordWriteEvents(
  tx: Tx,
  { paymentOrderIds }: { paymentOrderIds: string[] },
): Promise<void> {
  const orders = await findOrders(tx, paymentOrderIds);
  if (orders.length === 0) return;
  const posted = await findPosted(tx, orders.flatMap(keysOf));
  const reopened = await findReopened(tx, orders, posted);
  await storeFacts(
    tx,
    orders.flatMap((order) => factsOf(order, posted, reopened.get(order.id) ?? ZERO)),
  );
}

/**
 * Dollars by order that came back: what the closing of its loan had given back, with this payment or another, and what was
 * owed again with this one's return. A closing is undone once, whichever payment of the loan comes back first.
 */
async function findReopened(
  tx: Tx,
  orders: Order[],
  posted: ReadonlyMap<string, Posted>,
): Promise<ReadonlyMap<string, Decimal>> {
  const returned = orders.filter((order) => posted.has(keysOf(order)[1]));
  if (returned.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; dollars: string }[]>`
    SELECT o.id, (sum(e.side * e.amount) / 100.0)::text AS dollars
      FROM unnest(${returned.map(({ id }) => id)}::text[], ${returned.map(({ id }) => reopenKey(id))}::text[],
                  ${returned.map(({ borrowerId, loanId }) => borrowerPrincipal(borrowerId, loanId))}::text[]) AS o (id, key, code)
      JOIN ledger.keys k ON k.idem_key = o.key AND k.outcome = 'posted'
      JOIN ledger.accounts a ON a.code = o.code
      JOIN ledger.entries e ON e.transaction_id = k.ref_id AND e.account_id = a.id AND e.layer = 0
     GROUP BY o.id`;
  return new Map(rows.map(({ id, dollars }) => [id, d(dollars)]));
}

/** Those of loans; the others are no concern of a borrower's books. */
async function findOrders(tx: Tx, paymentOrderIds: string[]): Promise<Order[]> {
  if (paymentOrderIds.length === 0) return [];
  const rows = await tx.$queryRaw<(Order & { loanId: string | null })[]>`
    SELECT o.id, o.kind::text, l.id AS "loanId", l.borrower_id AS "borrowerId", l.number AS "loanNumber",
           l.principal::text, l.origination_fee::text AS fee, COALESCE(r.amount, 0)::text AS amount,
           COALESCE(r.interest, 0)::text AS interest, COALESCE(r.unearned_interest, 0)::text AS unearned
      FROM payment_orders o
      LEFT JOIN repayments r ON r.payment_order_id = o.id
      LEFT JOIN loans l ON l.id = CASE o.kind WHEN 'REPAYMENT' THEN r.loan_id ELSE o.subject_id END
     WHERE o.id = ANY(${paymentOrderIds}::text[]) AND o.kind IN ('DISBURSEMENT', 'REPAYMENT')`;
  for (const { id, loanId } of rows) invariant(loanId, `payment order ${id} is of a loan`);
  return rows;
}

async function findPosted(tx: Tx, keys: string[]): Promise<ReadonlyMap<string, Posted>> {
  const rows = await tx.$queryRaw<Posted[]>`
    SELECT k.idem_key AS key, k.ref_id AS "transactionId", e.id IS NOT NULL AS "isRecorded"
      FROM ledger.keys k LEFT JOIN writeback_events e ON e.source_key = k.idem_key
     WHERE k.idem_key = ANY(${keys}::text[]) AND k.outcome = 'posted'`;
  return new Map(rows.map((row) => [row.key, row]));
}

function keysOf({ id, kind }: Order): [settled: string, returned: string] {
  return kind === "DISBURSEMENT"
    ? [settleDisbursementKey(id), `return-disbursement:${id}`]
    : [settleRepaymentKey(id), `return-repayment:${id}`];
}

/** What was posted for an order and is not in the outbox yet: that it was settled, and the mirror of it when it came back. */
function factsOf(order: Order, posted: ReadonlyMap<string, Posted>, reopened: Decimal): Fact[] {
  const [settledKey, returnedKey] = keysOf(order);
  const settled = posted.get(settledKey);
  if (!settled) return [];
  const loan = { id: order.loanId, borrowerId: order.borrowerId, number: order.loanNumber };
  const facts: Fact[] = [];
  if (!settled.isRecorded)
    facts.push({
      ...{ loan, sourceKey: settledKey, transactionId: settled.transactionId },
      movement: movementOf(order, d(order.unearned)),
      kind: order.kind === "DISBURSEMENT" ? "DRAWDOWN" : "REPAYMENT",
      reverses: null,
    });
  const returned = posted.get(returnedKey);
  if (returned && !returned.isRecorded) {
    const back = reversalOf(movementOf(order, ZERO));
    facts.push({
      ...{ loan, sourceKey: returnedKey, transactionId: returned.transactionId },
      movement: { ...back, charge: back.charge.plus(reopened) },
      kind: "REVERSAL",
      reverses: settledKey,
    });
  }
  return facts;
}

/** @param unearned  dollars of interest that the closing of the loan gave back */
function movementOf({ kind, principal, fee, amount, interest }: Order, unearned: Decimal): Movement {
  return kind === "DISBURSEMENT"
    ? drawdown({ principal: d(principal), fee: d(fee) })
    : repayment({ amount: d(amount), interest: d(interest), unearned });
}
