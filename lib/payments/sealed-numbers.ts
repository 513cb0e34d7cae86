// The account numbers that are sealed, for the rotation of keys.
import type { Tx } from "@/lib/db";
import { sealedColumn } from "./sealed-column";
import { hashNumber, unseal } from "./sealing";

export const ACCOUNT_NUMBERS = sealedColumn({
  table: "external_accounts",
  column: "account_number_sealed",
  update: (tx, r) => tx.$executeRaw`
    UPDATE external_accounts t SET account_number_sealed = r.after FROM ${r}
     WHERE t.id = r.id AND t.account_number_sealed = r.before`,
});

/** What notifications of change said. */
export const CORRECTED_NUMBERS = sealedColumn({
  table: "external_account_changes",
  column: "new_number_sealed",
  update: (tx, r) => tx.$executeRaw`
    UPDATE external_account_changes t SET new_number_sealed = r.after FROM ${r}
     WHERE t.id = r.id AND t.new_number_sealed = r.before`,
});

/** Whether the keyed hashes that are stored are those of the key that is set; true where there is none. */
export async function isHashKeyRight(tx: Tx): Promise<boolean> {
  const account = await tx.externalAccount.findFirst({
    where: { numberHash: { startsWith: "v1." }, accountNumberSealed: { startsWith: "v" } },
    orderBy: { createdAt: "desc" },
  });
  if (!account) return true;
  const { routingNumber, accountNumberSealed, id } = account;
  return hashNumber({ routingNumber, accountNumber: unseal(accountNumberSealed, id) }) === account.numberHash;
}
