import { Prisma } from "@/prisma/generated/client";
import { selecting } from "./balance-rows";
import type { AccountGroups } from "./movements";

/**
 * How groups of accounts moved by month of the effective date, as a query: `group_name`, `month`, and in minor units `debits`,
 * `credits`, `pending_debits`, `pending_credits`. Only entries of database transactions from `from` on, and before `before`; so
 * that what was added up before a moment at which nothing below it ran any more is complete, and the rest comes to it.
 *
 * @param from   SQL of a number, as `pg_snapshot_xmin` gives it
 * @param before the same; absent: all that this statement sees
 *
 * @example movedSince({ cash: { codes: ["cash"] } }, { from: Prisma.sql`0` }) // cash, 2026-01-01, 1000000, 0, 0, 0
 */
export function movedSince<Group extends string>(
  groups: AccountGroups<Group>,
  { from, before }: { from: Prisma.Sql; before?: Prisma.Sql },
): Prisma.Sql {
  const names = Object.keys(groups) as Group[];
  const cases = names.map((name) => Prisma.sql`WHEN ${selecting(groups[name])} THEN ${name}::text`);
  const sum = (layer: 0 | 1, side: 1 | -1) =>
    Prisma.sql`coalesce(sum(e.amount) FILTER (WHERE e.layer = ${layer} AND e.side = ${side}), 0)::bigint`;
  return Prisma.sql`
    SELECT g.group_name, date_trunc('month', e.effective_on::timestamp)::date AS month, ${sum(0, 1)} AS debits, ${sum(0, -1)} AS credits,
           ${sum(1, 1)} AS pending_debits, ${sum(1, -1)} AS pending_credits
      FROM ledger.commits c
      JOIN ledger.transactions t ON t.id BETWEEN c.first_id AND c.last_id AND t.xact_id = c.xact_id
      JOIN ledger.entries e ON e.transaction_id = t.id
      JOIN ledger.accounts a ON a.id = e.account_id
      CROSS JOIN LATERAL (SELECT CASE ${Prisma.join(cases, " ")} END AS group_name) g
     WHERE c.xact_id >= (${from})::text::xid8 ${before ? Prisma.sql`AND c.xact_id < (${before})::text::xid8` : Prisma.empty}
       AND g.group_name IS NOT NULL
     GROUP BY 1, 2`;
}
