// What an account allows from now on. Both wait for the postings that hold the account.
import { db, type Tx } from "@/lib/db";
import { CURRENCY, toMinor } from "@/lib/money/currency";
import { asLedgerError } from "./ledger-error";

/**
 * Sets or takes away the floor below which our own postings may not take what is available. The database writes the audit
 * entry itself: there is no other way for the application to change a floor.
 *
 * @param floor  in the account's currency, null for none
 * @param actor  user id of who decided it, null for the system
 * @param reason for the audit
 * @throws LedgerError "balance-guard" when less than the floor is available now; "unknown-account"
 *
 * @example await setFloor(tx, { account: "cash", floor: "0.00", actor: "usr_1", reason: "Reserve released" })
 */
export async function setFloor(
  tx: Tx,
  {
    account,
    floor,
    currency = CURRENCY,
    actor,
    reason,
  }: { account: string; floor: string | null; currency?: string; actor: string | null; reason: string },
): Promise<void> {
  const minor = floor === null ? null : toMinor(floor, currency).toString();
  await call(
    () => tx.$queryRaw`SELECT change_floor(${account}, ${minor}::bigint, ${actor ?? ""}, ${reason})::text`,
  );
}

/**
 * Freezes an account, or frees it: our own postings and holds on it are refused, recorded facts are not.
 *
 * @throws LedgerError "unknown-account"
 */
export async function setFrozen(
  tx: Tx,
  { account, frozen }: { account: string; frozen: boolean },
): Promise<void> {
  await call(() => tx.$queryRaw`SELECT ledger.set_frozen(${account}, ${frozen})::text`);
}

/** Whether our own postings on it are refused now; false for an account that does not exist. */
export async function isFrozen(account: string, tx: Tx = db): Promise<boolean> {
  return (await frozenAmong([account], tx)).has(account);
}

/** Those of the accounts on which our own postings are refused now. */
export async function frozenAmong(accounts: string[], tx: Tx = db): Promise<Set<string>> {
  const found = await tx.$queryRaw<{ code: string }[]>`
    SELECT a.code
      FROM ledger.accounts a JOIN ledger.balances b ON b.account_id = a.id AND b.currency = a.currency
     WHERE a.code = ANY(${accounts}::text[]) AND b.is_frozen`;
  return new Set(found.map(({ code }) => code));
}

async function call(work: () => Promise<unknown>) {
  try {
    await work();
  } catch (error) {
    throw asLedgerError(error);
  }
}
