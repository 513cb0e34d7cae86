"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { closeMonth } from "@/lib/jobs/close-month";
import { closeInput } from "./close-input";

export const closeMonthAction = action(
  { role: "ADMIN", input: closeInput },
  async ({ through, note }, admin) => {
    await closeMonth({ through, note: note || undefined, by: admin.userId, userId: admin.userId });
    revalidatePath("/admin/ledger/periods");
  },
);
