import { z } from "zod";
import { partsOf, partsText } from "@/lib/money/parts";
import { severalLines } from "@/lib/text-input";

const LONGEST_REASON = 500;
const shownAmount = z.string().regex(/^-?\d{1,12}\.\d{2}$/); // what the page showed

export const chargeOffInput = z
  .strictObject({
    loanId: z.string().min(1).max(64),
    reason: severalLines("Enter a reason.")
      .min(3, "Enter a reason.")
      .max(LONGEST_REASON, `Use at most ${LONGEST_REASON} characters.`),
    shownPrincipal: shownAmount,
    shownInterest: shownAmount,
    shownFees: shownAmount,
  })
  .transform(({ shownPrincipal, shownInterest, shownFees, ...order }) => ({
    ...order,
    shown: partsText(partsOf({ fees: shownFees, interest: shownInterest, principal: shownPrincipal })),
  }));
