"use server";

import { refresh } from "next/cache";
import { action } from "@/lib/action";
import { certifyTin } from "@/lib/investing/taxes/certify-tin";
import { taxFactsInput } from "@/lib/investing/taxes/schemas";

export const certifyTinAction = action(
  { role: "INVESTOR", input: taxFactsInput },
  async (facts, { userId }) => {
    await certifyTin({ ...facts, userId });
    refresh();
  },
);
