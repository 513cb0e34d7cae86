import { businessDate } from "@/lib/clock";
import { inTransaction, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { requireVerifiedEmail } from "@/lib/identity/require-verified-email";
import { d, dollars } from "@/lib/money/money";
import { notify } from "@/lib/notifications/notify";
import type { Loan, PaymentRail } from "@/prisma/generated/client";
import { loanPath, lockOwnLoan, requireBankAccount, userOf } from "@/lib/lending/terms/find-loan";
import { revokeAutopay } from "@/lib/lending/autopay/revoke-autopay";
import { signAutopay, type AutopaySignature } from "@/lib/lending/autopay/sign-autopay";
import { startDisbursement, type Started } from "./start-disbursement";

/**
 * The borrower says where the money should go, for the first time or after a payment that failed. When the pool has not
 * enough available cash the loan waits its turn; that is an answer, not an error. Asked twice, it is paid once. Whoever wants
 * autopay signs its authorization; nobody has to.
 *
 * @throws DomainError "not-found" for a loan of someone else, "wrong-state" once it was paid out or for a bank account that
 *   can no longer be used
 */
export async function requestDisbursement({
  borrowerId,
  loanId,
  externalAccountId,
  rail,
  isAutopay,
  ...signature
}: {
  borrowerId: string;
  loanId: string;
  externalAccountId: string;
  rail: PaymentRail;
  isAutopay: boolean;
} & AutopaySignature): Promise<Started> {
  return inTransaction(async (tx) => {
    const on = await businessDate(tx);
    await requireVerifiedEmail(tx, { borrowerId });
    const loan = await lockOwnLoan(tx, { borrowerId, loanId });
    if (loan.status === "DISBURSING")
      return { status: "DISBURSING", paymentOrderId: await currentOrder(tx, loan) };
    if (!["AWAITING_DETAILS", "AWAITING_FUNDS", "DISBURSEMENT_FAILED"].includes(loan.status)) {
      throw new DomainError("wrong-state", "This loan has already been disbursed.");
    }
    await requireDebt(tx, loan);
    const userId = await userOf(tx, borrowerId);
    const account = await requireBankAccount(tx, { userId, externalAccountId });
    if (isAutopay) await signAutopay(tx, { loan, account, userId, on, signature });
    else await revokeAutopay(tx, [{ loanId, on, because: "The borrower revoked it.", by: userId }]);
    const prepared = await tx.loan.update({
      where: { id: loanId },
      data: { externalAccountId, rail, isAutopay },
    });
    const started = await startDisbursement(tx, prepared, { userId, on });
    if (started.status === "AWAITING_FUNDS" && loan.status !== "AWAITING_FUNDS") {
      await notify(tx, {
        userId,
        kind: "loan-awaiting-funds",
        title: "Your loan is awaiting funds",
        body: "The pool does not have enough available cash. We will disburse your loan as soon as it does. No interest accrues until then.",
        href: loanPath(loanId),
        datedOn: on,
      });
    }
    return started;
  });
}

/** A loan that was paid off before its money came back has nothing left to pay out. */
async function requireDebt(tx: Tx, loan: Loan): Promise<void> {
  const where = { loanId: loan.id, status: "POSTED" } as const;
  const { _sum } = await tx.repayment.aggregate({ where, _sum: { principal: true, amount: true } });
  if (d(_sum.principal ?? "0").lt(d(loan.principal))) return;
  const sentence = `You paid off this loan before its disbursement was returned. We owe you ${dollars(d(_sum.amount ?? "0"))}. Contact us and we will send it to you.`;
  throw new DomainError("wrong-state", sentence);
}

async function currentOrder(tx: Tx, loan: Loan): Promise<string> {
  const order = await tx.paymentOrder.findFirstOrThrow({
    where: { kind: "DISBURSEMENT", subjectType: "loan", subjectId: loan.id },
    orderBy: { number: "desc" },
    select: { id: true },
  });
  return order.id;
}
