// The chart of accounts: the code, name, normal side and floor of every account the product posts to. A code is natural:
// it names whom and what, so that `borrower:<id>:loan:%` finds all of a loan.
import { invariant } from "./balanced";

export type AccountSpec = {
  code: string;
  name: string;
  normalSide: "debit" | "credit";
  /** Dollars below which our own postings may not take what is available; null: no floor. */
  minAvailable: string | null;
  /** The category whose roll-up counts it. */
  category: string;
};

export const CASH = "cash";
export const REVENUE = "revenue:interest";
export const FEE_REVENUE = "revenue:fees";
export const CHARGE_OFF_LOSS = "loss:charge-off";

/** @example investorPrincipal("inv_1", "ivm_1") // "investor:inv_1:investment:ivm_1:principal" */
export function investorPrincipal(investorId: string, investmentId: string): string {
  return `investor:${part(investorId)}:investment:${part(investmentId)}:principal`;
}

/** @example investorInterest("inv_1", "ivm_1") // "investor:inv_1:investment:ivm_1:interest" */
export function investorInterest(investorId: string, investmentId: string): string {
  return `investor:${part(investorId)}:investment:${part(investmentId)}:interest`;
}

/** @example borrowerPrincipal("brw_1", "loan_1") // "borrower:brw_1:loan:loan_1:principal" */
export function borrowerPrincipal(borrowerId: string, loanId: string): string {
  return `borrower:${part(borrowerId)}:loan:${part(loanId)}:principal`;
}

/** @example borrowerInterest("brw_1", "loan_1") // "borrower:brw_1:loan:loan_1:interest" */
export function borrowerInterest(borrowerId: string, loanId: string): string {
  return `borrower:${part(borrowerId)}:loan:${part(loanId)}:interest`;
}

/** What to open, by whom it is for. Opening is idempotent, so a verb may ask for its accounts each time. */
export const accountSpecs = {
  /**
   * The accounts that exist once; the migrations open them. Cash has a floor of zero: nobody is paid with money that is
   * not there. Interest revenue has none: it runs to a debit balance while the spread is negative.
   */
  house: (): AccountSpec[] => [
    { code: CASH, name: "Cash", normalSide: "debit", minAvailable: "0.00", category: "assets:cash" },
    {
      code: REVENUE,
      name: "Interest revenue",
      normalSide: "credit",
      minAvailable: null,
      category: "equity:revenue",
    },
    {
      code: FEE_REVENUE,
      name: "Fee revenue",
      normalSide: "credit",
      minAvailable: null,
      category: "equity:revenue",
    },
    {
      code: CHARGE_OFF_LOSS,
      name: "Charge-off loss",
      normalSide: "debit",
      minAvailable: null,
      category: "equity:losses",
    },
  ],

  /**
   * The two accounts of an investment: what we owe its investor. No floor: a payout is bounded by the balances it
   * empties, and a returned deposit must always be recordable.
   */
  investment: ({ investorId, investmentId }: { investorId: string; investmentId: string }): AccountSpec[] => [
    {
      code: investorPrincipal(investorId, investmentId),
      name: "Investor principal",
      normalSide: "credit",
      minAvailable: null,
      category: "liabilities:investments:principal",
    },
    {
      code: investorInterest(investorId, investmentId),
      name: "Investor interest",
      normalSide: "credit",
      minAvailable: null,
      category: "liabilities:investments:interest",
    },
  ],

  /** The two accounts of a loan: what its borrower owes us. */
  loan: ({ borrowerId, loanId }: { borrowerId: string; loanId: string }): AccountSpec[] => [
    {
      code: borrowerPrincipal(borrowerId, loanId),
      name: "Borrower principal",
      normalSide: "debit",
      minAvailable: null,
      category: "assets:loans:principal",
    },
    {
      code: borrowerInterest(borrowerId, loanId),
      name: "Borrower interest",
      normalSide: "debit",
      minAvailable: null,
      category: "assets:loans:interest",
    },
  ],
};

function part(id: string): string {
  invariant(/^[A-Za-z0-9_-]+$/.test(id), `"${id}" cannot be part of an account code`);
  return id;
}
