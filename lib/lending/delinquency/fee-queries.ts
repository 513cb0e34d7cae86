// Fees of a loan, for pages.
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { namesOfPeople } from "@/lib/identity/people";
import { toMoney } from "@/lib/money/money";
import { feesPaid, loadPositions } from "@/lib/lending/terms/loan-position";

export type LoanFeeRow = {
  id: string;
  kind: "LATE" | "RETURNED";
  installmentNumber: number | null;
  paymentOrderId: string | null;
  assessedOn: IsoDate;
  amount: string;
  paid: string;
  unpaid: string;
  waivedOn: IsoDate | null;
  waivedBy: string | null;
  waiverReason: string | null;
  waiverNote: string | null;
  transactionId: string;
};

/** Oldest first, with what posted payments have paid of each. */
export async function listFees(loanId: string): Promise<LoanFeeRow[]> {
  const rows = await db.loanFee.findMany({ where: { loanId } });
  const position = rows.length > 0 ? (await loadPositions(db, [loanId])).get(loanId) : undefined;
  if (!position) return [];
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const names = await namesOfPeople(rows.flatMap(({ waivedById }) => waivedById ?? []));
  return feesPaid(position).map(({ id, assessedOn, amount, paid, waivedAt }) => {
    const { kind, waivedOn, waivedById, transactionId, ...row } = rowOf.get(id)!;
    return {
      ...{ id, assessedOn, kind: kind as LoanFeeRow["kind"] },
      ...{ installmentNumber: row.installmentNumber, paymentOrderId: row.paymentOrderId },
      amount: toMoney(amount),
      paid: toMoney(paid),
      unpaid: toMoney(waivedAt ? "0" : amount.minus(paid)),
      waivedOn: waivedOn && fromDbDate(waivedOn),
      waivedBy: waivedById && (names.get(waivedById) ?? waivedById),
      ...{ waiverReason: row.waiverReason, waiverNote: row.waiverNote },
      transactionId: String(transactionId),
    };
  });
}
