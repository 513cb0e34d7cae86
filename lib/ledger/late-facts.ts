import { db } from "@/lib/db";
import { amountsOf } from "./find-transactions";
import { asSummary, withLegs, type TransactionSummary } from "./transaction-views";

const LEGS = 6;

/** Facts of closed months, newest first: posted on the first open day, each with the date it belongs to. */
export async function listLateFacts(limit = 50): Promise<TransactionSummary[]> {
  const rows = await db.ledgerTransaction.findMany({
    where: { belongsOn: { not: null } },
    include: withLegs(LEGS),
    orderBy: { id: "desc" },
    take: limit,
  });
  const amounts = await amountsOf(rows.map(({ id }) => id));
  return rows.map((row) => asSummary(row, amounts.get(row.id) ?? 0n));
}
