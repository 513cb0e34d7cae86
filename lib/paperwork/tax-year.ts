// What a calendar year is for an investor's taxes: interest that was paid, original issue discount that accrued, and tax withheld.
import { dateParts, fromParts, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { groupBy } from "@/lib/group-by";
import { accountsOf } from "@/lib/investing/queries";
import { discountIn, hasDiscount } from "@/lib/investing/reportable-interest";
import { payeesOf, type Payee } from "@/lib/investing/taxes/payees";
import { listPosted, type PostedEntry } from "@/lib/ledger/queries";
import { d, sum, toMoney, ZERO, type Decimal } from "@/lib/money/money";
import { WITHHOLDING } from "@/lib/transaction-types/account-codes";

/** Interest below this is not reported: Instructions for Form 1099-INT, box 1. Dollars. */
const LEAST_REPORTED = "10";

export type TaxForm = "1099-INT" | "1099-OID";
export const TAX_FORMS = ["1099-INT", "1099-OID"] as const;

export type TaxLine = {
  form: TaxForm;
  year: number;
  userId: string;
  investorId: string;
  name: string; // of the account
  email: string;
  payee: Payee;
  /** Numbers of the investments behind it. */
  investments: number[];
  box1: string;
  /** Income tax withheld: box 4 of both forms. */
  withheld: string;
  /** Whether a form is due: $10.00 or more in box 1, or any tax withheld. */
  isReported: boolean;
};

/**
 * The lines of a tax year, a person and form at a time, for these investors. An investment of at most a year counts when its interest
 * is paid or reinvested; a longer one by its original issue discount, while the deposit was not returned. Tax withheld is what payouts
 * of the year kept back, less that of payouts that came back.
 *
 * @returns lines with an amount, by investor; those below the threshold have `isReported` false
 */
export async function taxLines(
  tx: Tx,
  { investorIds, year }: { investorIds: readonly string[]; year: number },
): Promise<TaxLine[]> {
  const [from, to] = [fromParts({ year, month: 1, day: 1 }), fromParts({ year, month: 12, day: 31 })];
  const investments = await tx.investment.findMany({
    where: {
      investorId: { in: [...investorIds] },
      startedOn: { not: null },
      status: { notIn: ["FAILED", "RETURNED"] },
    },
    include: { investor: { include: { user: { select: { id: true, name: true, email: true } } } } },
    orderBy: { number: "asc" },
  });
  const interestAccounts = investments.map((each) => accountsOf(each)[1]);
  const posted = await listPosted(tx, interestAccounts, { from, to });
  const entries = groupBy(posted, ({ account }) => account);
  const withheld = await withheldByAccount(tx, posted, { from, to });
  const payeeOf = await payeesOf(
    tx,
    investments.map(({ investor }) => investor.user.id),
  );
  const lines = new Map<string, TaxLine & { income: Decimal; tax: Decimal }>();
  for (const each of investments) {
    const account = accountsOf(each)[1];
    const income = hasDiscount(each) ? discountIn(each, year) : paidOut(entries.get(account) ?? []);
    const tax = withheld.get(account) ?? ZERO;
    if (income.isZero() && tax.isZero()) continue;
    const { user } = each.investor;
    const form = hasDiscount(each) ? "1099-OID" : "1099-INT";
    const key = `${form} ${each.investorId}`;
    const line = lines.get(key) ?? {
      ...{ form, year, userId: user.id, investorId: each.investorId, name: user.name, email: user.email },
      ...{ payee: payeeOf(user.id), investments: [], box1: "0.00", withheld: "0.00", isReported: false },
      ...{ income: ZERO, tax: ZERO },
    };
    line.investments.push(each.number);
    line.income = line.income.plus(income);
    line.tax = line.tax.plus(tax);
    lines.set(key, line);
  }
  return [...lines.values()].map(({ income, tax, ...line }) => ({
    ...line,
    box1: toMoney(income),
    withheld: toMoney(tax),
    isReported: income.gte(LEAST_REPORTED) || tax.gt(ZERO),
  }));
}

/** Tax withheld in the transactions that moved these interest accounts, by account. */
async function withheldByAccount(
  tx: Tx,
  posted: readonly PostedEntry[],
  range: { from: IsoDate; to: IsoDate },
): Promise<ReadonlyMap<string, Decimal>> {
  const accountOf = new Map(posted.map(({ transactionId, account }) => [transactionId, account]));
  const amounts = new Map<string, Decimal>();
  for (const { transactionId, side, amount } of await listPosted(tx, [WITHHOLDING], range)) {
    const account = accountOf.get(transactionId);
    if (!account) continue;
    const signed = side === "credit" ? d(amount) : d(amount).negated();
    amounts.set(account, (amounts.get(account) ?? ZERO).plus(signed));
  }
  return amounts;
}

/** Interest that leaves an account for its investor: in a payout, or into the investment that follows. */
const PAID = ["investor-withdrawal", "investor-rollover"];

/** Interest that was paid out or reinvested, less what was taken back. */
function paidOut(entries: readonly PostedEntry[]): Decimal {
  return sum(
    entries
      .filter(({ eventType, undoes }) => PAID.includes(eventType) || PAID.includes(undoes ?? ""))
      .map(({ side, amount }) => (side === "debit" ? d(amount) : d(amount).negated())),
  );
}

/** The tax year to report on a date, which is the one before, on the day in January when statements are issued; else null. */
export function taxYearToReport(on: IsoDate, isFirstBankingDay: boolean): number | null {
  return isFirstBankingDay && on.slice(5, 7) === "01" ? dateParts(on).year - 1 : null;
}
