import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate } from "@/lib/clock";
import { within, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { isFrozen, setFrozen } from "@/lib/ledger/account-terms";
import { getBalances } from "@/lib/ledger/queries";

type Freezing = { account: string; frozen: boolean };

/**
 * Freezes or unfreezes an account, with the reason: our own postings and holds on it are refused while it is frozen, what the bank
 * reports is not.
 *
 * @throws DomainError "not-found"; "wrong-state" when it already is
 */
export async function freezeAccount(
  { userId, account, frozen, reason }: Freezing & { userId: string; reason: string },
  caller?: Tx,
): Promise<void> {
  await within(caller, async (tx) => {
    await requireFreezable(tx, { account, frozen });
    await recordAudit(tx, {
      actorUserId: userId,
      action: frozen ? "ledger-account.freeze" : "ledger-account.unfreeze",
      subjectType: "ledger-account",
      subjectId: account,
      detail: { reason },
      businessDate: await businessDate(tx),
    });
    await setFrozen(tx, { account, frozen });
  });
}

/** @throws DomainError as `freezeAccount` */
export async function requireFreezable(tx: Tx, { account, frozen }: Freezing): Promise<void> {
  if (!(await getBalances([account], {}, tx)).has(account))
    throw new DomainError("not-found", "Account not found.");
  if ((await isFrozen(account, tx)) === frozen)
    throw new DomainError("wrong-state", `This account is ${frozen ? "already" : "not"} frozen.`);
}
