import type { Tx } from "@/lib/db";
import { returnRepaymentKey } from "@/lib/lending/repayment/return-repayment";
import { d } from "@/lib/money/money";
import { Prisma } from "@/prisma/generated/client";
import { writeOff } from "@/lib/writeback/records/posting-set";
import { storeFacts, type Fact } from "./store-facts";

type Row = {
  sourceKey: string;
  transactionId: bigint;
  principal: string;
  loanId: string;
  borrowerId: string;
  loanNumber: number;
};

/** The loan that an administrator gave up, or payments that came back to loans which had been given up. */
type What = { loanId: string } | { paymentOrderIds: string[] };

/**
 * Puts charge-offs into the outbox, in the transaction that posted them: once, however often this runs, and after
 * `recordWriteEvents` has noted the payment that came back. A loan enters the books with its drawdown or not at all, so one
 * whose drawdown is not in the outbox leaves nothing. Of unpaid interest the books know nothing, so only principal is given up
 * there.
 */
export async function recordChargeOffs(tx: Tx, what: What): Promise<void> {
  if ("paymentOrderIds" in what && what.paymentOrderIds.length === 0) return;
  const rows = await tx.$queryRaw<Row[]>`
    SELECT t.idem_key AS "sourceKey", t.id AS "transactionId", c.principal::text, l.id AS "loanId",
           l.borrower_id AS "borrowerId", l.number AS "loanNumber"
      FROM charge_offs c
      JOIN loans l ON l.id = c.loan_id
      JOIN ledger.transactions t ON t.id = c.transaction_id
     WHERE ${"loanId" in what ? Prisma.sql`c.loan_id = ${what.loanId}` : Prisma.sql`c.payment_order_id = ANY(${what.paymentOrderIds}::text[])`}
       AND c.principal > 0
       AND EXISTS (SELECT FROM writeback_events e WHERE e.loan_id = l.id AND e.kind = 'DRAWDOWN')
       AND NOT EXISTS (SELECT FROM writeback_events e WHERE e.source_key = t.idem_key)`;
  await owedUntilThen(tx, rows);
  await storeFacts(tx, rows.map(factOf));
}

/** The payment was taken back and given up in one go; between the two, what it had paid was owed. */
async function owedUntilThen(tx: Tx, rows: Row[]): Promise<void> {
  for (const { transactionId, principal } of rows) {
    await tx.$executeRaw`
      UPDATE writeback_events e SET principal_after = e.principal_after + ${principal}::numeric
        FROM charge_offs c
       WHERE c.transaction_id = ${transactionId} AND e.source_key = ${returnRepaymentKey("")} || c.payment_order_id`;
  }
}

function factOf({ sourceKey, transactionId, principal, loanId, borrowerId, loanNumber }: Row): Fact {
  return {
    ...{ sourceKey, transactionId },
    loan: { id: loanId, borrowerId, number: loanNumber },
    kind: "WRITE_OFF",
    reverses: null,
    movement: writeOff({ principal: d(principal) }),
  };
}
