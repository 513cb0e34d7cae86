import { z } from "zod";
import { partsOf, partsText } from "@/lib/money/parts";
import { severalLines } from "@/lib/text-input";

const LONGEST_REASON = 500;
const shownAmount = z.string().regex(/^-?\d{1,12}\.\d{2}$/); // what the page said

export const chargeOffInput = z
  .strictObject({
    loanId: z.string().min(1).max(64),
    reason: severalLines("Say why, in a few words.")
      .min(3, "Say why, in a few words.")
      .max(LONGEST_REASON, `Keep it to ${LONGEST_REASON} characters.`),
    shownPrincipal: shownAmount,
    shownInterest: shownAmount,
    idempotencyKey: z.string().min(8).max(100),
  })
  .transform(({ shownPrincipal, shownInterest, ...order }) => ({
    ...order,
    shown: partsText(partsOf({ interest: shownInterest, principal: shownPrincipal })),
  }));
