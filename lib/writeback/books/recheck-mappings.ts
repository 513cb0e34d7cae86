import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { checkMapping } from "./check-mapping";

const MOST = 50;
const notBefore = new Map<string, number>();

/**
 * Asks the books about mappings that were broken and have been changed since, or whose books were read again: what waits for them
 * goes on without a person who looks at the page.
 */
export async function recheckMappings(): Promise<void> {
  const changed = await db.$queryRaw<{ borrowerId: string }[]>`
    SELECT m.borrower_id AS "borrowerId"
      FROM writeback_mappings m JOIN writeback_connections c ON c.borrower_id = m.borrower_id AND c.status = 'Linked'
     WHERE m.problem IS NOT NULL AND m.checked_at IS NULL AND (c.paused_until IS NULL OR c.paused_until <= clock_timestamp())
       AND m.deposit_id IS NOT NULL AND m.expense_id IS NOT NULL AND m.supplier_id IS NOT NULL
       AND m.lender_source_id IS NOT NULL AND m.lender_target_id IS NOT NULL
     ORDER BY m.borrower_id LIMIT ${MOST}`;
  const instant = now().getTime();
  for (const { borrowerId } of changed) {
    if ((notBefore.get(borrowerId) ?? 0) > instant) continue;
    const check = await checkMapping({ borrowerId, caller: { borrowerId, isBackground: true } });
    if (notBefore.size > 1000) notBefore.clear();
    if (check.kind === "later") notBefore.set(borrowerId, now().getTime() + check.afterSeconds * 1000);
    else notBefore.delete(borrowerId);
  }
}
