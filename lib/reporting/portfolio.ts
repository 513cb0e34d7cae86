// Portfolio at risk, roll rates and vintages, from the facts of each loan.
import { addMonths, compare, fromParts, dateParts, monthEnd, type IsoDate } from "@/lib/calendar/dates";
import { groupBy } from "@/lib/group-by";
import { d, roundCents, sum, toMoney, ZERO, type Decimal } from "@/lib/money/money";
import { BUCKETS, bucketOf, type BucketName } from "./buckets";
import { inSnapshot } from "@/lib/read-replica";
import { loanFacts, type LoanFacts } from "./loan-facts";

/** Which loans a report is about; absent: all. */
export type LoanFilter = {
  borrowerKind?: LoanFacts["borrowerKind"] | undefined;
  /** Its letter, without the number. */
  grade?: string | undefined;
};

async function allFacts(asOf: IsoDate, { borrowerKind, grade }: LoanFilter): Promise<LoanFacts[]> {
  const all = await inSnapshot(async (tx) => {
    const read: LoanFacts[] = [];
    for await (const some of loanFacts(tx, asOf)) read.push(...some);
    return read;
  });
  return all.filter(
    (loan) =>
      (!borrowerKind || loan.borrowerKind === borrowerKind) && (!grade || loan.grade?.startsWith(grade)),
  );
}

/** A share in percent with two decimals; "0.00" of nothing. */
function percent(part: Decimal, whole: Decimal): string {
  return whole.isZero() ? "0.00" : toMoney(roundCents(part.times(100).div(whole)));
}

export type ParRow = { measure: string; loans: number; outstanding: string; share: string };

/**
 * Portfolio at risk: the outstanding principal of active loans more than n days past due, as a share of that of all active loans.
 *
 * @returns PAR 0, 30, 60 and 90, and each bucket; shares in percent
 *
 * @example ten loans of 1,000.00, one 31 and one 95 days past due: PAR30 20.00, PAR90 10.00
 */
export async function portfolioAtRisk(asOf: IsoDate, filter: LoanFilter = {}): Promise<ParRow[]> {
  return parOf((await allFacts(asOf, filter)).filter(isActive));
}

const isActive = ({ status }: Pick<LoanFacts, "status">) => status === "ACTIVE";

/** The loans behind a row of the portfolio at risk. @param measure as in the row: "PAR30", "31-60", "all active" */
export async function loansAtRisk(
  asOf: IsoDate,
  measure: string,
  filter: LoanFilter = {},
): Promise<LoanFacts[]> {
  const active = (await allFacts(asOf, filter)).filter(isActive);
  const days = /^PAR(\d+)$/.exec(measure)?.[1];
  if (days !== undefined) return active.filter(({ daysPastDue }) => daysPastDue > Number(days));
  return measure === "all active"
    ? active
    : active.filter(({ daysPastDue }) => bucketOf(daysPastDue) === measure);
}

type Late = { balance: string; daysPastDue: number };

export function parOf(active: readonly Late[]): ParRow[] {
  const outstanding = (loans: readonly Late[]) => sum(loans.map(({ balance }) => d(balance)));
  const whole = outstanding(active);
  const row = (measure: string, loans: readonly Late[]): ParRow => ({
    measure,
    loans: loans.length,
    outstanding: toMoney(outstanding(loans)),
    share: percent(outstanding(loans), whole),
  });
  return [
    ...BUCKETS.map(({ name }) =>
      row(
        name,
        active.filter(({ daysPastDue }) => bucketOf(daysPastDue) === name),
      ),
    ),
    ...[0, 30, 60, 90].map((days) =>
      row(
        `PAR${days}`,
        active.filter(({ daysPastDue }) => daysPastDue > days),
      ),
    ),
    row("all active", active),
  ];
}

export type RollRow = {
  from: BucketName;
  to: BucketName | "paid off" | "charged off";
  loans: number;
  amount: string; // principal at the first date
  share: string; // percent of the row's amount
};

/** The end of the month before the one that a date is in. */
export function monthEndBefore(date: IsoDate): IsoDate {
  return monthEnd(addMonths(fromParts({ ...dateParts(date), day: 1 }), -1));
}

/** Where the active loans of the end of the month before are on a date, by bucket; the shares of each row add up to 100 percent. */
export async function rollRates(asOf: IsoDate, filter: LoanFilter = {}): Promise<RollRow[]> {
  return rollsOf(await movesOf(asOf, filter));
}

