import { recordAudit } from "@/lib/audit/record-audit";
import { formatDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { postTransaction } from "@/lib/ledger/verbs";
import { isNothing, minusParts, partsInWords, partsOf, partsText, type Parts } from "@/lib/money/parts";
import { notify } from "@/lib/notifications/notify";
import { chargeOff } from "@/lib/transaction-types/charge-off";
import type { ChargeOff, Loan } from "@/prisma/generated/client";
import { decideChargeOff, type ChargeOffAmounts } from "./charge-off-policy";
import { loanPath, lockLoan, userOf } from "@/lib/lending/terms/find-loan";
import { loadPositions } from "@/lib/lending/terms/loan-position";
import { revokeAutopay } from "@/lib/lending/autopay/revoke-autopay";

/** The ledger key of a loan's charge-off: it is decided once. */
const chargeOffKey = (loanId: string) => `charge-off:${loanId}`;

export type ChargeOffOrder = {
  /** The administrator who decides. */
  userId: string;
  loanId: string;
  reason: string;
  /** What the screen said would be charged off; when it has changed since, the administrator is asked again. */
  shown: Parts<string>;
  idempotencyKey: string;
};

/**
 * Charges a loan off: both of its accounts go to zero, no more interest is charged and autopay ends. This concerns
 * our books only: the borrower still owes the debt.
 *
 * The same form sent twice charges off once.
 *
 * Dr charge-off loss, Dr revenue, Cr borrower principal, Cr borrower interest.
 *
 * @throws DomainError "not-found"; "wrong-state" as `decideChargeOff`, or when a ledger account is frozen; "not-allowed" for
 *   one's own loan; "conflict" when the amounts are no longer those shown, or the form was used for another loan
 */
export async function chargeOffLoan(tx: Tx, order: ChargeOffOrder): Promise<void> {
  const { loanId, idempotencyKey } = order;
  if ((await tx.loan.count({ where: { id: loanId } })) === 0)
    throw new DomainError("not-found", "Loan not found.");
  // The lock makes a second click on the same form wait for the first and then find what it made.
  const loan = await lockLoan(tx, loanId);
  const earlier = await tx.chargeOff.findUnique({ where: { idempotencyKey } });
  if (earlier) return requireSame(earlier, order);
  const on = await businessDate(tx);
  const borrowerUserId = await userOf(tx, loan.borrowerId);
  if (borrowerUserId === order.userId)
    throw new DomainError(
      "not-allowed",
      "You can't charge off your own loan. Another administrator must do it.",
    );
  await write(tx, { order, loan, amounts: await amountsOf(tx, { loan, order, on }), on, borrowerUserId });
}

async function amountsOf(tx: Tx, { loan, order, on }: { loan: Loan; order: ChargeOffOrder; on: IsoDate }) {
  const position = (await loadPositions(tx, [loan.id])).get(loan.id);
  if (!position)
    throw new DomainError("wrong-state", "This loan was not disbursed, so there is nothing to charge off.");
  const { booked, pending } = position;
  const amounts = decideChargeOff({ status: loan.status, booked, pendingCount: pending.length, asOf: on });
  if (!isNothing(minusParts(amounts.parts, partsOf(order.shown)))) {
    const sentence = `The loan now owes ${partsInWords(amounts.parts, "principal")}. Review it again before you charge it off.`;
    throw new DomainError("conflict", sentence);
  }
  return amounts;
}

type Decided = {
  order: ChargeOffOrder;
  loan: Loan;
  amounts: ChargeOffAmounts;
  on: IsoDate;
  borrowerUserId: string;
};

async function write(tx: Tx, { order, loan, amounts, on, borrowerUserId }: Decided) {
  const { id: loanId, borrowerId, number } = loan;
  const { daysPastDue, parts } = amounts;
  const stored = partsText(parts);
  await tx.loan.update({ where: { id: loanId }, data: { status: "CHARGED_OFF" } });
  await revokeAutopay(tx, [{ loanId, on, because: "The loan was charged off." }]);
  await recordAudit(tx, {
    actorUserId: order.userId,
    action: "loan.charge-off",
    subjectType: "loan",
    subjectId: loanId,
    detail: { reason: order.reason, ...stored, daysPastDue },
    businessDate: on,
  });
  await notify(tx, {
    userId: borrowerUserId,
    kind: "loan-charged-off",
    title: `Loan ${number} was charged off`,
    body: `It was ${daysPastDue} days past due on ${formatDate(on)}. A charge-off is an entry in our books; it does not cancel the debt. You still owe ${partsInWords(parts, "principal")}. No more interest is charged and autopay is off. We may continue to ask for payment. Contact us to arrange payment.`,
    href: loanPath(loanId),
    datedOn: on,
  });
  const { transactionId } = await postTransaction(tx, {
    ...chargeOff({ borrowerId, loanId, parts }),
    key: chargeOffKey(loanId),
    mode: "authorize",
    effectiveOn: on,
    metadata: { loanId },
  });
  await tx.chargeOff.create({
    data: {
      id: newId("cho"),
      loanId,
      ...stored,
      reason: order.reason,
      decidedById: order.userId,
      idempotencyKey: order.idempotencyKey,
      chargedOffOn: toDbDate(on),
      transactionId: BigInt(transactionId),
    },
  });
}

function requireSame(earlier: ChargeOff, { loanId }: ChargeOffOrder): void {
  if (earlier.loanId === loanId) return;
  throw new DomainError("conflict", "This form was already used for another loan. Open it again.");
}
