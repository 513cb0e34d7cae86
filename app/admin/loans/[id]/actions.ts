"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { propose } from "@/lib/approvals/propose";
import { CHARGE_OFF, chargeOffFacts } from "@/lib/staff/kinds/charge-off";
import { loanHref } from "../../_parts/paths";
import { waiveFee } from "@/lib/jobs/waive-fee";
import { chargeOffInput } from "./charge-off-input";
import { MOST_REFUND_ALONE } from "@/lib/lending/refunds/most-refund-alone";
import { d } from "@/lib/money/money";
import { REFUND } from "@/lib/staff/kinds/refund";
import { startRefund } from "@/lib/lending/refunds/start-refund";
import { startRefundInput } from "./start-refund-input";
import { waiveFeeInput } from "./waive-fee-input";

export const chargeOffAction = action(
  { permission: "loan.charge-off.propose", input: chargeOffInput },
  async ({ loanId, reason, shown }, { userId }) => {
    try {
      await propose(CHARGE_OFF, { payload: { loanId }, reason, userId, shown: chargeOffFacts(shown) });
    } finally {
      revalidatePath(loanHref(loanId)); // after a refusal too, because the amounts may have changed
    }
  },
);

export const waiveFeeAction = action(
  { permission: "loan.waive-fee", input: waiveFeeInput },
  async (input, { userId }) => {
    await waiveFee({ userId, ...input });
    revalidatePath(loanHref(input.loanId));
  },
);

export const startRefundAction = action(
  { permission: "loan.refund", input: startRefundInput },
  async ({ reason, ...payload }, { userId }) => {
    if (d(payload.amount).lte(MOST_REFUND_ALONE)) await startRefund({ userId, ...payload });
    else await propose(REFUND, { payload, reason: reason!, userId }); // the input asks for a reason
    revalidatePath(loanHref(payload.loanId));
  },
);
