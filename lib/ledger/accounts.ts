import type { Tx } from "@/lib/db";
import { CURRENCY, currencyExponent, toMinor } from "@/lib/money/currency";
import { asLedgerError } from "./ledger-error";
import type { Side } from "./posting-request";

export type AccountSpec = {
  /** Words of letters, digits, "-" and "_", joined by ":"; never changed. */
  code: string;
  name: string;
  normalSide: Side;
  /** What our own posting may not take the available balance below; null or absent: no floor. */
  minAvailable?: string | null;
  /** ISO 4217; default USD. */
  currency?: string;
  /** The category whose roll-up counts it. */
  category?: string;
};

/**
 * Opens accounts with a balance of zero. An account that exists is left alone, so the call can be repeated.
 *
 * @throws LedgerError "account-differs" when one exists with another normal side, currency or floor;
 *         "unknown-account" when there is no such category
 *
 * @example await openAccounts(tx, [{ code: "cash", name: "Cash", normalSide: "debit", minAvailable: "0.00" }])
 */
export async function openAccounts(tx: Tx, specs: AccountSpec[]): Promise<void> {
  if (specs.length === 0) return;
  const codes = specs.map((spec) => spec.code);
  const names = specs.map((spec) => spec.name);
  const sides = specs.map((spec) => (spec.normalSide === "debit" ? 1 : -1));
  const currencies = specs.map((spec) => spec.currency ?? CURRENCY);
  const exponents = currencies.map(currencyExponent);
  const floors = specs.map((spec, n) =>
    spec.minAvailable == null ? "" : toMinor(spec.minAvailable, currencies[n]!).toString(),
  );
  const grouped = specs.filter((spec) => spec.category !== undefined);
  try {
    await tx.$queryRaw`
      SELECT ledger.open_accounts(${codes}::text[], ${names}::text[], ${sides}::smallint[], ${floors}::text[],
        ${currencies}::text[], ${exponents}::smallint[])::text`;
    if (grouped.length > 0) {
      await tx.$queryRaw`
        SELECT ledger.categorize(${grouped.map(({ category }) => category)}::text[], ${grouped.map(({ code }) => code)}::text[])::text`;
    }
  } catch (error) {
    throw asLedgerError(error);
  }
}
