import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { findMoves, type PostedKey } from "@/lib/ledger/keys";
import { closeKey, reopenKey } from "@/lib/lending/terms/closing";
import { correctionKey } from "@/lib/lending/terms/write-restatement";
import { d, sum, type Decimal } from "@/lib/money/money";
import { returnKey, settleKey } from "@/lib/payments/ledger-keys";
import { borrowerPrincipal } from "@/lib/transaction-types/account-codes";
import { movementOf } from "@/lib/writeback/records/posting-set";
import { storeFacts, type Fact } from "./store-facts";

type Order = {
  id: string;
  kind: "DISBURSEMENT" | "REPAYMENT" | "REFUND";
  loanId: string;
  borrowerId: string;
  loanNumber: number;
  cash: string; // from the borrower to us when it settled: a repayment's amount, or less than 0 what was paid out or refunded
};

/** What the ledger has under a key, and the dollars by which the principal owed rose with it. */
type Posted = PostedKey & { owed: Decimal };

/**
 * Puts what payment orders have just brought about into the outbox, in the transaction that brought it about. Read from the
 * ledger's keys: a fact is written down if and only if it was posted, and once, however often this runs. As many statements
 * for one payment order as for hundreds: the ledger's cash row is locked while they run.
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
           CASE o.kind WHEN 'REFUND' THEN -o.amount ELSE COALESCE(r.amount, l.origination_fee - l.principal) END::text AS cash
      FROM payment_orders o
      LEFT JOIN repayments r ON r.payment_order_id = o.id
      LEFT JOIN refunds f ON f.payment_order_id = o.id
      LEFT JOIN loans l ON l.id = CASE o.kind WHEN 'REPAYMENT' THEN r.loan_id WHEN 'REFUND' THEN f.loan_id ELSE o.subject_id END
     WHERE o.id = ANY(${paymentOrderIds}::text[]) AND o.kind IN ('DISBURSEMENT', 'REPAYMENT', 'REFUND')`;
  for (const { id, loanId } of rows) invariant(loanId, `payment order ${id} is of a loan`);
  return rows;
}

/**
 * What of these orders was posted, by key, with the dollars by which the principal owed rose: by the payment itself, and by what was
 * posted beside it to close, reopen or correct the loan. The rest of the money was interest and fees.
 */
async function findPosted(tx: Tx, orders: Order[]): Promise<ReadonlyMap<string, Posted>> {
  const asked = orders.flatMap(({ id, kind, borrowerId, loanId }) => {
    const code = borrowerPrincipal(borrowerId, loanId);
    return [
      {
        code,
        key: settleKey(kind, id),
        beside: [closeKey(id), correctionKey("settled", id)],
      },
      {
        code,
        key: returnKey(kind, id),
        beside: [reopenKey(id), correctionKey("returned", id)],
      },
    ];
  });
  const moves = await findMoves(
    tx,
    asked.flatMap(({ code, key, beside }) => [key, ...beside].map((each) => ({ code, key: each }))),
  );
  const moveOf = new Map(moves.map((move) => [move.key, move]));
  return new Map(
    asked.flatMap(({ key, beside }) => {
      const posted = moveOf.get(key);
      if (!posted) return [];
      const owed = sum([key, ...beside].map((each) => d(moveOf.get(each)?.moved ?? "0")));
      return [[key, { ...posted, owed }] as const];
    }),
  );
}

/** What was posted for an order: that it was settled, and that it came back. */
function factsOf(order: Order, posted: ReadonlyMap<string, Posted>): Fact[] {
  const settled = posted.get(settleKey(order.kind, order.id));
  if (!settled) return [];
  const loan = { id: order.loanId, borrowerId: order.borrowerId, number: order.loanNumber };
  const cash = d(order.cash);
  const facts: Fact[] = [
    {
      ...{ loan, ...sourceOf(settled) },
      movement: movementOf(cash, settled.owed),
      kind: FACTS[order.kind],
      reverses: null,
    },
  ];
  const returned = posted.get(returnKey(order.kind, order.id));
  if (returned)
    facts.push({
      ...{ loan, ...sourceOf(returned) },
      movement: movementOf(cash.negated(), returned.owed),
      kind: "REVERSAL",
      reverses: settled.key,
    });
  return facts;
}

const FACTS = { DISBURSEMENT: "DRAWDOWN", REPAYMENT: "REPAYMENT", REFUND: "REFUND" } as const;

function sourceOf({ key, transactionId, effectiveOn }: Posted) {
  return { sourceKey: key, transactionId, occurredOn: effectiveOn };
}
