"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { propose } from "@/lib/approvals/propose";
import { addOptionInput, withdrawOptionInput } from "@/lib/investing/schemas";
import { ADD_OPTION, WITHDRAW_OPTION } from "@/lib/staff/kinds/options";

const PATH = "/admin/options";

export const addOptionAction = action(
  { permission: "option.change.propose", input: addOptionInput },
  async ({ reason, ...payload }, { userId }) => {
    await propose(ADD_OPTION, { payload, reason, userId });
    revalidatePath(PATH);
  },
);

export const withdrawOptionAction = action(
  { permission: "option.change.propose", input: withdrawOptionInput },
  async ({ reason, ...payload }, { userId }) => {
    await propose(WITHDRAW_OPTION, { payload, reason, userId });
    revalidatePath(PATH);
  },
);
