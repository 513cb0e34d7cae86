import { inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { d, dollars } from "@/lib/money/money";
import { clearKey, lockBooked } from "@/lib/payments/bank/exception-item";
import { assignToOrder } from "@/lib/payments/bank/resolve-exception";
import { lockLoan, userOf } from "@/lib/lending/terms/find-loan";
import { loadPosition } from "@/lib/lending/terms/loan-position";
import { payoffOn, planRepayment } from "@/lib/lending/terms/repayment-plan";
import { startRepayment } from "./start-repayment";

/**
 * An unidentified receipt is a repayment that the borrower sent by wire: what was booked for it is taken back, and the
 * repayment completes as every other, split by what is due today.
 *
 * Dr unidentified receipts, Cr cash; then Dr cash, Cr borrower interest, Cr borrower principal.
 *
 * @param loan the loan's number or its id
 * @throws DomainError "not-found"; "wrong-state" when the exception is resolved or its money left the account; "invalid" on
 *   the field "loan" for no active loan, or one that owes less
 */
export async function assignReceiptToLoan({
  userId,
  exceptionId,
  loan: named,
}: {
  userId: string;
  exceptionId: string;
  loan: string;
}): Promise<void> {
  await inTransaction(async (tx) => {
    const item = await lockBooked(tx, exceptionId);
    const { amount, line } = item;
    if (amount.startsWith("-"))
      throw new DomainError("wrong-state", "This money left the account, so it repays no loan.");
    const text = named.trim();
    const found = await tx.loan.findFirst({
      where: /^\d{1,9}$/.test(text) ? { number: Number(text) } : { id: text },
      select: { id: true },
    });
    const loan = found && (await lockLoan(tx, found.id));
    if (loan?.status !== "ACTIVE")
      throw new DomainError(
        "invalid",
        "No active loan has this number. Look it up on the loans page.",
        "loan",
      );
    const { expected } = await loadPosition(tx, loan.id);
    const { amount: most } = payoffOn(expected, line.on);
    if (d(amount).gt(most))
      throw new DomainError(
        "invalid",
        `Loan ${loan.number} owes ${dollars(most)}, pending payments counted, but ${dollars(amount)} arrived. Send the money back, or choose another loan.`,
        "loan",
      );
    const started = await startRepayment(tx, {
      ...{ loan, on: line.on, isAutopay: false, externalAccountId: null },
      userId: await userOf(tx, loan.borrowerId),
      staffId: userId,
      plan: planRepayment({ position: expected, kind: "OTHER", amount: d(amount), asOf: line.on }),
      idempotencyKey: clearKey(exceptionId),
    });
    const order = await tx.paymentOrder.findUniqueOrThrow({ where: { id: started.paymentOrderId } });
    await assignToOrder(tx, item, order, { userId, resolution: "REPAYMENT" });
  });
}
