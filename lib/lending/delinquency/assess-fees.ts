import { formatDate, fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { openAccounts } from "@/lib/ledger/accounts";
import type { Booking } from "@/lib/ledger/post-facts";
import { dollars, toMoney, type Decimal } from "@/lib/money/money";
import { notifyEach } from "@/lib/notifications/notify";
import { describeReturn } from "@/lib/payments/return-codes";
import { accountSpecs } from "@/lib/transaction-types/account-codes";
import { feeAssessment } from "@/lib/transaction-types/loan-fee";
import type { Loan, PaymentOrder, Repayment } from "@/prisma/generated/client";
import { loanPath, usersOf } from "@/lib/lending/terms/find-loan";
import { signedFees } from "@/lib/lending/terms/late-fee-policy";
import type { LoanPosition } from "@/lib/lending/terms/loan-position";
import { lateFeesOn } from "./late-fees";

/** A fee is assessed once forever under its key, in the table and in the ledger alike. */
const lateKey = (loanId: string, installment: number) => `late-fee:${loanId}:${installment}`;
const returnedKey = (paymentOrderId: string) => `returned-fee:${paymentOrderId}`;
const assessKey = (feeKey: string) => `assess-fee:${feeKey}`;

type NewFee = {
  loan: Loan;
  key: string;
  kind: "LATE" | "RETURNED";
  installmentNumber: number | null;
  paymentOrderId: string | null;
  amount: Decimal;
  on: IsoDate;
  title: string;
  body: string;
};

/**
 * The late fees of these loans on a day.
 *
 * Dr borrower fees, Cr late fee revenue.
 *
 * @returns what is to be posted; nothing for loans without a late charge or whose installments have had theirs
 */
export function assessLateFees(tx: Tx, positions: Iterable<LoanPosition>, on: IsoDate): Promise<Booking> {
  const fees = [...positions]
    .filter(({ loan }) => loan.status === "ACTIVE")
    .flatMap((position) =>
      lateFeesOn(position, on).map(({ installment, amount }): NewFee => {
        const { loan, expected } = position;
        const dueOn = expected.rows.find(({ number }) => number === installment)!.dueOn;
        return {
          ...{ loan, kind: "LATE", installmentNumber: installment, paymentOrderId: null, amount, on },
          key: lateKey(loan.id, installment),
          title: `A late fee of ${dollars(amount)} was added to loan ${loan.number}`,
          body: `The payment that was due on ${formatDate(dueOn)} was not made by the end of its grace. The fee is charged once for this payment.`,
        };
      }),
    );
  return assess(tx, fees);
}

type Returned = {
  order: PaymentOrder;
  repayment: Repayment;
  loan: Loan;
  businessDate: IsoDate;
  returnCode?: string | undefined;
};

/**
 * The fees for payments that came back for lack of funds: one per returned entry, and not twice for one installment in a month. It
 * joins what is owed; it is never debited by itself.
 *
 * @returns what is to be posted
 */
export async function assessReturnedFees(tx: Tx, returned: readonly Returned[]): Promise<Booking> {
  const candidates = returned.filter(
    ({ loan, order, returnCode }) =>
      (loan.status === "ACTIVE" || loan.status === "CLOSED") &&
      signedFees(loan).returned !== null &&
      describeReturn(returnCode ?? order.returnCode).retryable, // R01 and R09: the money was not there
  );
  if (candidates.length === 0) return { requests: [] };
  const earlier = await tx.loanFee.findMany({
    where: { loanId: { in: candidates.map(({ loan }) => loan.id) }, kind: "RETURNED" },
  });
  const isSecond = ({ loan, repayment, businessDate }: Returned) =>
    repayment.installmentNumber !== null &&
    earlier.some(
      ({ loanId, installmentNumber, assessedOn }) =>
        loanId === loan.id &&
        installmentNumber === repayment.installmentNumber &&
        fromDbDate(assessedOn).slice(0, 7) === businessDate.slice(0, 7),
    );
  return assess(
    tx,
    candidates
      .filter((each) => !isSecond(each))
      .map(({ loan, order, repayment, businessDate }): NewFee => {
        const amount = signedFees(loan).returned!;
        return {
          ...{ loan, kind: "RETURNED", paymentOrderId: order.id, amount, on: businessDate },
          installmentNumber: repayment.installmentNumber,
          key: returnedKey(order.id),
          title: `A returned payment fee of ${dollars(amount)} was added to loan ${loan.number}`,
          body: "Your bank returned a payment because the account did not have enough money. The fee is part of what you owe; we don't debit it by itself.",
        };
      }),
  );
}

async function assess(tx: Tx, given: readonly NewFee[]): Promise<Booking> {
  if (given.length === 0) return { requests: [] };
  const known = await tx.loanFee.findMany({
    where: { key: { in: given.map(({ key }) => key) } },
    select: { key: true },
  });
  const keys = new Set(known.map(({ key }) => key));
  const fees = given.filter(({ key }) => !keys.has(key));
  await openAccounts(
    tx,
    fees.flatMap(({ loan }) => accountSpecs.fees({ borrowerId: loan.borrowerId, loanId: loan.id })),
  );
  return {
    requests: fees.map(({ loan: { id: loanId, borrowerId }, key, amount, on }) => ({
      ...feeAssessment({ borrowerId, loanId, amount }),
      key: assessKey(key),
      kind: "post",
      mode: "record",
      effectiveOn: on,
      metadata: { loanId },
    })),
    record: (posted) => write(tx, fees, posted),
  };
}

async function write(tx: Tx, fees: readonly NewFee[], posted: ReadonlyMap<string, bigint>): Promise<void> {
  if (fees.length === 0) return;
  await tx.loanFee.createMany({
    data: fees.map(({ loan, key, kind, installmentNumber, paymentOrderId, amount, on }) => ({
      ...{ id: newId("fee"), loanId: loan.id, key, kind, installmentNumber, paymentOrderId },
      amount: toMoney(amount),
      assessedOn: toDbDate(on),
      transactionId: posted.get(assessKey(key))!,
    })),
  });
  const userOf = await usersOf(
    tx,
    fees.map(({ loan }) => loan.borrowerId),
  );
  await notifyEach(
    tx,
    fees.map(({ loan, title, body, on }) => ({
      userId: userOf(loan.borrowerId),
      kind: "fee-assessed",
      ...{ title, body },
      href: loanPath(loan.id),
      datedOn: on,
    })),
  );
}
