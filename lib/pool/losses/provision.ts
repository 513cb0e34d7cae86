import { d, Decimal, roundCents } from "@/lib/money/money";

export const MONTHS_OF_A_YEAR = 12;
export const LOSS_GRADES = ["A", "B", "C", "D"] as const;
export type LossGrade = (typeof LOSS_GRADES)[number];

/** Loss expected of a loan that is current, as a fraction per year. */
export const YEARLY_LOSS: Record<LossGrade, string> = { A: "0.015", B: "0.03", C: "0.05", D: "0.08" };

/** Loss expected of a loan that is past due, from so many days on; the last that fits counts. */
export const PAST_DUE_LOSS = [
  [1, "0.10"],
  [31, "0.30"],
  [61, "0.55"],
  [91, "0.80"],
  [120, "1.00"],
] as const;

/**
 * The allowance that a loan needs today.
 *
 * @param outstanding dollars of principal
 * @param grade       counts only while the loan is current
 * @param monthsLeft  whole months to the last due date, 0 or more
 * @param daysPastDue whole days, 0 when current
 * @returns dollars to the cent, never above what is outstanding
 *
 * current: R(outstanding · yearly loss of the grade · min(1, months left / 12))
 * past due: R(outstanding · factor of the bucket)
 * Source: ours, until roll rates of 12 months are measured: A 1.5%, B 3%, C 5%, D 8% per year; 1-30 days 10%, 31-60 30%,
 * 61-90 55%, 91-119 80%, from 120 days 100%.
 *
 * @example provision({ outstanding: d("4583.33"), grade: "B", monthsLeft: 11, daysPastDue: 0 }).toFixed(2) // "126.04"
 */
export function provision({
  outstanding,
  grade,
  monthsLeft,
  daysPastDue,
}: {
  outstanding: Decimal;
  grade: LossGrade;
  monthsLeft: number;
  daysPastDue: number;
}): Decimal {
  const bucket = PAST_DUE_LOSS.findLast(([from]) => daysPastDue >= from);
  if (bucket) return roundCents(outstanding.times(bucket[1]));
  const months = Decimal.min(MONTHS_OF_A_YEAR, monthsLeft);
  return roundCents(outstanding.times(d(YEARLY_LOSS[grade])).times(months).div(MONTHS_OF_A_YEAR));
}
