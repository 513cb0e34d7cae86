// The standing of a loan on a day, pending payments included. Everything that shows or uses days past due uses this
// file. Pure.
import type { IsoDate } from "@/lib/calendar/dates";
import { loanState, type LoanState, type RowState, type RowStatus } from "./loan-state";
import type { Position } from "./repayment-plan";

/** `pending`: unpaid in the books, and covered by a pending payment. */
export type StandingStatus = RowStatus | "pending";

export type Standing = Omit<LoanState, "rows"> & {
  /** The schedule in force, as the books have it; `unpaid` counts posted payments only. */
  rows: (Omit<RowState, "status"> & { status: StandingStatus })[];
};

/**
 * The standing of a loan: a payment counts as made on the date on which it was initiated, unless it comes back. While it is
 * on its way, what it covers is neither due nor late; when it comes back, the count runs from the original due date again.
 *
 * A payment can be initiated no later than today, so that all that are on their way have been made by `asOf`.
 *
 * @param booked   the loan as the books have it
 * @param expected the same with everything on its way counted as arrived
 * @param asOf     the business date
 * @returns days past due (whole days since the oldest due date that no payment covers), the amounts due and past due and
 *   the next due installment (dollars, less what is on its way), and each installment of the schedule in force
 *
 * @example standingOn({ booked, expected }, "2026-02-03").daysPastDue
 *   // 0 when the payment due on Feb 1 was initiated on Feb 1 and settles on Feb 3; 2 once it has been returned
 */
export function standingOn(
  { booked, expected }: { booked: Position; expected: Position },
  asOf: IsoDate,
): Standing {
  const state = loanState({ ...expected, asOf });
  const open = state.rows.find((row) => row.status !== "paid");
  // By date: principal paid ahead may have shortened the schedule that is expected.
  const isCovered = ({ dueOn }: RowState) => open === undefined || dueOn < open.dueOn;
  // A whole book is read at once, and most loans have no payment on its way.
  const inBooks = expected === booked ? state : loanState({ ...booked, asOf });
  const rows = inBooks.rows.map((row) =>
    row.status !== "paid" && row.status !== "charged-off" && isCovered(row)
      ? { ...row, status: "pending" as const }
      : row,
  );
  return { ...state, rows };
}
