// What a decision about an application rests on: what the applicant stated, what the bureau reported, and what all the
// accounts of the same borrower owe us.
import { compare, dateParts, type IsoDate } from "@/lib/calendar/dates";
import { DomainError, invariant } from "@/lib/errors";
import { d } from "@/lib/money/money";
import type { LoanApplication } from "@/prisma/generated/client";
import type { Applying } from "./assess";
import { readBusiness } from "./business-answers";
import type { CreditReport } from "./credit-report";
import type { Obligations } from "./obligations";

/**
 * The facts of an application that was sent, with what its borrower owes on that day.
 *
 * @param report null for a business, about which no report is asked for
 */
export function factsOf(
  application: LoanApplication,
  { report, owed, on }: { report: CreditReport | null; owed: Obligations; on: IsoDate },
): Applying {
  const business = readBusiness(application.business);
  if (business) {
    return {
      business: {
        annualRevenue: d(business.annualRevenue),
        monthlyDebtPayments: d(business.monthlyDebtPayments),
        monthsInBusiness: monthsSince(business.formedOn, on),
        ...owed,
      },
    };
  }
  const { monthlyIncome, monthlyHousing, employedYears } = application;
  invariant(monthlyIncome && monthlyHousing && employedYears !== null, "a submitted application is complete");
  invariant(report, "a person's application has a credit report");
  return {
    applicant: { monthlyIncome: d(monthlyIncome), monthlyHousing: d(monthlyHousing), employedYears, ...owed },
    credit: report,
  };
}

/**
 * Whole months from one date to another, as a person would count them.
 *
 * @example monthsSince("2024-01-31", "2025-01-30") // 11
 */
export function monthsSince(from: IsoDate, on: IsoDate): number {
  const [start, end] = [dateParts(from), dateParts(on)];
  return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day ? 1 : 0);
}

/** @throws DomainError "invalid" (field formedOn) for a business that is not formed yet */
export function refuseFutureFormation(formedOn: IsoDate, on: IsoDate): void {
  if (compare(formedOn, on) <= 0) return;
  throw new DomainError("invalid", "Enter a date of formation that is not in the future.", "formedOn");
}
