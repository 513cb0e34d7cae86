"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { action } from "@/lib/action";
import { requestDisbursement } from "@/lib/lending/request-disbursement";
import { disbursementInput } from "@/lib/lending/schemas";

export const requestMoneyAction = action(
  { role: "BORROWER", input: disbursementInput },
  async (request, { borrowerId }): Promise<void> => {
    await requestDisbursement({ borrowerId, ...request });
    revalidatePath("/borrower", "layout");
    redirect(`/borrower/loans/${request.loanId}/disbursement`);
  },
);
