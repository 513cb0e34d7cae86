"use server";

import { refresh } from "next/cache";
import { action } from "@/lib/action";
import { applicationIdInput } from "@/lib/lending/application/schemas";
import { withdrawApplication } from "@/lib/lending/application/withdraw-application";

export const withdrawAction = action(
  { role: "BORROWER", input: applicationIdInput },
  async ({ applicationId }, { borrowerId }) => {
    await withdrawApplication({ borrowerId, applicationId });
    refresh();
  },
);
