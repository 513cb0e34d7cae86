// The loan tape: one row per loan, in an order of columns that does not change within a version.
import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { sumByPattern } from "@/lib/ledger/queries";
import { d, sum, toMoney, ZERO } from "@/lib/money/money";
import { inSnapshot } from "@/lib/read-replica";
import { PATTERNS } from "@/lib/transaction-types/account-codes";
import { bucketOf } from "./buckets";
import { loanFacts, type LoanFacts } from "./loan-facts";

const LOAN_TAPE_VERSION = 1;

type Cell = string | number | null;

const COLUMNS: Readonly<Record<string, (loan: LoanFacts) => Cell>> = {
  loan_number: ({ number }) => number,
  borrower_kind: ({ borrowerKind }) => borrowerKind.toLowerCase(),
  orig_date: ({ disbursedOn }) => disbursedOn,
  first_due: ({ firstDueOn }) => firstDueOn,
  maturity: ({ maturesOn }) => maturesOn,
  term: ({ termMonths }) => termMonths,
  method: ({ method }) => method.toLowerCase(),
  day_count: ({ dayCount }) => dayCount,
  grade: ({ grade }) => grade,
  score_at_orig: ({ score }) => score,
  purpose: ({ purpose }) => purpose,
  orig_amount: ({ principal }) => principal,
  fee: ({ originationFee }) => originationFee,
  note_rate: ({ annualRate }) => annualRate,
  apr: ({ apr }) => apr,
  status: ({ status }) => status.toLowerCase(),
  balance: ({ balance }) => balance,
  interest_due: ({ interestDue }) => interestDue,
  next_due: ({ nextDueOn }) => nextDueOn,
  next_amount: ({ nextDue }) => nextDue,
  dpd: ({ daysPastDue }) => daysPastDue,
  bucket: ({ status, daysPastDue }) => (status === "ACTIVE" ? bucketOf(daysPastDue) : null),
  last_payment_on: ({ lastPaymentOn }) => lastPaymentOn,
  last_payment_amount: ({ lastPayment }) => lastPayment,
  paid_principal_itd: ({ paidPrincipal }) => paidPrincipal,
  paid_interest_itd: ({ paidInterest }) => paidInterest,
  chargeoff_date: ({ chargedOffOn }) => chargedOffOn,
  chargeoff_amount: ({ chargedOffOn, chargedOff }) => (chargedOffOn ? chargedOff : null),
};

export const LOAN_TAPE_COLUMNS: readonly string[] = Object.keys(COLUMNS);

/** @example loanTapeFile("2026-06-30") // "loan-tape-v1-2026-06-30" */
export function loanTapeFile(asOf: IsoDate): string {
  return `loan-tape-v${LOAN_TAPE_VERSION}-${asOf}`;
}

export type TapeRow = Readonly<Record<string, Cell>>;

/**
 * The tape of a date, a batch of rows at a time, from one snapshot of the database: what is posted while it is written does not tear it.
 *
 * @throws DomainError "wrong-state" before the first row, when the balances do not add up to the ledger's to the cent; later, when a
 *   standby that was read from ended the reading
 */
export async function writeLoanTape(
  asOf: IsoDate,
  write: (rows: TapeRow[]) => Promise<void> | void,
): Promise<{ loans: number; balance: string }> {
  let isBegun = false;
  return inSnapshot(async (tx) => {
    if (isBegun)
      throw new DomainError(
        "wrong-state",
        "The standby ended the reading before the loan tape was whole. Ask for it again.",
      );
    const { loans, balance } = await totalOf(tx, asOf);
    await refuseDifference(tx, asOf, balance);
    isBegun = true;
    for await (const facts of loanFacts(tx, asOf)) await write(facts.map(rowOf));
    return { loans, balance };
  });
}

async function totalOf(tx: Tx, asOf: IsoDate): Promise<{ loans: number; balance: string }> {
  let loans = 0;
  let balance = ZERO;
  for await (const facts of loanFacts(tx, asOf)) {
    loans += facts.length;
    balance = balance.plus(sum(facts.map((loan) => d(loan.balance))));
  }
  return { loans, balance: toMoney(balance) };
}

async function refuseDifference(tx: Tx, asOf: IsoDate, balance: string): Promise<void> {
  const { posted } = await sumByPattern(PATTERNS.borrowerPrincipal, { asOf }, tx);
  if (posted === balance) return;
  throw new DomainError(
    "wrong-state",
    `The loan tape is not published: its balances add up to ${balance}, and the ledger's loan principal on ${asOf} is ${posted}.`,
  );
}

function rowOf(loan: LoanFacts): TapeRow {
  return Object.fromEntries(Object.entries(COLUMNS).map(([name, cell]) => [name, cell(loan)]));
}
