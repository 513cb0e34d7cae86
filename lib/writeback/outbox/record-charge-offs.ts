import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { findKeysOf, type PostedKey } from "@/lib/ledger/keys";
import { d } from "@/lib/money/money";
import { returnKey } from "@/lib/payments/ledger-keys";
import { sqlRows } from "@/lib/sql-rows";
import { Prisma } from "@/prisma/generated/client";
import { writeOff } from "@/lib/writeback/records/posting-set";
import { storeFacts, type Fact } from "./store-facts";

type Row = {
  transactionId: bigint;
  paymentOrderId: string | null; // null: the administrator's decision
  principal: string;
  loanId: string;
  borrowerId: string;
  loanNumber: number;
};

/** The loan that an administrator stopped, or payments that came back to loans which had been charged off. */
type What = { loanId: string } | { paymentOrderIds: string[] };

/**
 * Puts charge-offs into the outbox, in the transaction that posted them: once, however often this runs, and after
 * `recordWriteEvents` has noted the payment that came back. A loan enters the books with its drawdown or not at all, so one
 * whose drawdown is not in the outbox leaves nothing. Of unpaid interest the books know nothing, so only principal is charged off
 * there.
 */
export async function recordChargeOffs(tx: Tx, what: What): Promise<void> {
  if ("paymentOrderIds" in what && what.paymentOrderIds.length === 0) return;
  const rows = await tx.$queryRaw<Row[]>`
    SELECT c.transaction_id AS "transactionId", c.payment_order_id AS "paymentOrderId", c.principal::text, l.id AS "loanId",
           l.borrower_id AS "borrowerId", l.number AS "loanNumber"
      FROM charge_offs c
      JOIN loans l ON l.id = c.loan_id
     WHERE ${"loanId" in what ? Prisma.sql`c.loan_id = ${what.loanId}` : Prisma.sql`c.payment_order_id = ANY(${what.paymentOrderIds}::text[])`}
       AND c.principal > 0
       AND EXISTS (SELECT FROM writeback_events e WHERE e.loan_id = l.id AND e.kind = 'DRAWDOWN')
       AND NOT EXISTS (SELECT FROM writeback_events e
             WHERE e.loan_id = l.id AND e.ledger_transaction_id = c.transaction_id)`;
  if (rows.length === 0) return;
  const postings = await findKeysOf(
    tx,
    rows.map(({ transactionId }) => transactionId),
  );
  const postingOf = new Map([...postings.values()].map((posting) => [posting.transactionId, posting]));
  await owedUntilThen(tx, rows);
  const facts = rows.map((row) => {
    const posting = postingOf.get(row.transactionId);
    invariant(posting, `the charge-off of ${row.loanId} was posted`);
    return factOf(row, posting);
  });
  await storeFacts(tx, facts);
}

/** The payment was taken back and charged off in one go; between the two, what it had paid was owed. */
async function owedUntilThen(tx: Tx, rows: Row[]): Promise<void> {
  const returned = rows.flatMap(({ paymentOrderId, principal }) =>
    paymentOrderId === null ? [] : [{ source_key: returnKey("REPAYMENT", paymentOrderId), principal }],
  );
  await tx.$executeRaw`
    UPDATE writeback_events e SET principal_after = e.principal_after + returned.principal
      FROM ${sqlRows("returned", { source_key: "text", principal: "numeric" }, returned)}
     WHERE e.source_key = returned.source_key`;
}

function factOf({ principal, loanId, borrowerId, loanNumber }: Row, posting: PostedKey): Fact {
  return {
    sourceKey: posting.key,
    transactionId: posting.transactionId,
    occurredOn: posting.effectiveOn,
    loan: { id: loanId, borrowerId, number: loanNumber },
    kind: "WRITE_OFF",
    reverses: null,
    movement: writeOff({ principal: d(principal) }),
  };
}
