"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { action } from "@/lib/action";
import { quoteRepayment } from "@/lib/lending/repayment/quote-repayment";
import { repay } from "@/lib/lending/repayment/repay";
import { choosePaymentInput } from "./repay-input";

/** Says no before the review when the payment could not be made; moves no money. */
export const reviewPaymentAction = action(
  { role: "BORROWER", input: choosePaymentInput },
  async ({ loanId, kind, amount, externalAccountId, idempotencyKey }, { borrowerId }): Promise<void> => {
    await quoteRepayment({ borrowerId, loanId, kind, amount });
    const choice = new URLSearchParams({ kind, account: externalAccountId ?? "", key: idempotencyKey });
    if (amount !== undefined) choice.set("amount", amount);
    redirect(`/borrower/loans/${loanId}/repay/review?${choice}`);
  },
);

export const confirmPaymentAction = action(
  { role: "BORROWER", input: choosePaymentInput },
  async (payment, { borrowerId }): Promise<void> => {
    const { paymentOrderId } = await repay({ borrowerId, ...payment });
    revalidatePath("/borrower", "layout");
    redirect(`/borrower/payments/${paymentOrderId}`);
  },
);
