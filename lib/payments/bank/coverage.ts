// Which days of an account were imported, and its balance by the imported lines.
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import type { Coverage } from "./import-plan";

/** Null before the first statement. */
export async function coverageOf(tx: Tx, bankAccountId: string): Promise<Coverage | null> {
  const [first] = await tx.$queryRaw<{ from: Date | null; to: Date | null; opening: string | null }[]>`
    SELECT min(s.from_on) AS "from", max(s.to_on) AS "to",
           (array_agg(s.opening ORDER BY s.from_on, s.to_on, s.created_at))[1]::text AS opening
      FROM bank_statements s WHERE s.bank_account_id = ${bankAccountId}`;
  if (!first?.from || !first.to || first.opening === null) return null;
  const to = fromDbDate(first.to);
  const closing = (await bankBalance(tx, { bankAccountId, on: to, opening: first.opening }))!;
  return { from: fromDbDate(first.from), to, opening: first.opening, closing };
}

/** The balance at the end of a day: what the first statement opened with, and every line since. */
export async function bankBalance(
  tx: Tx,
  { bankAccountId, on, opening }: { bankAccountId: string; on: IsoDate; opening: string },
): Promise<string> {
  const [row] = await tx.$queryRaw<{ balance: string }[]>`
    SELECT (${opening}::numeric + coalesce(sum(l.amount), 0))::numeric(20, 2)::text AS balance
      FROM bank_lines l WHERE l.bank_account_id = ${bankAccountId} AND l.posted_on <= ${on}::date`;
  return row!.balance;
}
