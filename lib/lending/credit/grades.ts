// Our demo policy's sub-grades and the yearly rate of each.
import { invariant } from "@/lib/errors";

/** Percent per year for A1 to G5: five sub-grades a line. */
const RATES = [
  "6.00 6.60 7.20 7.85 8.50",
  "9.20 9.90 10.60 11.30 12.00",
  "12.65 13.30 13.95 14.60 15.25",
  "15.90 16.55 17.20 17.85 18.50",
  "19.25 20.00 20.75 21.50 22.25",
  "23.00 23.60 24.20 24.80 25.40",
  "26.00 26.40 26.80 27.20 27.60",
]
  .join(" ")
  .split(" ");

const SUB_GRADES = 35;
/** D5: worse ones are not offered a loan. */
export const LAST_OFFERED = 20;

/**
 * The sub-grade that a number of risk points gives: min(35, 1 + points).
 *
 * @example subGrade(9) // 10, which is B5
 */
export function subGrade(points: number): number {
  invariant(Number.isInteger(points) && points >= 0, "risk points are a whole number of 0 or more");
  return Math.min(SUB_GRADES, 1 + points);
}

/** @example gradeName(10) // "B5" */
export function gradeName(grade: number): string {
  return `${"ABCDEFG"[Math.floor((grade - 1) / 5)]}${((grade - 1) % 5) + 1}`;
}

/** Percent per year of a sub-grade. @example gradePercent(10) // "12.00" */
export function gradePercent(grade: number): string {
  const percent = RATES[grade - 1];
  invariant(percent !== undefined, `there is a sub-grade ${grade}`);
  return percent;
}
