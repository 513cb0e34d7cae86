// The bodies of the three kinds of record, from a posting and the mapping. Pure. Dates are plain business dates: Codat's feeds
// ignore offsets, so a time zone can only do harm.
import type { IsoDate } from "@/lib/calendar/dates";
import { sum, type Decimal } from "@/lib/money/money";
import { Amount, type Json } from "./exact-json";
import type { BooksId, LenderSourceId, LenderTargetId } from "./ids";
import type { PlatformRules } from "./platforms";

export type Target = {
  depositId: BooksId;
  expenseId: BooksId;
  supplierId: BooksId;
  lenderSourceId: LenderSourceId;
  lenderTargetId: LenderTargetId;
};

export type Subject = {
  /** ML-<loan>-<seq>: how the record is found again. */
  reference: string;
  loanNumber: number;
  /** What happened, as the borrower reads it: "drawdown", "repayment", "returned repayment", "write-off". */
  noun: string;
  occurredOn: IsoDate;
  currency: string;
};

export type Body = { [key: string]: Json | undefined };

/**
 * The body of `push/transfers`.
 *
 * @param amount dollars above zero; the direction is in from and to
 */
export function transferBody(
  subject: Subject,
  { direction, amount }: { direction: "to-borrower" | "to-lender"; amount: Decimal },
  target: Pick<Target, "depositId" | "lenderTargetId">,
  rules: PlatformRules,
): Body {
  const leg = (id: string) => ({
    accountRef: { id },
    amount: new Amount(amount),
    currency: subject.currency,
    ...(rules.transfer.legStatus ? { status: rules.transfer.legStatus } : {}),
  });
  const [from, to] =
    direction === "to-lender"
      ? [target.depositId, target.lenderTargetId]
      : [target.lenderTargetId, target.depositId];
  return {
    date: subject.occurredOn,
    from: leg(from),
    to: leg(to),
    description: describe(subject).slice(0, rules.transfer.descriptionMax),
  };
}

/**
 * The body of `push/directCosts`: interest and fees, paid out of the lender account.
 *
 * @param amount  dollars, not zero; below zero it gives back what an earlier one charged
 * @param taxRate the id of a tax rate, where the platform wants one on each line
 */
export function directCostBody(
  subject: Subject,
  { amount }: { amount: Decimal },
  target: Pick<Target, "expenseId" | "supplierId" | "lenderTargetId">,
  { directCost: rules }: PlatformRules,
  taxRate: string | null,
): Body {
  const [value, none] = [new Amount(amount), new Amount("0")];
  return {
    issueDate: subject.occurredOn,
    currency: subject.currency,
    subTotal: value,
    taxAmount: none,
    totalAmount: value,
    contactRef: { id: target.supplierId, dataType: rules.contactDataType },
    reference: subject.reference.slice(0, rules.referenceMax),
    note: `Interest and fees. ${describe(subject)}`.slice(0, rules.noteMax),
    lineItems: [
      {
        description: "Interest and fees".slice(0, rules.lineDescriptionMax),
        quantity: 1,
        unitAmount: value,
        subTotal: value,
        taxAmount: none,
        totalAmount: value,
        accountRef: { id: target.expenseId },
        ...(taxRate ? { taxRateRef: { id: taxRate } } : {}),
      },
    ],
    paymentAllocations: [
      {
        payment: { accountRef: { id: target.lenderTargetId }, currency: subject.currency },
        allocation: { totalAmount: value },
      },
    ],
  };
}

/**
 * The body of `push/bankAccounts/{sourceId}/bankTransactions`.
 *
 * @param lines         dollars, signed as the lender account sees them, in order
 * @param balanceBefore dollars on the feed before the first of them; each line carries the balance after it
 */
export function feedBody(
  subject: Subject,
  { lines }: { lines: readonly Decimal[] },
  { lenderSourceId }: Pick<Target, "lenderSourceId">,
  balanceBefore: Decimal,
): Body {
  return {
    accountId: lenderSourceId,
    transactions: lines.map((amount, index) => ({
      id: feedLineId(subject.reference, index),
      amount: new Amount(amount),
      date: subject.occurredOn,
      description: describe(subject),
      balance: new Amount(sum([balanceBefore, ...lines.slice(0, index + 1)])),
    })),
  };
}

/** @example feedLineId("ML-12-3", 1) // "ml-12-3-b" */
function feedLineId(reference: string, index: number): string {
  return `${reference.toLowerCase()}-${String.fromCharCode(97 + index)}`;
}

/** @example describe({ loanNumber: 12, noun: "repayment", reference: "ML-12-3", … }) // "Modern Lending loan ML-12, repayment (ML-12-3)" */
function describe({ loanNumber, noun, reference }: Subject): string {
  return `Modern Lending loan ML-${loanNumber}, ${noun} (${reference})`;
}
