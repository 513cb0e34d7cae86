import { recordAudit } from "@/lib/audit/record-audit";
import { formatDate, fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate, now } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { openAccounts } from "@/lib/ledger/accounts";
import { postTransaction } from "@/lib/ledger/verbs";
import { d, dollars, sum, toMoney, type Decimal } from "@/lib/money/money";
import { isNothing } from "@/lib/money/parts";
import { notify } from "@/lib/notifications/notify";
import { accountSpecs } from "@/lib/transaction-types/account-codes";
import { feeWaiver } from "@/lib/transaction-types/loan-fee";
import type { Loan, LoanFee } from "@/prisma/generated/client";
import { loanPath, lockLoan, userOf } from "@/lib/lending/terms/find-loan";
import { feesPaid, loadPosition } from "@/lib/lending/terms/loan-position";
import { recordDelinquency } from "./record-delinquency";

/** The ledger key of a waiver: a fee is waived once. */
const waiverKey = (feeId: string) => `waive-fee:${feeId}`;

/** Dollars that one person may waive on a loan in a calendar year. */
export const MOST_WAIVED_PER_YEAR = d("50.00");

export const WAIVER_REASONS = {
  courtesy: "Courtesy",
  "our-error": "Our error",
  "bank-error": "Bank error",
  hardship: "Hardship",
  dispute: "Dispute",
  scra: "SCRA",
} as const;
export type WaiverReason = keyof typeof WAIVER_REASONS;

export type Waiver = {
  /** Who waives. */
  userId: string;
  loanId: string;
  feeId: string;
  reason: WaiverReason;
  note: string;
};

/**
 * Waives a fee: all of it, once. What had been paid of it becomes a credit balance of the borrower. A loan that owed nothing else is
 * closed.
 *
 * Dr late fee revenue, Cr borrower fees, Cr borrower credit.
 *
 * @returns dollars that had been paid of the fee
 * @throws DomainError "not-found" for a fee of another loan; "wrong-state" when it was waived before, a pending payment pays it, or the
 *   loan is charged off; "not-allowed" for one's own loan, or above what one person may waive in a year
 */
export async function waiveFee(tx: Tx, waiver: Waiver): Promise<{ paid: Decimal }> {
  const { loanId, feeId } = waiver;
  const found = await tx.loanFee.findFirst({ where: { id: feeId, loanId }, select: { id: true } });
  if (!found) throw new DomainError("not-found", "Fee not found.");
  const loan = await lockLoan(tx, loanId);
  const fee = await tx.loanFee.findUniqueOrThrow({ where: { id: feeId } });
  const on = await businessDate(tx);
  const borrowerUserId = await userOf(tx, loan.borrowerId);
  if (borrowerUserId === waiver.userId)
    throw new DomainError("not-allowed", "You can't waive a fee on your loan. Another person must do it.");
  const position = await loadPosition(tx, loanId);
  await refuse(tx, { loan, fee, on });
  if (position.pending.some(({ fees }) => d(fees).gt(0)))
    throw new DomainError(
      "wrong-state",
      "A pending payment pays fees of this loan. The fee can be waived after the payment clears or fails.",
    );
  const { paid } = feesPaid(position).find(({ id }) => id === feeId)!;
  await write(tx, { waiver, loan, fee, paid, on });
  await notify(tx, {
    userId: borrowerUserId,
    kind: "fee-waived",
    title: `A fee of ${dollars(d(fee.amount))} was waived`,
    body: paid.isZero()
      ? `You no longer owe this fee of loan ${loan.number}.`
      : `You had paid ${dollars(paid)} of this fee of loan ${loan.number}. We owe it to you and will send it to your bank account.`,
    href: loanPath(loanId),
    datedOn: on,
  });
  await closeIfPaid(tx, loan, on);
  await recordDelinquency(tx, { loanIds: [loanId], on, reason: "fee" });
  return { paid };
}

async function refuse(tx: Tx, { loan, fee, on }: { loan: Loan; fee: LoanFee; on: IsoDate }): Promise<void> {
  if (fee.waivedOn)
    throw new DomainError("wrong-state", `This fee was waived on ${formatDate(fromDbDate(fee.waivedOn))}.`);
  if (loan.status === "CHARGED_OFF")
    throw new DomainError("wrong-state", "This loan is charged off, and its fees with it.");
  const year = on.slice(0, 4);
  const waived = await tx.loanFee.findMany({
    where: {
      loanId: loan.id,
      waivedById: { not: null },
      waivedOn: { gte: toDbDate(`${year}-01-01`), lte: toDbDate(`${year}-12-31`) },
    },
    select: { amount: true },
  });
  const total = sum([fee, ...waived].map(({ amount }) => d(amount)));
  if (total.lte(MOST_WAIVED_PER_YEAR)) return;
  throw new DomainError(
    "not-allowed",
    `With this fee, ${dollars(total)} would be waived on this loan in ${year}. More than ${dollars(MOST_WAIVED_PER_YEAR)} in a year needs the approval of a second person.`,
  );
}

type Decided = { waiver: Waiver; loan: Loan; fee: LoanFee; paid: Decimal; on: IsoDate };

async function write(tx: Tx, { waiver, loan, fee, paid, on }: Decided): Promise<void> {
  const { id: loanId, borrowerId } = loan;
  await recordAudit(tx, {
    actorUserId: waiver.userId,
    action: "fee.waive",
    subjectType: "loan",
    subjectId: loanId,
    detail: { reason: WAIVER_REASONS[waiver.reason], note: waiver.note, amount: fee.amount.toFixed(2) },
    businessDate: on,
  });
  if (paid.gt(0)) await openAccounts(tx, accountSpecs.credit({ borrowerId, loanId }));
  const { transactionId } = await postTransaction(tx, {
    ...feeWaiver({ borrowerId, loanId, amount: d(fee.amount), paid }),
    key: waiverKey(fee.id),
    mode: "record",
    effectiveOn: on,
    metadata: { loanId },
  });
  await tx.loanFee.update({
    where: { id: fee.id },
    data: {
      waivedOn: toDbDate(on),
      waivedAt: now(),
      waivedById: waiver.userId,
      waiverReason: waiver.reason,
      waiverNote: waiver.note,
      waiverTransactionId: BigInt(transactionId),
      credited: toMoney(paid),
    },
  });
}

/** The fee may have been the last thing that was owed. */
async function closeIfPaid(tx: Tx, loan: Loan, on: IsoDate): Promise<void> {
  if (loan.status !== "ACTIVE") return;
  const { booked, pending } = await loadPosition(tx, loan.id);
  if (pending.length > 0 || !isNothing(booked.owed)) return;
  // Interest of periods that have not been charged yet is still to come while installments are.
  if (booked.rows.some(({ number }) => !booked.accruedNumbers.has(number)) && !booked.history) return;
  await tx.loan.update({ where: { id: loan.id }, data: { status: "CLOSED", closedOn: toDbDate(on) } });
}
