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
export const LATE_FEE_REVENUE = "revenue:late-fees";
export const EARLY_WITHDRAWAL_REVENUE = "revenue:early-withdrawal";
/** Of a day; each night's run takes it from the allowance. */
export const CHARGE_OFF_LOSS = "loss:charge-off";
/** Set aside for losses: lessens the loans. */
export const ALLOWANCE = "allowance:loans";
export const PROVISION_EXPENSE = "expense:provision";
/** Our own money that bears losses before investors do. */
export const FIRST_LOSS = "equity:first-loss";
/** Money in cash that nobody knows the owner of yet, and money that left it for a reason that nobody knows yet. */
export const SUSPENSE_RECEIPTS = "suspense:receipts";
export const SUSPENSE_PAYMENTS = "suspense:payments";
export const BANK_FEES = "expense:bank-fees";
export const BANK_INTEREST = "income:bank-interest";
/** Income tax that was withheld from payouts and is owed to the IRS. */
export const WITHHOLDING = "withholding:federal";
/** The other side of holds on cash for money that can still be sent back. Nothing is ever posted on it. */
export const FINALITY_HOLDS = "holds:finality";
/** Differences with the bank of at most a dollar, written off. */
export const RECON_DIFFERENCE = "expense:recon-difference";

type Part = "principal" | "interest";

const ofInvestment = (investor: string, investment: string, of: Part) =>
  `investor:${investor}:investment:${investment}:${of}`;
type LoanPart = Part | "fees" | "credit";
const ofLoan = (borrower: string, loan: string, of: LoanPart) => `borrower:${borrower}:loan:${loan}:${of}`;

/** @example investorPrincipal("inv_1", "ivm_1") // "investor:inv_1:investment:ivm_1:principal" */
export function investorPrincipal(investorId: string, investmentId: string): string {
  return ofInvestment(id(investorId), id(investmentId), "principal");
}

/** @example investorInterest("inv_1", "ivm_1") // "investor:inv_1:investment:ivm_1:interest" */
export function investorInterest(investorId: string, investmentId: string): string {
  return ofInvestment(id(investorId), id(investmentId), "interest");
}

/** @example borrowerPrincipal("brw_1", "loan_1") // "borrower:brw_1:loan:loan_1:principal" */
export function borrowerPrincipal(borrowerId: string, loanId: string): string {
  return ofLoan(id(borrowerId), id(loanId), "principal");
}

/** @example borrowerInterest("brw_1", "loan_1") // "borrower:brw_1:loan:loan_1:interest" */
export function borrowerInterest(borrowerId: string, loanId: string): string {
  return ofLoan(id(borrowerId), id(loanId), "interest");
}

/** Opened with the first fee. @example borrowerFees("brw_1", "loan_1") // "borrower:brw_1:loan:loan_1:fees" */
export function borrowerFees(borrowerId: string, loanId: string): string {
  return ofLoan(id(borrowerId), id(loanId), "fees");
}

/** What we owe the borrower; opened when we first do. @example borrowerCredit("brw_1", "loan_1") // "borrower:brw_1:loan:loan_1:credit" */
export function borrowerCredit(borrowerId: string, loanId: string): string {
  return ofLoan(id(borrowerId), id(loanId), "credit");
}

const ANY = "%";

/** Patterns of the codes that a roll-up adds up; "%" is any text. */
export const PATTERNS = {
  borrowerPrincipal: ofLoan(ANY, ANY, "principal"), // all that is lent out
  borrowerInterest: ofLoan(ANY, ANY, "interest"),
  investorPrincipal: ofInvestment(ANY, ANY, "principal"),
  investorInterest: ofInvestment(ANY, ANY, "interest"),
} as const;

/** The same for one investor. @example investorPattern("inv_1", "interest") // "investor:inv_1:investment:%:interest" */
export function investorPattern(investorId: string, of: Part): string {
  return ofInvestment(id(investorId), ANY, of);
}

/** How the codes of all accounts of a kind begin. */
export const PREFIXES = { borrowers: "borrower:", investors: "investor:", revenue: "revenue:" } as const;