/** The loans behind a row of the roll rates, as they are on the date. */
export async function loansThatRolled(
  asOf: IsoDate,
  row: { from: string; to: string },
  filter: LoanFilter = {},
): Promise<LoanFacts[]> {
  const moves = await movesOf(asOf, filter);
  return moves.filter(({ from, to }) => from === row.from && to === row.to).map(({ loan }) => loan);
}

async function movesOf(asOf: IsoDate, filter: LoanFilter) {
  const [before, now] = [await allFacts(monthEndBefore(asOf), filter), await allFacts(asOf, filter)];
  const nowOf = new Map(now.map((loan) => [loan.id, loan]));
  return before.filter(isActive).map((loan) => ({
    from: bucketOf(loan.daysPastDue),
    to: placeOf(nowOf.get(loan.id)),
    balance: loan.balance,
    loan: nowOf.get(loan.id) ?? loan,
  }));
}

function placeOf(loan: LoanFacts | undefined): RollRow["to"] {
  if (loan?.status === "CHARGED_OFF") return "charged off";
  return loan?.status === "ACTIVE" ? bucketOf(loan.daysPastDue) : "paid off";
}

const PLACES: readonly RollRow["to"][] = [...BUCKETS.map(({ name }) => name), "paid off", "charged off"];

export function rollsOf(
  moves: readonly { from: BucketName; to: RollRow["to"]; balance: string }[],
): RollRow[] {
  return BUCKETS.flatMap(({ name: from }) => {
    const row = moves.filter((move) => move.from === from);
    const whole = sum(row.map(({ balance }) => d(balance)));
    const cells = PLACES.map((to) => row.filter((move) => move.to === to)).map((loans, at) => ({
      to: PLACES[at]!,
      loans: loans.length,
      amount: sum(loans.map(({ balance }) => d(balance))),
    }));
    const shares = toHundred(
      cells.map(({ amount }) => amount),
      whole,
    );
    return cells.map(({ to, loans, amount }, at) => ({
      from,
      to,
      loans,
      amount: toMoney(amount),
      share: shares[at]!,
    }));
  });
}

/** Percentages that add up to 100.00: each is the difference of two rounded running totals. */
function toHundred(amounts: readonly Decimal[], whole: Decimal): string[] {
  let running = ZERO;
  return amounts.map((amount) => {
    const before = percent(running, whole);
    running = running.plus(amount);
    return toMoney(d(percent(running, whole)).minus(d(before)));
  });
}

export type VintageRow = {
  cohort: string; // month of disbursement
  loans: number;
  original: string;
  monthOnBook: number;
  netLoss: string; // charged-off principal to the end of that month on book
  lossRate: string; // percent of the original amount
  lateRate: string | null; // 31 days or more, now, percent of the original amount; in the last month alone
};

/** Cohorts by month of disbursement: cumulative charge-offs by month on book, as they are known now. */
export async function vintages(asOf: IsoDate, filter: LoanFilter = {}): Promise<VintageRow[]> {
  const cohorts = groupBy(await allFacts(asOf, filter), ({ disbursedOn }) => disbursedOn.slice(0, 7));
  return [...cohorts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([cohort, loans]) => vintageOf(cohort, loans, asOf));
}

/** The loans of a cohort, by its month of disbursement. */
export async function loansOfCohort(
  asOf: IsoDate,
  cohort: string,
  filter: LoanFilter = {},
): Promise<LoanFacts[]> {
  return (await allFacts(asOf, filter)).filter(({ disbursedOn }) => disbursedOn.startsWith(cohort));
}

type Member = Pick<
  LoanFacts,
  "principal" | "chargedOffOn" | "chargedOff" | "daysPastDue" | "status" | "balance"
>;

export function vintageOf(cohort: string, loans: readonly Member[], asOf: IsoDate): VintageRow[] {
  const original = sum(loans.map(({ principal }) => d(principal)));
  const first = `${cohort}-01`;
  const rows: VintageRow[] = [];
  for (let month = 0; compare(addMonths(first, month), asOf) <= 0; month++) {
    const end = monthEnd(addMonths(first, month));
    const lost = sum(
      loans.flatMap(({ chargedOffOn, chargedOff }) =>
        chargedOffOn && compare(chargedOffOn, end) <= 0 ? [d(chargedOff)] : [],
      ),
    );
    rows.push({
      cohort,
      loans: loans.length,
      original: toMoney(original),
      monthOnBook: month,
      netLoss: toMoney(lost),
      lossRate: percent(lost, original),
      lateRate: null,
    });
  }
  const late = loans.filter(({ status, daysPastDue }) => status === "ACTIVE" && daysPastDue > 30);
  const last = rows.at(-1);
  if (last) last.lateRate = percent(sum(late.map(({ balance }) => d(balance))), original);
  return rows;
}
