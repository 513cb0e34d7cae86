// What a calendar year is for an investor's taxes: interest that was paid, and original issue discount that accrued.
import { fromDbDate, fromParts, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import type { DocumentRequest } from "@/lib/documents/issued/issue";
import { groupBy } from "@/lib/group-by";
import { accountsOf } from "@/lib/investing/queries";
import { discountOfYear } from "@/lib/investing/original-issue-discount";
import { listPosted, type PostedEntry } from "@/lib/ledger/queries";
import { d, sum, toMoney, ZERO, type Decimal } from "@/lib/money/money";

/** Interest below this is not reported: Instructions for Form 1099-INT, box 1. Dollars. */
const LEAST_REPORTED = "10";
const MONTHS_OF_A_YEAR = 12;
const keyOf = (form: string, year: number, investorId: string) =>
  `tax-statement:${form}:${year}:${investorId}`;

export type TaxLine = {
  form: "1099-INT" | "1099-OID";
  year: number;
  userId: string;
  investorId: string;
  name: string;
  email: string;
  /** Numbers of the investments behind it. */
  investments: number[];
  box1: string;
};

/**
 * The lines of a tax year, a person and form at a time, for these investors. An investment of at most a year counts when its interest
 * is paid; a longer one by its original issue discount, while the deposit was not returned.
 *
 * @returns lines of $10.00 or more, by investor
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
  const entries = groupBy(await listPosted(tx, interestAccounts, { from, to }), ({ account }) => account);
  const lines = new Map<string, TaxLine & { sum: Decimal }>();
  for (const each of investments) {
    const isLong = each.termMonths > MONTHS_OF_A_YEAR;
    const amount = isLong
      ? d(discountOfYear(termsOf(each), year))
      : paidOut(entries.get(accountsOf(each)[1]) ?? []);
    if (amount.isZero()) continue;
    const { user } = each.investor;
    const form = isLong ? "1099-OID" : "1099-INT";
    const key = keyOf(form, year, each.investorId);
    const line = lines.get(key) ?? {
      ...{ form, year, userId: user.id, investorId: each.investorId, name: user.name, email: user.email },
      investments: [],
      box1: "0.00",
      sum: ZERO,
    };
    line.investments.push(each.number);
    line.sum = line.sum.plus(amount);
    lines.set(key, line);
  }
  return [...lines.values()]
    .filter(({ sum: total }) => total.gte(LEAST_REPORTED))
    .map(({ sum: total, ...line }) => ({ ...line, box1: toMoney(total) }));
}

type Investment = {
  principal: { toFixed(digits: number): string };
  annualRate: { toString(): string };
  termMonths: number;
  startedOn: Date | null;
};

function termsOf({ principal, annualRate, termMonths, startedOn }: Investment) {
  return {
    principal: principal.toFixed(2),
    annualRate: annualRate.toString(),
    termMonths,
    startedOn: fromDbDate(startedOn!),
  };
}

/** Interest that was paid out, less payouts that came back. */
function paidOut(entries: readonly PostedEntry[]): Decimal {
  return sum(
    entries
      .filter(({ eventType, undoes }) => [eventType, undoes].includes("investor-withdrawal"))
      .map(({ side, amount }) => (side === "debit" ? d(amount) : d(amount).negated())),
  );
}

/** The recipients' copies of a tax year. */
export async function taxStatements(
  tx: Tx,
  given: { investorIds: readonly string[]; year: number },
): Promise<DocumentRequest[]> {
  return (await taxLines(tx, given)).map((line) => ({
    kind: "tax-statement",
    key: keyOf(line.form, line.year, line.investorId),
    userId: line.userId,
    subjectType: "investor",
    subjectId: line.investorId,
    title: `Form ${line.form} for ${line.year}`,
    facts: {
      form: line.form,
      year: line.year,
      recipient: { name: line.name, email: line.email, tin: null },
      accountNumbers: line.investments.map((number) => `Investment ${number}`).join(", "),
      box1: line.box1,
      penalty: "0.00",
      withheld: "0.00",
    },
    notice: {
      title: `Your tax form for ${line.year} is ready`,
      body: `Form ${line.form} is under Documents.`,
      href: "/investor/documents",
    },
  }));
}

/** The tax year to report on a date, which is the one before, on the day in January when statements are issued; else null. */
export function taxYearToReport(on: IsoDate, isFirstBankingDay: boolean): number | null {
  return isFirstBankingDay && on.slice(5, 7) === "01" ? Number(on.slice(0, 4)) - 1 : null;
}
