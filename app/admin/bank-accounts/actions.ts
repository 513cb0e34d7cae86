"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { reviewBankAccount } from "@/lib/jobs/review-bank-account";
import { reviewInput } from "./review-input";

export const reviewBankAccountAction = action(
  { permission: "bank-account.review", input: reviewInput },
  async ({ externalAccountId, decision, reason }, admin) => {
    await reviewBankAccount({
      userId: admin.userId,
      externalAccountId,
      isCleared: decision === "clear",
      reason,
    });
    revalidatePath("/admin/bank-accounts");
  },
);
