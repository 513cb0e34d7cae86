import type { Tx } from "@/lib/db";
import { toCents } from "@/lib/money/money";
import { asLedgerError } from "./ledger-error";
import type { Side } from "./posting-request";

export type AccountSpec = {
  /** Words of letters, digits, "-" and "_", joined by ":"; never changed. */
  code: string;
  name: string;
  normalSide: Side;
  /** Dollars that a posting of our own may not take the available balance below; null or absent: no floor. */
  minAvailable?: string | null;
  /** ISO 4217; default USD. */
  currency?: string;
};

/**
 * Opens accounts with a balance of zero. An account that exists is left alone, so the call can be repeated.
 *
 * @throws LedgerError "account-differs" when one exists with another normal side, currency or floor
 *
 * @example await openAccounts(tx, [{ code: "cash", name: "Cash", normalSide: "debit", minAvailable: "0.00" }])
 */
export async function openAccounts(tx: Tx, specs: AccountSpec[]): Promise<void> {
  if (specs.length === 0) return;
  const codes = specs.map((spec) => spec.code);
  const names = specs.map((spec) => spec.name);
  const sides = specs.map((spec) => (spec.normalSide === "debit" ? 1 : -1));
  const floors = specs.map((spec) =>
    spec.minAvailable == null ? "" : toCents(spec.minAvailable).toString(),
  );
  const currencies = specs.map((spec) => spec.currency ?? "USD");
  try {
    await tx.$queryRaw`
      SELECT ledger.open_accounts(${codes}::text[], ${names}::text[], ${sides}::smallint[], ${floors}::text[],
        ${currencies}::text[])::text`;
  } catch (error) {
    throw asLedgerError(error);
  }
}
