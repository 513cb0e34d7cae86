// How the chart of accounts is laid out: the house, then each kind of account that exists per loan or investment.
import type { AccountFilters } from "@/lib/ledger/account-lists";

const LIKE = {
  "borrower-principal": "borrower:%:principal",
  "borrower-interest": "borrower:%:interest",
  "investor-principal": "investor:%:principal",
  "investor-interest": "investor:%:interest",
} as const;

export const ACCOUNT_GROUPS = [
  { value: "house", label: "House" },
  { value: "borrower-principal", label: "Loan principal" },
  { value: "borrower-interest", label: "Interest receivable" },
  { value: "investor-principal", label: "Owed to investors, principal" },
  { value: "investor-interest", label: "Owed to investors, interest" },
] as const;

export type AccountGroup = (typeof ACCOUNT_GROUPS)[number]["value"];

/** The house has whatever is in no other group. */
export function filterOfGroup(group: AccountGroup): AccountFilters {
  return group === "house" ? { notLike: Object.values(LIKE) } : { like: LIKE[group] };
}
