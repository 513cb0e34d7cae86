// How a loan is on a day. What was paid is not stored anywhere: it follows from the ledger's balances, so that a
// payment which comes back leaves the loan exactly as it was before.
import { daysBetween, type IsoDate } from "@/lib/calendar/dates";
import { Decimal, sum, ZERO } from "@/lib/money/money";
import { addParts, minusParts, NO_PARTS, partsOf, totalOf, type Parts } from "@/lib/money/parts";
import { MIN_PAST_DUE } from "@/lib/lending/servicing/delinquency";

/** One installment of the schedule in force; dollars. */
export type Row = {
  number: number;
  dueOn: IsoDate;
  days: number;
  payment: Decimal;
  principal: Decimal;
  interest: Decimal;
  balance: Decimal;
  /** Interest that its period earns, where that is not what the installment asks for. */
  periodInterest?: Decimal;
};

export type RowStatus = "paid" | "partly-paid" | "due" | "late" | "future" | "charged-off";

export type RowState = Row & {
  unpaidParts: Parts;
  unpaid: Decimal; // their total
  status: RowStatus;
};

export type LoanState = {
  rows: RowState[];
  /** The first installment that is not paid in full. */
  nextDue: { number: number; dueOn: IsoDate; amount: Decimal } | null;
  /** Unpaid of installments due on or before the day. */
  dueAmount: Decimal;
  /** Unpaid of installments due before the day. */
  pastDueAmount: Decimal;
  /** Days since the oldest due date of which at least 1.00 is unpaid; 0 when nothing is late. Cents below that stay owed. */
  daysPastDue: number;
};

/**
 * The state of a loan on a day.
 *
 * @param rows                 the schedule in force, in order; its principal sums to the loan less principal paid early
 * @param owed                 dollars, the balances of the loan's accounts; interest is negative when that of an installment was
 *   paid before it was charged
 * @param interestAccrued      dollars of interest charged so far
 * @param extraInterest        dollars of interest that was paid with principal ahead of the schedule, and is in no installment
 * @param chargedOff           what was charged off, when the loan is charged off: it was not paid, and nothing falls due any more
 * @param asOf                 the business date
 * @returns each installment with what is unpaid of it, the oldest filled first, and what follows for the loan
 *
 * principal paid by schedule = Σ rows' principal − outstanding; interest paid = accrued − balance − extra; both less what was charged off.
 * An installment on its due date is `due`, the day after `late`. A late one that was paid in part is `late`.
 *
 * @example loanState({ rows: artsRows, owed: partsOf({ principal: "4583.33" }), interestAccrued: d("50"),
 *   asOf: "2026-02-01" }).nextDue // { number: 2, dueOn: "2026-03-01", amount: 466.67 }
 */
export function loanState({
  rows,
  owed,
  interestAccrued,
  extraInterest = ZERO,
  chargedOff = null,
  asOf,
}: {
  rows: Row[];
  owed: Parts;
  interestAccrued: Decimal;
  extraInterest?: Decimal;
  chargedOff?: Parts | null;
  asOf: IsoDate;
}): LoanState {
  const granted = sum(rows.map((row) => row.principal));
  let paid = minusParts(
    partsOf({ interest: interestAccrued.minus(extraInterest), principal: granted }),
    addParts(owed, chargedOff ?? NO_PARTS),
  );
  const states = rows.map((row): RowState => {
    const asked = partsOf(row);
    const taken = within(paid, asked);
    paid = minusParts(paid, taken);
    const unpaidParts = minusParts(asked, taken);
    const unpaid = totalOf(unpaidParts);
    const status = chargedOff && !unpaid.isZero() ? "charged-off" : statusOf(row, unpaid, asOf);
    return { ...row, unpaidParts, unpaid, status };
  });
  const open = states.filter(({ status }) => status !== "paid" && status !== "charged-off");
  const late = open.filter((row) => row.dueOn < asOf);
  const next = open[0];
  const oldest = late.find(({ unpaid }) => unpaid.gte(MIN_PAST_DUE));
  return {
    rows: states,
    nextDue: next ? { number: next.number, dueOn: next.dueOn, amount: next.unpaid } : null,
    dueAmount: sum(open.filter((row) => row.dueOn <= asOf).map((row) => row.unpaid)),
    pastDueAmount: sum(late.map((row) => row.unpaid)),
    daysPastDue: oldest ? daysBetween(oldest.dueOn, asOf) : 0,
  };
}

function statusOf(row: Row, unpaid: Decimal, asOf: IsoDate): RowStatus {
  if (unpaid.isZero()) return "paid";
  if (row.dueOn < asOf) return "late";
  if (unpaid.lt(row.payment)) return "partly-paid";
  return row.dueOn === asOf ? "due" : "future";
}

/** What an installment takes of what was paid, part by part: never below zero, never more than it asks. */
function within(paid: Parts, asked: Parts): Parts {
  const least = (part: keyof Parts) => Decimal.max(ZERO, Decimal.min(paid[part], asked[part]));
  return { fees: least("fees"), interest: least("interest"), principal: least("principal") };
}
