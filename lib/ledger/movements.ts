// By how much accounts moved, over days or months.
import { fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, type Tx } from "@/lib/db";
import { fromMinor } from "@/lib/money/currency";
import { Prisma } from "@/prisma/generated/client";
import { selecting, type AccountSelection } from "./balance-rows";

/** The accounts of one currency that a figure adds up, under its name. */
export type AccountGroups<Group extends string> = Readonly<Record<Group, AccountSelection>>;

/** `on` is the day, or the first day of the month. */
export type Movement<Group extends string> = { on: IsoDate; moved: Readonly<Record<Group, string>> };

/**
 * By how much groups of accounts moved, posted, per day or month of the effective date: oldest first, and only where one of
 * their accounts had an entry.
 *
 * @param opts `until`: the last day that counts
 * @returns dollars, above zero where the accounts grew on their normal side
 *
 * @example await movementsBy("month", { cash: { codes: ["cash"] } }) // [{ on: "2026-01-01", moved: { cash: "5000.00" } }]
 */
export async function movementsBy<Group extends string>(
  span: "day" | "month",
  groups: AccountGroups<Group>,
  { until }: { until?: IsoDate } = {},
  tx: Tx = db,
): Promise<Movement<Group>[]> {
  const names = Object.keys(groups) as Group[];
  const chosen = names.map(
    (name) =>
      Prisma.sql`SELECT ${name}::text AS group_name, a.* FROM ledger.accounts a WHERE ${selecting(groups[name])}`,
  );
  const rows = await tx.$queryRaw<{ on: Date; group_name: Group; moved: bigint; exponent: number }[]>`
    SELECT date_trunc(${span}::text, d.day::timestamp)::date AS on, c.group_name, sum(c.normal_side * (d.debits - d.credits))::bigint AS moved,
           max(c.exponent)::int AS exponent
      FROM (${Prisma.join(chosen, " UNION ALL ")}) c JOIN ledger.account_days d ON d.account_id = c.id
     WHERE (d.debits <> 0 OR d.credits <> 0) AND d.day <= ${toDbDate(until ?? "9999-12-31")}::date
     GROUP BY 1, 2 ORDER BY 1`;
  const movements = new Map<IsoDate, Record<Group, string>>();
  for (const row of rows) {
    const on = fromDbDate(row.on);
    const none = Object.fromEntries(names.map((name) => [name, "0.00"])) as Record<Group, string>;
    const moved = movements.get(on) ?? none;
    movements.set(on, { ...moved, [row.group_name]: fromMinor(row.moved, row.exponent) });
  }
  return [...movements].map(([on, moved]) => ({ on, moved }));
}

/** What was posted on one day by transactions of one kind. */
export type DayTotals<Group extends string, Fact extends string> = {
  on: IsoDate;
  transactionIds: string[];
  moved: Readonly<Record<Group, string>>;
  /** How many different values a fact of the entries' metadata had. */
  counts: Readonly<Record<Fact, number>>;
};

/**
 * The transactions of one kind added up by effective date, the newest first.
 *
 * @param of `eventType` and the literal beginning of the key; `before`: the date from which on days are left out
 * @param groups what to add up, by name
 * @param facts  what to count of the entries' metadata, such as "loanId"
 * @returns dollars, above zero where the accounts grew on their normal side
 *
 * @example (await totalsByDay({ eventType: "interest-calculation", keyPrefix: "interest:", limit: 1 },
 *   { revenue: { codes: ["revenue:interest"] } }, ["loanId"]))[0]
 *   // { on: "2026-02-01", transactionIds: ["3"], moved: { revenue: "10.00" }, counts: { loanId: 1 } }
 */
export async function totalsByDay<Group extends string, Fact extends string>(
  of: { eventType: string; keyPrefix: string; before?: IsoDate | undefined; limit: number },
  groups: AccountGroups<Group>,
  facts: readonly [Fact, ...Fact[]],
): Promise<DayTotals<Group, Fact>[]> {
  const names = Object.keys(groups) as Group[];
  const sums = names.map(
    (name) =>
      Prisma.sql`coalesce(sum(a.normal_side * e.side * e.amount) FILTER (WHERE ${selecting(groups[name])}), 0)::bigint`,
  );
  const counts = facts.map((fact) => Prisma.sql`count(DISTINCT e.metadata ->> ${fact}::text)::int`);
  const rows = await db.$queryRaw<
    { on: Date; ids: string[]; sums: bigint[]; counts: number[]; exponent: number }[]
  >`
    SELECT t.effective_on AS on, array_agg(DISTINCT t.id::text) AS ids, ARRAY[${Prisma.join(sums)}]::bigint[] AS sums,
           ARRAY[${Prisma.join(counts)}]::int[] AS counts, max(a.exponent)::int AS exponent
      FROM ledger.transactions t
      JOIN ledger.entries e ON e.transaction_id = t.id AND e.layer = 0
      JOIN ledger.accounts a ON a.id = e.account_id
     WHERE t.event_type = ${of.eventType} AND starts_with(t.idem_key, ${of.keyPrefix})
       AND t.effective_on < ${toDbDate(of.before ?? "9999-12-31")}::date
     GROUP BY t.effective_on ORDER BY t.effective_on DESC LIMIT ${of.limit}`;
  return rows.map((row) => ({
    on: fromDbDate(row.on),
    transactionIds: row.ids,
    moved: record(names, (at) => fromMinor(row.sums[at]!, row.exponent)),
    counts: record(facts, (at) => row.counts[at]!),
  }));
}

function record<Name extends string, Value>(names: readonly Name[], value: (at: number) => Value) {
  return Object.fromEntries(names.map((name, at) => [name, value(at)])) as Record<Name, Value>;
}
