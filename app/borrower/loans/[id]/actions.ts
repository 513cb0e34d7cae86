"use server";

import { refresh } from "next/cache";
import { action } from "@/lib/action";
import { autopayInput } from "@/lib/lending/application/schemas";
import { setAutopay } from "@/lib/lending/autopay/set-autopay";

export const setAutopayAction = action(
  { role: "BORROWER", input: autopayInput },
  async (input, { borrowerId }, request) => {
    await setAutopay({ borrowerId, ...input, ...request });
    refresh();
  },
);
