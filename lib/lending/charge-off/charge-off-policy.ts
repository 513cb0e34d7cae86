// When a loan is charged off, and how much of it then. Pure.
import type { IsoDate } from "@/lib/calendar/dates";
import { DomainError } from "@/lib/errors";
import type { Parts } from "@/lib/money/parts";
import type { LoanStatus } from "@/prisma/generated/enums";
import { chargeOffRefusal } from "@/lib/lending/servicing/charge-off-rule";
import { loanState } from "@/lib/lending/terms/loan-state";
import type { Position } from "@/lib/lending/terms/repayment-plan";

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
  const tooEarly = chargeOffRefusal(daysPastDue, asOf);
  if (tooEarly) throw new DomainError("wrong-state", tooEarly);
  return { parts: booked.owed, daysPastDue };
}

const NEVER_PAID_OUT = "This loan was not disbursed, so there is nothing to charge off.";
const NOT_RUNNING: Partial<Record<LoanStatus, string>> = {
  CHARGED_OFF: "This loan is already charged off.",
  CLOSED: "This loan is paid off, so there is nothing to charge off.",
};
