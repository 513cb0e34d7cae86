"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { action } from "@/lib/action";
import { acceptOffer } from "@/lib/lending/application/accept-offer";
import { acceptOfferInput } from "@/lib/lending/application/schemas";

export const acceptOfferAction = action(
  { role: "BORROWER", input: acceptOfferInput },
  async ({ offerId, signedName }, { borrowerId }, request): Promise<void> => {
    const { loanId } = await acceptOffer({ borrowerId, offerId, signedName, ...request });
    revalidatePath("/borrower", "layout");
    redirect(`/borrower/loans/${loanId}/disbursement`);
  },
);
