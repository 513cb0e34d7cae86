"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/action";
import { cancelRepayment } from "@/lib/lending/repayment/cancel-repayment";

const paymentInput = z.strictObject({ paymentOrderId: z.string().min(1).max(60) });

export const cancelPaymentAction = action(
  { role: "BORROWER", input: paymentInput },
  async ({ paymentOrderId }, { borrowerId }) => {
    await cancelRepayment({ borrowerId, paymentOrderId });
    revalidatePath("/borrower", "layout");
  },
);
