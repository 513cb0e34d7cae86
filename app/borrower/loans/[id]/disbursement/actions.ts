"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { action } from "@/lib/action";
import { requestDisbursement } from "@/lib/lending/disbursement/request-disbursement";
import { disbursementInput } from "@/lib/lending/application/schemas";

export const requestMoneyAction = action(
  { role: "BORROWER", input: disbursementInput },
  async (input, { borrowerId }, request): Promise<void> => {
    await requestDisbursement({ borrowerId, ...input, ...request });
    revalidatePath("/borrower", "layout");
    redirect(`/borrower/loans/${input.loanId}/disbursement`);
  },
);
