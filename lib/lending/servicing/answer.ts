// What a loan's life comes to on a day. Pure.
import type { IsoDate } from "@/lib/calendar/dates";
import { Decimal, ZERO } from "@/lib/money/money";
import type { Parts } from "@/lib/money/parts";
import type { JournalEntry } from "./books";
import type { Contract } from "./contract";
import { bucketOf, delinquencyOf, pastDueOf, type Bucket } from "./delinquency";
import { unpaidFees, type Fee } from "./fees";
import { totalOwed, unpaidTotal, type Installment } from "./installment";
import type { Life } from "./life";
import { payoffOf } from "./payoff";
import { project } from "./projection";

type LoanStatus = "current" | "late" | "non-accrual" | "charged-off" | "closed";

type PaymentAnswer = Parts & { id: string; credit: Decimal; status: "posted" | "returned" };

type RowAnswer = {
  number: number;
  dueOn: IsoDate;
  days: number;
  /** principal + interest */
  payment: Decimal;
  principal: Decimal;
  interest: Decimal;
  /** Parked interest that is due with it, beside the payment. */
  parked: Decimal;
  balance: Decimal;
  paid: Decimal;
};

/** Dollars throughout. */
export type LoanAnswer = {
  status: LoanStatus;
  /** The balances of the loan's accounts. */
  balances: Parts & { credit: Decimal };
  /** What the borrower owes by contract; after a charge-off the remaining claim. */
  contractual: Parts;
  daysPastDue: number;
  delinquentSince: IsoDate | null;
  bucket: Bucket;
  /** Unpaid of installments due before the day, and unpaid fees. */
  pastDue: Parts;
  nextDue: { on: IsoDate; amount: Decimal } | null;
  payoff: { amount: Decimal; perDiem: Decimal };
  payments: PaymentAnswer[];
  fees: Pick<Fee, "id" | "assessedOn" | "amount" | "paid" | "waived">[];
  rows: RowAnswer[];
  journal: JournalEntry[];
};

/** The answer of `loanLife`, read off a life that has gone to the day. */
export function answerOf({
  life,
  payments,
  returned,
  asOf,
}: {
  life: Life;
  payments: readonly { id: string }[];
  returned: ReadonlySet<string>;
  asOf: IsoDate;
}): LoanAnswer {
  const { contract, recognition } = life;
  const { books } = recognition;
  const { daysPastDue, since } = delinquencyOf(contract, asOf);
  const installments = project(contract, asOf);
  const credit = ZERO.minus(books.balance("credit"));
  const { amount, perDiem } = payoffOf(contract, asOf);
  const { principal, interest } = contract;
  const fees = unpaidFees(contract.fees);
  return {
    status: statusOf(life, daysPastDue, credit),
    balances: {
      principal: books.balance("principal"),
      interest: books.balance("interest"),
      ...{ fees: books.balance("fees"), credit },
    },
    contractual: { principal, interest, fees },
    daysPastDue,
    delinquentSince: since,
    bucket: bucketOf(daysPastDue),
    pastDue: { ...pastDueOf(contract, asOf), fees },
    nextDue: nextDueOf(contract, installments, asOf),
    // A credit that was refunded and then lost its payment is owed like the rest.
    payoff: { amount: amount.plus(Decimal.max(ZERO, ZERO.minus(credit))), perDiem },
    payments: payments.map(({ id }) => paymentAnswer(life, id, returned.has(id))),
    fees: contract.fees.map(({ id, assessedOn, amount: assessed, paid, waived }) => ({
      ...{ id, assessedOn, amount: assessed, paid, waived },
    })),
    rows: installments.map(rowAnswer),
    journal: books.journal,
  };
}

function statusOf({ contract, recognition }: Life, daysPastDue: number, credit: Decimal): LoanStatus {
  if (contract.closedOn && !credit.isNegative()) return "closed";
  if (contract.isChargedOff) return "charged-off";
  if (recognition.nonAccrualSince) return "non-accrual";
  return daysPastDue > 0 ? "late" : "current";
}

function nextDueOf({ closedOn, isChargedOff }: Contract, rows: Installment[], asOf: IsoDate) {
  if (closedOn || isChargedOff) return null;
  const next = rows.find((row) => row.dueOn >= asOf && unpaidTotal(row).gt(0));
  return next ? { on: next.dueOn, amount: unpaidTotal(next) } : null;
}

/** A returned payment has paid nothing. */
function paymentAnswer({ receipts }: Life, id: string, isReturned: boolean): PaymentAnswer {
  const receipt = receipts.get(id);
  if (isReturned || !receipt) {
    const nothing = { fees: ZERO, interest: ZERO, principal: ZERO, credit: ZERO };
    return { id, ...nothing, status: "returned" };
  }
  return { id, ...receipt.parts, credit: receipt.credit, status: "posted" };
}

function rowAnswer({ number, dueOn, days, asked, paid, balance }: Installment): RowAnswer {
  const { interest, parked, principal } = asked;
  const payment = interest.plus(principal);
  return { number, dueOn, days, payment, principal, interest, parked, balance, paid: totalOwed(paid) };
}
