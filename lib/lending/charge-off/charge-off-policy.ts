// When a loan is charged off, and how much of it then. Pure.
import { addDays, formatDate, type IsoDate } from "@/lib/calendar/dates";
import { DomainError } from "@/lib/errors";
import type { Parts } from "@/lib/money/parts";
import type { LoanStatus } from "@/prisma/generated/enums";
import { loanState } from "@/lib/lending/terms/loan-state";
import type { Position } from "@/lib/lending/terms/repayment-plan";

/**
 * A closed-end retail loan counts as lost from this many days past due on: the Uniform Retail Credit Classification and
 * Account Management Policy of the US bank supervisors (65 FR 36903), and what lenders do (`lending.md`, section 1).
 */
export const CHARGE_OFF_FROM_DAYS = 120;

/** Dollars that are charged off, to the cent what both accounts of the loan hold. */
export type ChargeOffAmounts = { parts: Parts; daysPastDue: number };

/**
 * What a charge-off of a loan would write off today.
 *
 * @param booked       the loan as the books have it
 * @param pendingCount payments that are under way
 * @throws DomainError "wrong-state" when the loan is not running, a payment is under way or it is not late enough
 *
 * @example decideChargeOff({ status: "ACTIVE", booked: artWhoNeverPaid, pendingCount: 0, asOf: "2026-06-01" })
 *   // principal 5,000.00, interest 250.00, 120 days past due
 */
export function decideChargeOff({
  status,
  booked,
  pendingCount,
  asOf,
}: {
  status: LoanStatus;
  booked: Position;
  pendingCount: number;
  asOf: IsoDate;
}): ChargeOffAmounts {
  if (status !== "ACTIVE") throw new DomainError("wrong-state", NOT_RUNNING[status] ?? NEVER_PAID_OUT);
  if (pendingCount > 0) {
    const sentence =
      "A payment on this loan is pending. The loan can be charged off after the payment clears or fails.";
    throw new DomainError("wrong-state", sentence);
  }
  const { daysPastDue } = loanState({ ...booked, asOf });
  if (daysPastDue < CHARGE_OFF_FROM_DAYS)
    throw new DomainError("wrong-state", tooEarly({ daysPastDue, asOf }));
  return { parts: booked.owed, daysPastDue };
}

const NEVER_PAID_OUT = "This loan was not disbursed, so there is nothing to charge off.";
const NOT_RUNNING: Partial<Record<LoanStatus, string>> = {
  CHARGED_OFF: "This loan is already charged off.",
  CLOSED: "This loan is paid off, so there is nothing to charge off.",
};

function tooEarly({ daysPastDue, asOf }: { daysPastDue: number; asOf: IsoDate }): string {
  const rule = `A loan can be charged off once it is ${CHARGE_OFF_FROM_DAYS} days past due.`;
  if (daysPastDue === 0) return `${rule} This loan has nothing past due.`;
  const earliest = formatDate(addDays(asOf, CHARGE_OFF_FROM_DAYS - daysPastDue));
  const days = daysPastDue === 1 ? "1 day" : `${daysPastDue} days`;
  return `${rule} This loan is ${days} past due and can be charged off on ${earliest} at the earliest.`;
}
