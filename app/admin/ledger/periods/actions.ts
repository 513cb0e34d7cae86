"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { closeMonth } from "@/lib/jobs/close-month";
import { closeInput } from "./close-input";

export const closeMonthAction = action(
  { permission: "period.close.propose", input: closeInput },
  async ({ through }, admin) => {
    await closeMonth({ through, by: admin.userId, userId: admin.userId });
    revalidatePath("/admin/ledger/periods");
  },
);
