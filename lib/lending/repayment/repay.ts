import { businessDate } from "@/lib/clock";
import { inTransaction, type Tx } from "@/lib/db";
import { DomainError, invariant } from "@/lib/errors";
import { requireVerifiedEmail } from "@/lib/identity/require-verified-email";
import { d, dollars, toMoney } from "@/lib/money/money";
import type { Repayment } from "@/prisma/generated/client";
import type { LoanStatus, PaymentChannel } from "@/prisma/generated/enums";
import { lockOwnLoan, requireBankAccount, userOf } from "@/lib/lending/terms/find-loan";
import { loadPosition } from "@/lib/lending/terms/loan-position";
import { planRepayment, remainingAfter, type RepaymentKind } from "@/lib/lending/terms/repayment-plan";
import { startRepayment, type StartedRepayment } from "./start-repayment";

export type RepaymentRequest = {
  borrowerId: string;
  loanId: string;
  kind: RepaymentKind;
  amount?: string | undefined; // for OTHER
  /** What the screen said would be collected, and owed afterward; when that has changed since, the borrower is asked again. */
  shownAmount?: string | undefined;
  shownRemaining?: string | undefined;
  /** Default: the account that the loan was paid out to. */
  externalAccountId?: string | undefined;
  /** How the borrower authorized it; default: on these pages. */
  channel?: PaymentChannel | undefined;
  idempotencyKey: string;
};

/**
 * Collects money from the borrower's bank account for a loan. The split is decided now and posted when the payment
 * clears. The same idempotency key gives the same repayment again, also when two requests arrive at once.
 *
 * @throws DomainError "not-found", "wrong-state" (loan not active, all covered already, bank account disabled), "invalid"
 *   (field amount, above what is owed), "conflict" (key used for something else, or the amount has changed)
 */
export async function repay(request: RepaymentRequest): Promise<StartedRepayment> {
  return inTransaction(async (tx) => {
    // The lock makes a second click on the same form wait for the first and then find what it made.
    const loan = await lockOwnLoan(tx, request);
    const earlier = await tx.repayment.findUnique({ where: { idempotencyKey: request.idempotencyKey } });
    if (earlier) return sameAsBefore(earlier, request);
    if (loan.status !== "ACTIVE") {
      throw new DomainError(
        "wrong-state",
        NOT_RUNNING[loan.status] ?? "This loan has not been disbursed yet.",
      );
    }
    const on = await businessDate(tx);
    const userId = await userOf(tx, request.borrowerId);
    await requireVerifiedEmail(tx, { userId });
    const externalAccountId = request.externalAccountId ?? loan.externalAccountId;
    if (!externalAccountId) throw new DomainError("invalid", "Choose a bank account.", "externalAccountId");
    await requireBankAccount(tx, { userId, externalAccountId });
    const plan = await planFor(tx, request, on);
    const { idempotencyKey } = request;
    return startRepayment(tx, {
      loan,
      plan,
      userId,
      externalAccountId,
      idempotencyKey,
      isAutopay: false,
      channel: request.channel,
      on,
    });
  });
}

const NOT_RUNNING: Partial<Record<LoanStatus, string>> = {
  CLOSED: "This loan is paid off.",
  CHARGED_OFF: "This loan is charged off, so payments can't be made here. Contact us if you want to pay.",
};

async function planFor(
  tx: Tx,
  { loanId, kind, amount, shownAmount, shownRemaining }: RepaymentRequest,
  on: string,
) {
  const { expected, pending } = await loadPosition(tx, loanId);
  if (pending.some((repayment) => repayment.kind === "PAYOFF")) {
    throw new DomainError(
      "wrong-state",
      "A payment that pays off this loan is already pending. You can pay again if it is returned.",
    );
  }
  const plan = planRepayment({
    position: expected,
    kind,
    amount: amount === undefined ? undefined : d(amount),
    asOf: on,
  });
  if (shownAmount !== undefined && !plan.amount.equals(d(shownAmount))) {
    const sentence = `The amount is now ${dollars(plan.amount)}, no longer ${dollars(shownAmount)}. Review it again before you pay.`;
    throw new DomainError("conflict", sentence);
  }
  // The next installment may be as large as the one on the screen, which autopay or another tab has paid in the
  // meantime.
  const remaining = remainingAfter(expected, plan);
  if (shownRemaining !== undefined && !remaining.equals(d(shownRemaining))) {
    const sentence = `Another payment was made since you opened this page: ${dollars(remaining)} of principal would remain after this one. Review it again before you pay.`;
    throw new DomainError("conflict", sentence);
  }
  return plan;
}

function sameAsBefore(earlier: Repayment, { loanId, kind, amount }: RepaymentRequest): StartedRepayment {
  // Paying exactly the payoff amount becomes a payoff, whatever it was called on the form.
  const isSameKind = earlier.kind === kind || earlier.kind === "PAYOFF";
  const isSameAmount = kind !== "OTHER" || toMoney(earlier.amount.toString()) === toMoney(amount ?? "0");
  if (earlier.loanId !== loanId || !isSameKind || !isSameAmount) {
    throw new DomainError(
      "conflict",
      "This form was already used for another payment. Open it again to pay more.",
    );
  }
  invariant(earlier.paymentOrderId, "a repayment is written together with its payment order");
  return { repaymentId: earlier.id, paymentOrderId: earlier.paymentOrderId };
}
