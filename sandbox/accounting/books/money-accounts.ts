// Which accounts money may be moved between.
import type { Accounting, Place } from "./accounting";
import { broken } from "@/sandbox/accounting/http/api";
import type { Account, Connection } from "./records";

/** A bank account of this connection's books, or the one account beside them that takes deposits. */
export function bank(accounting: Accounting, { connection }: Place, key: string): Account | null {
  const account = accounting.store.find("accounts", key);
  if (account?.parent !== connection.tenant) return null;
  return account.isBankAccount || account.isUndeposited ? account : null;
}

/** The commonest mix-up: the lender account has an id of ours and one of the platform's. */
export function refuseSource(accounting: Accounting, connection: Connection, key: string): void {
  const isSource = accounting.store
    .of("connections", connection.parent)
    .some((one) => accounting.store.find("sources", `${one.key}/${key}`) !== undefined);
  if (isSource)
    throw broken(`${key} is a source account; the target account's id belongs here.`, "accountRef.id");
}
