// The schedule in force after principal was paid ahead: the same installments, fewer of them. Always made again from the
// terms and the extra payments that still stand, so that taking one away gives the schedule that was before it.
import { remainingSchedule } from "@/lib/amortization/schedule";
import { daysBetween, type IsoDate } from "@/lib/calendar/dates";
import { Decimal, sum, ZERO } from "@/lib/money/money";
import type { Row } from "./loan-state";
import { scheduleRequest, type LoanTerms } from "./loan-terms";

/** Principal paid ahead: dollars, counted after the installment `after` (0: before the first). */
export type ExtraPayment = { after: number; amount: Decimal };

/**
 * The installments of a loan, given the principal paid ahead.
 *
 * @param terms       as agreed
 * @param disbursedOn interest began on this day
 * @param extras      those that stand, in any order
 * @param accrued     interest already charged by installment number, dollars: a period that was charged stays as it was
 *   charged, whatever comes to light later
 * @returns rows until the principal is repaid; their principal sums to the loan less the extras
 *
 * @example remakeSchedule({ terms: arts, disbursedOn: "2026-01-01", extras: [], accrued: new Map() }).length // 12
 */
export function remakeSchedule({
  terms,
  disbursedOn,
  extras,
  accrued,
}: {
  terms: LoanTerms;
  disbursedOn: IsoDate;
  extras: ExtraPayment[];
  accrued: ReadonlyMap<number, Decimal>;
}): Row[] {
  const request = scheduleRequest(terms, disbursedOn);
  const paidAhead = (after: number) =>
    sum(extras.filter((extra) => extra.after === after).map(({ amount }) => amount));
  const rows: Row[] = [];
  let balance = lessened(terms.principal, paidAhead(0));
  while (balance.gt(0) && rows.length < terms.termMonths) {
    const fromNumber = rows.length + 1;
    const charged = accrued.get(fromNumber);
    const segment = remainingSchedule({
      request,
      outstandingPrincipal: balance,
      fromNumber,
      ...(charged ? { firstInterest: charged } : {}),
    }).rows;
    for (const row of segment) {
      const isCharged = accrued.get(row.number);
      if (row.number > fromNumber && isCharged && !isCharged.equals(row.interest)) break;
      rows.push(row);
      balance = row.balance;
      const extra = paidAhead(row.number);
      if (extra.isZero()) continue;
      balance = lessened(balance, extra);
      break;
    }
  }
  // On an interest-only loan that was nearly repaid ahead, a period's interest may round to nothing: then nothing falls due.
  return rows.filter(({ payment }) => !payment.isZero());
}

/**
 * The schedule of a loan that is closed before its last installment: what was charged stays, and one last row on the day
 * of closing takes what was left.
 *
 * @param rows     the schedule in force
 * @param accrued  numbers of the installments whose interest was charged by the run
 * @param closedOn the business date
 * @param interest dollars charged at the closing
 *
 * @example closeSchedule({ rows, accrued: new Set([1]), closedOn: "2026-02-15", interest: d("25"), disbursedOn }).length // 2
 */
export function closeSchedule({
  rows,
  accrued,
  closedOn,
  interest,
  disbursedOn,
}: {
  rows: Row[];
  accrued: ReadonlySet<number>;
  closedOn: IsoDate;
  interest: Decimal;
  disbursedOn: IsoDate;
}): Row[] {
  const charged = rows.filter((row) => accrued.has(row.number));
  const principal = sum(rows.map((row) => row.principal)).minus(sum(charged.map((row) => row.principal)));
  const payment = principal.plus(interest);
  if (payment.isZero()) return charged;
  const before = charged.at(-1);
  const days = Math.max(0, daysBetween(before?.dueOn ?? disbursedOn, closedOn));
  return [
    ...charged,
    { number: (before?.number ?? 0) + 1, dueOn: closedOn, days, payment, principal, interest, balance: ZERO },
  ];
}

/**
 * A schedule made again, with what was charged beyond it: the days up to a payoff stay charged when an earlier payment comes
 * back and opens the loan again, and no installment is left that they belong to.
 *
 * @param before  the schedule that was in force
 * @param accrued interest charged by installment number, dollars
 *
 * @example withCharged([row1], { before: [row1, closing], accrued }) // row1, and the closing's row with its interest alone
 */
export function withCharged(
  rows: Row[],
  { before, accrued }: { before: Row[]; accrued: ReadonlyMap<number, Decimal> },
): Row[] {
  const last = rows.at(-1)?.number ?? 0;
  const beyond = before.flatMap((row): Row[] => {
    const interest = accrued.get(row.number);
    if (row.number <= last || !interest) return [];
    return [{ ...row, payment: interest, principal: ZERO, interest, balance: ZERO }];
  });
  return [...rows, ...beyond];
}

/** Whether two schedules ask for the same. */
export function isSameSchedule(a: Row[], b: Row[]): boolean {
  const words = (rows: Row[]) =>
    rows
      .map((row) => {
        const amounts = [row.principal, row.interest, row.periodInterest ?? row.interest];
        return [row.number, row.dueOn, ...amounts.map((amount) => amount.toFixed(2))].join(" ");
      })
      .join("\n");
  return words(a) === words(b);
}

function lessened(balance: Decimal, extra: Decimal): Decimal {
  return Decimal.max(ZERO, balance.minus(extra));
}
