"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { propose } from "@/lib/approvals/propose";
import { CLOSE_PERIOD } from "@/lib/staff/kinds/close-period";
import { closeInput } from "./close-input";

export const closeMonthAction = action(
  { permission: "period.close.propose", input: closeInput },
  async ({ through, note, reason }, { userId }) => {
    await propose(CLOSE_PERIOD, { payload: { through, ...(note ? { note } : {}) }, reason, userId });
    revalidatePath("/admin/ledger/periods");
  },
);
