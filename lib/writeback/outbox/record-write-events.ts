import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { closeKey, reopenKey } from "@/lib/lending/terms/closing";
import { settleDisbursementKey } from "@/lib/lending/disbursement/settle-disbursement";
import { returnRepaymentKey } from "@/lib/lending/repayment/return-repayment";
import { settleRepaymentKey } from "@/lib/lending/repayment/settle-repayment";
import { correctionKey } from "@/lib/lending/terms/write-restatement";
import { d } from "@/lib/money/money";
import { borrowerPrincipal } from "@/lib/transaction-types/account-codes";
import { movementOf } from "@/lib/writeback/records/posting-set";
import { storeFacts, type Fact } from "./store-facts";

type Order = {
  id: string;
  kind: "DISBURSEMENT" | "REPAYMENT";
  loanId: string;
  borrowerId: string;
  loanNumber: number;
  cash: string; // from the borrower to us when it settled: a repayment's amount, or less than 0 what was paid out
};

/** What the ledger has under a key, and whether it stands in the outbox. */
type Posted = { key: string; transactionId: bigint; isRecorded: boolean; owed: string };

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
  const posted = await findPosted(tx, orders);
  await storeFacts(
    tx,
    orders.flatMap((order) => factsOf(order, posted)),
  );
}

/** Those of loans; the others are no concern of a borrower's books. */
async function findOrders(tx: Tx, paymentOrderIds: string[]): Promise<Order[]> {
  if (paymentOrderIds.length === 0) return [];
  const rows = await tx.$queryRaw<(Order & { loanId: string | null })[]>`
    SELECT o.id, o.kind::text, l.id AS "loanId", l.borrower_id AS "borrowerId", l.number AS "loanNumber",
           COALESCE(r.amount, l.origination_fee - l.principal)::text AS cash
      FROM payment_orders o
      LEFT JOIN repayments r ON r.payment_order_id = o.id
      LEFT JOIN loans l ON l.id = CASE o.kind WHEN 'REPAYMENT' THEN r.loan_id ELSE o.subject_id END
     WHERE o.id = ANY(${paymentOrderIds}::text[]) AND o.kind IN ('DISBURSEMENT', 'REPAYMENT')`;
  for (const { id, loanId } of rows) invariant(loanId, `payment order ${id} is of a loan`);
  return rows;
}

/**
 * What of these orders was posted, by key, with the dollars by which the principal owed rose: by the payment itself, and by what was
 * posted beside it to close, reopen or correct the loan. The rest of the money was interest and fees.
 */
async function findPosted(tx: Tx, orders: Order[]): Promise<ReadonlyMap<string, Posted>> {
  const facts = orders.flatMap((order) => {
    const { id, borrowerId, loanId } = order;
    const code = borrowerPrincipal(borrowerId, loanId);
    const [settled, returned] = keysOf(order);
    return [
      { code, key: settled, closing: closeKey(id), correction: correctionKey("settled", id) },
      { code, key: returned, closing: reopenKey(id), correction: correctionKey("returned", id) },
    ];
  });
  const rows = await tx.$queryRaw<Posted[]>`
    SELECT k.idem_key AS key, k.ref_id AS "transactionId", w.id IS NOT NULL AS "isRecorded",
           coalesce((SELECT sum(e.side * e.amount) / 100.0
                       FROM ledger.keys b
                       JOIN ledger.entries e ON e.transaction_id = b.ref_id AND e.layer = 0
                       JOIN ledger.accounts a ON a.id = e.account_id AND a.code = f.code
                      WHERE b.idem_key IN (f.key, f.closing, f.correction) AND b.outcome = 'posted'), 0)::text AS owed
      FROM unnest(${facts.map(({ key }) => key)}::text[], ${facts.map(({ code }) => code)}::text[],
                  ${facts.map(({ closing }) => closing)}::text[],
                  ${facts.map(({ correction }) => correction)}::text[]) AS f (key, code, closing, correction)
      JOIN ledger.keys k ON k.idem_key = f.key AND k.outcome = 'posted'
      LEFT JOIN writeback_events w ON w.source_key = k.idem_key`;
  return new Map(rows.map((row) => [row.key, row]));
}

function keysOf({ id, kind }: Order): [settled: string, returned: string] {
  return kind === "DISBURSEMENT"
    ? [settleDisbursementKey(id), `return-disbursement:${id}`]
    : [settleRepaymentKey(id), returnRepaymentKey(id)];
}

/** What was posted for an order and is not in the outbox yet: that it was settled, and that it came back. */
function factsOf(order: Order, posted: ReadonlyMap<string, Posted>): Fact[] {
  const [settledKey, returnedKey] = keysOf(order);
  const settled = posted.get(settledKey);
  if (!settled) return [];
  const loan = { id: order.loanId, borrowerId: order.borrowerId, number: order.loanNumber };
  const cash = d(order.cash);
  const facts: Fact[] = [];
  if (!settled.isRecorded)
    facts.push({
      ...{ loan, sourceKey: settledKey, transactionId: settled.transactionId },
      movement: movementOf(cash, d(settled.owed)),
      kind: order.kind === "DISBURSEMENT" ? "DRAWDOWN" : "REPAYMENT",
      reverses: null,
    });
  const returned = posted.get(returnedKey);
  if (returned && !returned.isRecorded)
    facts.push({
      ...{ loan, sourceKey: returnedKey, transactionId: returned.transactionId },
      movement: movementOf(cash.negated(), d(returned.owed)),
      kind: "REVERSAL",
      reverses: settledKey,
    });
  return facts;
}
