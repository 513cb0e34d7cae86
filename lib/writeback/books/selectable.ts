// Whether a record of the books can be chosen for one of the four cards, and why not. Pure.
import type { CodatAccount, CodatBankAccount, CodatSupplier } from "@/lib/writeback/codat/codat-shapes";
import { CURRENCY } from "@/lib/money/currency";

type Standing = { status: string | null; isDeleted: boolean };

/**
 * Whether loan money can arrive on a bank account.
 *
 * @returns the reason why not, or null
 *
 * @example bankAccountProblem({ accountName: "Euro account", currency: "EUR", … }) // "… is in EUR; the loan is in USD."
 */
export function bankAccountProblem(
  account: Pick<CodatBankAccount, "accountName" | "currency"> & Standing,
): string | null {
  const name = account.accountName ?? "The account";
  if (isGone(account)) return `${name} is archived in the books. Choose another account.`;
  if (account.currency !== null && account.currency !== CURRENCY)
    return `${name} is in ${account.currency}; the loan is in ${CURRENCY}. Choose an account in ${CURRENCY}.`;
  return null;
}

/** Whether interest and fees can be booked on an account. */
export function expenseProblem(
  account: Pick<CodatAccount, "name" | "type" | "currency"> & Standing,
): string | null {
  const name = account.name ?? "The account";
  if (isGone(account)) return `${name} is archived in the books. Choose another account.`;
  if (account.type !== "Expense") return `${name} is not an expense account.`;
  if (account.currency && account.currency !== CURRENCY)
    return `${name} is in ${account.currency}; the loan is in ${CURRENCY}.`;
  return null;
}

/** Whether the lender can be this supplier. */
export function supplierProblem(
  supplier: Pick<CodatSupplier, "supplierName" | "defaultCurrency"> & Standing,
): string | null {
  const name = supplier.supplierName ?? "The supplier";
  if (isGone(supplier)) return `${name} is archived in the books. Choose another supplier.`;
  if (supplier.defaultCurrency && supplier.defaultCurrency !== CURRENCY)
    return `${name} is paid in ${supplier.defaultCurrency}; the loan is in ${CURRENCY}.`;
  return null;
}

function isGone({ status, isDeleted }: Standing): boolean {
  return isDeleted || status?.toLowerCase() === "archived";
}

/**
 * Which of some names is most likely meant, for preselection.
 *
 * @returns its place, or -1: an exact match (letters and digits only), else one that begins with it or contains it
 *
 * @example likeliest("Modern Lending", ["Acme", "modern lending, inc."]) // 1
 */
export function likeliest(wanted: string, names: readonly string[]): number {
  const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const target = plain(wanted);
  const candidates = names.map(plain);
  const exact = candidates.indexOf(target);
  if (exact >= 0) return exact;
  const prefix = candidates.findIndex((name) => name.startsWith(target));
  return prefix >= 0 ? prefix : candidates.findIndex((name) => name.includes(target));
}
