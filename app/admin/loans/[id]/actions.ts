"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { propose } from "@/lib/approvals/propose";
import { CHARGE_OFF, chargeOffFacts } from "@/lib/staff/kinds/charge-off";
import { loanHref } from "../../_parts/paths";
import { chargeOffInput } from "./charge-off-input";

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
