"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { chargeOffLoan } from "@/lib/jobs/charge-off-loan";
import { loanHref } from "../../_parts/paths";
import { chargeOffInput } from "./charge-off-input";

export const chargeOffAction = action(
  { permission: "loan.charge-off.propose", input: chargeOffInput },
  async (order, admin) => {
    try {
      await chargeOffLoan({ userId: admin.userId, ...order });
    } finally {
      revalidatePath(loanHref(order.loanId)); // after a refusal too, because the amounts may have changed
    }
  },
);
