// The account numbers that are sealed, for the rotation of keys.
import type { Tx } from "@/lib/db";
import { sqlRows } from "@/lib/sql-rows";
import type { SealedColumn } from "./sealed-column";
import { hashNumber, unseal } from "./sealing";

export const ACCOUNT_NUMBERS: SealedColumn = {
  column: "external_accounts.account_number_sealed",
  list: (tx, { after, limit, prefix }) => tx.$queryRaw`
    SELECT id, account_number_sealed AS sealed, id AS "boundTo" FROM external_accounts
     WHERE id > ${after} AND account_number_sealed ~ '^v[12][.]' AND NOT starts_with(account_number_sealed, ${prefix})
     ORDER BY id LIMIT ${limit}`,
  // Only where it is still what was read: whoever wrote in between has sealed under the key in force.
  write: (tx, rows) => tx.$executeRaw`
    UPDATE external_accounts a SET account_number_sealed = r.after
      FROM ${sqlRows("r", { id: "text", before: "text", after: "text" }, rows)}
     WHERE a.id = r.id AND a.account_number_sealed = r.before`,
  countByKey: (tx) => tx.$queryRaw`
    SELECT CASE WHEN account_number_sealed LIKE 'v2.%' THEN split_part(account_number_sealed, '.', 2) ELSE 'without id' END AS key,
           count(*)::int AS count
      FROM external_accounts WHERE account_number_sealed ~ '^v[12][.]' GROUP BY 1 ORDER BY 1`,
};

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
