// Thresholds of balances. When a posting takes a balance across one, a note is stored with the posting, and a job
// notifies administrators. A monitor that is already true when it is set is silent until it has been false.
import { db, type Tx } from "@/lib/db";
import { CURRENCY, fromMinor, toMinor } from "@/lib/money/currency";
import { asLedgerError } from "./ledger-error";
import { COMPARISONS, FIELDS } from "./posting-arrays";
import type { BalanceField, Comparison, Condition } from "./posting-request";

export type Monitor = Condition & { id: string; account: string; name: string; createdAt: string };

/**
 * @param monitor `amount` in the account's currency, signed by its normal side
 * @returns its id
 * @throws LedgerError "unknown-account"; RangeError when the amount is none
 *
 * @example await setMonitor(tx, { account: "cash", name: "Cash is low", balance: "available", op: "lt", amount: "1000.00" })
 */
export async function setMonitor(
  tx: Tx,
  {
    account,
    name,
    balance,
    op,
    amount,
    currency = CURRENCY,
  }: Condition & { account: string; name: string; currency?: string },
): Promise<string> {
  try {
    const threshold = toMinor(amount, currency).toString();
    const [row] = await tx.$queryRaw<{ id: string }[]>`
      SELECT ledger.set_monitor(${account}, ${name}, ${FIELDS[balance]}::smallint, ${COMPARISONS[op]}::smallint, ${threshold}::bigint)::text AS id`;
    return row!.id;
  } catch (error) {
    throw asLedgerError(error);
  }
}

/** Removes a monitor; false when there is none. */
export async function dropMonitor(tx: Tx, id: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<
    { dropped: boolean }[]
  >`SELECT ledger.drop_monitor(${id}::bigint) AS dropped`;
  return row!.dropped;
}

/** All monitors, or those of one account, oldest first. */
export async function listMonitors(account?: string): Promise<Monitor[]> {
  const rows = await db.ledgerMonitor.findMany({
    where: account === undefined ? {} : { account: { code: account } },
    include: { account: true },
    orderBy: { id: "asc" },
  });
  return rows.map((row) => ({
    id: String(row.id),
    account: row.account.code,
    name: row.name,
    balance: nameOf<BalanceField>(FIELDS, row.field),
    op: nameOf<Comparison>(COMPARISONS, row.op),
    amount: fromMinor(row.threshold, row.account.exponent),
    createdAt: row.createdAt.toISOString(),
  }));
}

function nameOf<T extends string>(codes: Record<T, number>, code: number): T {
  return (Object.keys(codes) as T[]).find((name) => codes[name] === code)!;
}
