// Which loans a report is about, as its address says.
import type { LoanFilter } from "@/lib/reporting/portfolio";

const KINDS = ["PERSON", "BUSINESS"] as const;
/** Grades without their numbers. */
export const GRADES = ["A", "B", "C", "D", "E", "F", "G"] as const;

/** The filters in an address; one that nobody offers counts as not set. */
export function readLoanFilter(given: Record<string, string | string[] | undefined>): LoanFilter {
  const borrowerKind = KINDS.find((kind) => kind === given.borrower);
  const grade = GRADES.find((name) => name === given.grade);
  return { borrowerKind, grade };
}

/** The same as it goes into an address. */
export function loanFilterQuery({ borrowerKind, grade }: LoanFilter): string {
  return `${borrowerKind ? `&borrower=${borrowerKind}` : ""}${grade ? `&grade=${encodeURIComponent(grade)}` : ""}`;
}