/**
 * The code of a loan's account as an SQL expression, for statements over many loans.
 *
 * @param columns the columns that hold the ids: never a value from outside, since they become part of the statement
 *
 * @example loanCodeSql({ borrowerId: "l.borrower_id", loanId: "l.id" }, "principal")
 *   // "('borrower:' || l.borrower_id || ':loan:' || l.id || ':principal')"
 */
export function loanCodeSql(columns: { borrowerId: string; loanId: string }, of: LoanPart): string {
  return `('${ofLoan(put(columns.borrowerId), put(columns.loanId), of)}')`;
}

/** The same for an investment's account. @example investmentCodeSql({ investorId: "i.investor_id", investmentId: "i.id" }, "interest") */
export function investmentCodeSql(columns: { investorId: string; investmentId: string }, of: Part): string {
  return `('${ofInvestment(put(columns.investorId), put(columns.investmentId), of)}')`;
}

function put(column: string): string {
  invariant(/^[a-z]\w*\.[a-z]\w*$/.test(column), `"${column}" is a column with its table`);
  return `' || ${column} || '`;
}

/** What to open, by whom it is for. Opening is idempotent, so a verb may ask for its accounts each time. */
export const accountSpecs = {
  /**
   * The accounts that exist once; the migrations open them. Cash has a floor of zero: nobody is paid with money that is
   * not there. Interest revenue has none: it runs to a debit balance while the spread is negative.
   */
  house: (): AccountSpec[] => [
    { code: CASH, name: "Cash", normalSide: "debit", minAvailable: "0.00", category: "assets:cash" },
    ofHouse(REVENUE, "Interest revenue", "credit", "equity:revenue"),
    ofHouse(FEE_REVENUE, "Fee revenue", "credit", "equity:revenue"),
    ofHouse(LATE_FEE_REVENUE, "Late fee revenue", "credit", "equity:revenue"),
    ofHouse(EARLY_WITHDRAWAL_REVENUE, "Early withdrawal penalties", "credit", "equity:revenue"),
    ofHouse(CHARGE_OFF_LOSS, "Charge-off loss", "debit", "equity:losses"),
    ofHouse(ALLOWANCE, "Allowance for loan losses", "credit", "assets:allowance"),
    ofHouse(PROVISION_EXPENSE, "Provision for loan losses", "debit", "equity:losses"),
    ofHouse(FIRST_LOSS, "First-loss capital", "credit", "equity:first-loss"),
    ofHouse(SUSPENSE_RECEIPTS, "Unidentified receipts", "credit", "liabilities:suspense"),
    ofHouse(SUSPENSE_PAYMENTS, "Unidentified payments", "debit", "assets:suspense"),
    ofHouse(BANK_FEES, "Bank fees", "debit", "equity:bank-fees"),
    ofHouse(BANK_INTEREST, "Bank interest", "credit", "equity:bank-interest"),
    ofHouse(WITHHOLDING, "Backup withholding", "credit", "liabilities:backup-withholding"),
    ofHouse(RECON_DIFFERENCE, "Reconciliation differences", "debit", "equity:recon-differences"),
    ofHouse(FINALITY_HOLDS, "Money held until it is final", "debit", "assets:holds"),
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

  /** What a borrower owes of fees. */
  fees: ({ borrowerId, loanId }: { borrowerId: string; loanId: string }): AccountSpec[] => [
    {
      code: borrowerFees(borrowerId, loanId),
      name: "Borrower fees",
      normalSide: "debit",
      minAvailable: null,
      category: "assets:loans:fees",
    },
  ],

  /** What we owe a borrower. The floor refuses a refund of more than that. */
  credit: ({ borrowerId, loanId }: { borrowerId: string; loanId: string }): AccountSpec[] => [
    {
      code: borrowerCredit(borrowerId, loanId),
      name: "Borrower credit balance",
      normalSide: "credit",
      minAvailable: "0.00",
      category: "liabilities:borrower-credits",
    },
  ],
};

function ofHouse(
  code: string,
  name: string,
  normalSide: AccountSpec["normalSide"],
  category: string,
): AccountSpec {
  return { code, name, normalSide, minAvailable: null, category };
}

function id(text: string): string {
  invariant(/^[A-Za-z0-9_-]+$/.test(text), `"${text}" cannot be part of an account code`);
  return text;
}
