"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { acknowledgeBreach } from "@/lib/payments/watch-return-rates";
import { acknowledgeInput } from "./acknowledge-input";

export const acknowledgeBreachAction = action(
  { permission: "return-rate.acknowledge", input: acknowledgeInput },
  async ({ alertId, note }, { userId }) => {
    await acknowledgeBreach({ userId, alertId, note });
    revalidatePath("/admin/payments/returns");
  },
);
