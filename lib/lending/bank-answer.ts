// What follows from a bank's refusal for the account and for autopay, and how the borrower is told.
import { log } from "@/lib/log";
import type { Tx } from "@/lib/db";
import { disableExternalAccount } from "@/lib/payments/external-accounts";
import { describeReturn } from "@/lib/payments/return-codes";
import type { PaymentOrder } from "@/prisma/generated/client";

/** Applies the code to the bank account and the borrower's autopay. @returns words for the borrower: what happened, what to do */
export async function applyReturnCode(
  tx: Tx,
  { order, returnCode }: { order: PaymentOrder; returnCode: string | undefined },
): Promise<string> {
  const meaning = describeReturn(returnCode ?? order.returnCode);
  const { externalAccountId } = order;
  if (externalAccountId && meaning.disablesAccount) {
    await disableExternalAccount(tx, { id: externalAccountId, reason: meaning.words });
  }
  if (externalAccountId && meaning.stopsAutopay) {
    await tx.loan.updateMany({ where: { externalAccountId, isAutopay: true }, data: { isAutopay: false } });
    log.info({ paymentOrderId: order.id, returnCode }, "Autopay was stopped by a return code.");
  }
  return `${meaning.words} ${meaning.remedy}`;
}
