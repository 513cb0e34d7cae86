// Monitors as administrators set them, each recorded in the audit log.
import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { dropMonitor, listMonitors, setMonitor } from "@/lib/ledger/monitors";
import type { Condition } from "@/lib/ledger/posting-request";
import { getBalances } from "@/lib/ledger/queries";
import { toMinor } from "@/lib/money/currency";

/**
 * Notifies every administrator whenever a posting takes a balance across the threshold.
 *
 * @returns the monitor's id
 * @throws DomainError "not-found"; "invalid" with the field "amount" when the currency has no such amount
 */
export async function watchBalance({
  userId,
  account,
  name,
  ...condition
}: Condition & { userId: string; account: string; name: string }): Promise<string> {
  return inTransaction(async (tx) => {
    const found = (await getBalances([account], {}, tx)).get(account);
    if (!found) throw new DomainError("not-found", "Account not found.");
    if (!isAmount(condition.amount, found.currency))
      throw new DomainError("invalid", `Enter an amount in ${found.currency}, such as 1000.`, "amount");
    const id = await setMonitor(tx, { account, name, currency: found.currency, ...condition });
    await recordAudit(tx, {
      actorUserId: userId,
      action: "ledger-account.set-monitor",
      subjectType: "ledger-account",
      subjectId: account,
      detail: { monitor: id, name, ...condition },
      businessDate: await businessDate(tx),
    });
    return id;
  });
}

/** @throws DomainError "not-found" when the monitor no longer exists */
export async function unwatchBalance({
  userId,
  monitorId,
}: {
  userId: string;
  monitorId: string;
}): Promise<void> {
  const monitor = (await listMonitors()).find(({ id }) => id === monitorId);
  await inTransaction(async (tx) => {
    if (!monitor || !(await dropMonitor(tx, monitorId)))
      throw new DomainError("not-found", "This monitor has already been removed.");
    const { account, name, balance, op, amount } = monitor;
    await recordAudit(tx, {
      actorUserId: userId,
      action: "ledger-account.remove-monitor",
      subjectType: "ledger-account",
      subjectId: account,
      detail: { monitor: monitorId, name, balance, op, amount },
      businessDate: await businessDate(tx),
    });
  });
}

const LARGEST_MINOR = 10n ** 15n;

function isAmount(text: string, currency: string): boolean {
  try {
    const minor = toMinor(text, currency);
    return minor < LARGEST_MINOR && minor > -LARGEST_MINOR;
  } catch {
    return false;
  }
}
