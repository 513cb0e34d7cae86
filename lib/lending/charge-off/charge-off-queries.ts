// Charge-offs as the pages show them: what was given up, and whether a loan could be given up today.
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { namesOfPeople } from "@/lib/identity/people";
import { d, Decimal, sum, toMoney, ZERO } from "@/lib/money/money";
import type { ChargeOff } from "@/prisma/generated/client";
import { decideChargeOff } from "./charge-off-policy";
import { loadPosition } from "@/lib/lending/terms/loan-position";

/** All that was given up of a loan; `on` is the day of the decision. */
export type ChargeOffView = { on: IsoDate; principal: string; interest: string };

/** Null for a loan that is not charged off. */
export function chargeOffView(chargeOffs: ChargeOff[]): ChargeOffView | null {
  const [decision] = chargeOffs;
  if (!decision) return null;
  const total = (column: "principal" | "interest") => toMoney(sum(chargeOffs.map((row) => d(row[column]))));
  return {
    on: fromDbDate(decision.chargedOffOn),
    principal: total("principal"),
    interest: total("interest"),
  };
}

export type ChargeOffRow = {
  id: string;
  on: IsoDate;
  principal: string;
  interest: string;
  reason: string | null; // null where it follows from a payment that came back
  decidedBy: string | null;
  paymentOrderId: string | null;
  transactionId: string;
};

/** The decision, then what followed from payments that came back. */
export async function listChargeOffs(loanId: string): Promise<ChargeOffRow[]> {
  const rows = await db.chargeOff.findMany({ where: { loanId }, orderBy: { transactionId: "asc" } });
  const names = await namesOfPeople(rows.flatMap(({ decidedById }) => decidedById ?? []));
  return rows.map(({ id, chargedOffOn, principal, interest, reason, decidedById, ...row }) => ({
    ...{ id, reason },
    on: fromDbDate(chargedOffOn),
    principal: principal.toFixed(2),
    interest: interest.toFixed(2),
    decidedBy: decidedById && (names.get(decidedById) ?? decidedById),
    paymentOrderId: row.paymentOrderId,
    transactionId: row.transactionId.toString(),
  }));
}

/** What charging off a loan would give up today, or the sentence that says why it cannot be. */
export type ChargeOffOutlook =
  | { isPossible: true; principal: string; interest: string; loss: string; daysPastDue: number }
  | { isPossible: false; sentence: string };

/** For a loan that was paid out. `chargeOffLoan` decides in the same way. */
export async function chargeOffOutlook(loanId: string): Promise<ChargeOffOutlook> {
  const [asOf, { loan, booked, pending }] = await Promise.all([businessDate(), loadPosition(db, loanId)]);
  try {
    const decided = decideChargeOff({ status: loan.status, booked, pendingCount: pending.length, asOf });
    const { principal, interest, daysPastDue } = decided;
    const loss = principal.plus(Decimal.min(ZERO, interest));
    return {
      isPossible: true,
      daysPastDue,
      principal: toMoney(principal),
      interest: toMoney(interest),
      loss: toMoney(loss),
    };
  } catch (error) {
    if (error instanceof DomainError) return { isPossible: false, sentence: error.message };
    throw error;
  }
}

/** How many loans are charged off, and the principal that was given up with them. */
export async function chargedOffTotals(): Promise<{ loans: number; principal: string }> {
  const [loans, { _sum }] = await Promise.all([
    db.loan.count({ where: { status: "CHARGED_OFF" } }),
    db.chargeOff.aggregate({ _sum: { principal: true } }),
  ]);
  return { loans, principal: toMoney(d(_sum.principal ?? "0")) };
}
