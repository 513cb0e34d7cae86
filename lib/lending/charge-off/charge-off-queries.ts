// Charge-offs as the pages show them: what was charged off, and whether a loan could be charged off today.
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { namesOfPeople } from "@/lib/identity/people";
import { d, Decimal, toMoney, ZERO } from "@/lib/money/money";
import { partsOf, partsText, sumParts, type Parts } from "@/lib/money/parts";
import type { ChargeOff } from "@/prisma/generated/client";
import { decideChargeOff } from "./charge-off-policy";
import { loadPosition } from "@/lib/lending/terms/loan-position";

/** All that was charged off of a loan; `on` is the day of the decision. */
export type ChargeOffView = { on: IsoDate; parts: Parts<string> };

/** Null for a loan that is not charged off. */
export function chargeOffView(chargeOffs: ChargeOff[]): ChargeOffView | null {
  const [decision] = chargeOffs;
  if (!decision) return null;
  return { on: fromDbDate(decision.chargedOffOn), parts: partsText(sumParts(chargeOffs.map(partsOf))) };
}

export type ChargeOffRow = {
  id: string;
  on: IsoDate;
  parts: Parts<string>;
  reason: string | null; // null where it follows from a payment that came back
  decidedBy: string | null;
  paymentOrderId: string | null;
  transactionId: string;
};

/** The decision, then what followed from payments that came back. */
export async function listChargeOffs(loanId: string): Promise<ChargeOffRow[]> {
  const rows = await db.chargeOff.findMany({ where: { loanId }, orderBy: { transactionId: "asc" } });
  const names = await namesOfPeople(rows.flatMap(({ decidedById }) => decidedById ?? []));
  return rows.map(({ id, chargedOffOn, reason, decidedById, ...row }) => ({
    ...{ id, reason },
    on: fromDbDate(chargedOffOn),
    parts: partsText(partsOf(row)),
    decidedBy: decidedById && (names.get(decidedById) ?? decidedById),
    paymentOrderId: row.paymentOrderId,
    transactionId: row.transactionId.toString(),
  }));
}

/** What a charge-off of a loan would write off today, or the sentence that says why it cannot be. */
export type ChargeOffOutlook =
  | { isPossible: true; parts: Parts<string>; loss: string; daysPastDue: number }
  | { isPossible: false; sentence: string };

/** For a loan that was paid out. `chargeOffLoan` decides in the same way. */
export async function chargeOffOutlook(loanId: string, tx: Tx = db): Promise<ChargeOffOutlook> {
  const asOf = await (tx === db ? businessDate() : businessDate(tx));
  const { loan, booked, pending } = await loadPosition(tx, loanId);
  try {
    const decided = decideChargeOff({ status: loan.status, booked, pendingCount: pending.length, asOf });
    const { parts, daysPastDue } = decided;
    const loss = parts.principal.plus(Decimal.min(ZERO, parts.interest));
    return { isPossible: true, daysPastDue, parts: partsText(parts), loss: toMoney(loss) };
  } catch (error) {
    if (error instanceof DomainError) return { isPossible: false, sentence: error.message };
    throw error;
  }
}

/** How many loans are charged off, and the principal that was charged off with them. */
export async function chargedOffTotals(): Promise<{ loans: number; principal: string }> {
  const [loans, { _sum }] = await Promise.all([
    db.loan.count({ where: { status: "CHARGED_OFF" } }),
    db.chargeOff.aggregate({ _sum: { principal: true } }),
  ]);
  return { loans, principal: toMoney(d(_sum.principal ?? "0")) };
}
