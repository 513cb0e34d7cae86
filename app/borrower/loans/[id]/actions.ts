"use server";

import { refresh } from "next/cache";
import { action } from "@/lib/action";
import { autopayInput, payoffLetterInput } from "@/lib/lending/application/schemas";
import { setAutopay } from "@/lib/lending/autopay/set-autopay";
import { requestPayoffLetter } from "@/lib/paperwork/request-payoff-letter";

export const setAutopayAction = action(
  { role: "BORROWER", input: autopayInput },
  async (input, { borrowerId }, request) => {
    await setAutopay({ borrowerId, ...input, ...request });
    refresh();
  },
);

export const payoffLetterAction = action(
  { role: "BORROWER", input: payoffLetterInput },
  async (input, { borrowerId }) => {
    await requestPayoffLetter({ borrowerId, ...input });
    refresh();
  },
);
