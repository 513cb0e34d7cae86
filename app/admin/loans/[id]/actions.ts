"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { chargeOffLoan } from "@/lib/jobs/charge-off-loan";
import { loanHref } from "../../_parts/paths";
import { waiveFee } from "@/lib/jobs/waive-fee";
import { chargeOffInput } from "./charge-off-input";
import { startRefund } from "@/lib/lending/refunds/start-refund";
import { startRefundInput } from "./start-refund-input";
import { waiveFeeInput } from "./waive-fee-input";

export const chargeOffAction = action({ role: "ADMIN", input: chargeOffInput }, async (order, admin) => {
  try {
    await chargeOffLoan({ userId: admin.userId, ...order });
  } finally {
    revalidatePath(loanHref(order.loanId)); // after a refusal too, because the amounts may have changed
  }
});

export const waiveFeeAction = action({ role: "ADMIN", input: waiveFeeInput }, async (input, { userId }) => {
  await waiveFee({ userId, ...input });
  revalidatePath(loanHref(input.loanId));
});

export const startRefundAction = action(
  { role: "ADMIN", input: startRefundInput },
  async (input, { userId }) => {
    await startRefund({ userId, ...input });
    revalidatePath(loanHref(input.loanId));
  },
);
