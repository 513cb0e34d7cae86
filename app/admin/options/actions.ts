"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { addOption } from "@/lib/investing/add-option";
import { addOptionInput, optionIdInput } from "@/lib/investing/schemas";
import { withdrawOption } from "@/lib/investing/withdraw-option";

const PATH = "/admin/options";

export const addOptionAction = action(
  { permission: "option.change.propose", input: addOptionInput },
  async (option, admin) => {
    const added = await addOption({ userId: admin.userId, ...option });
    revalidatePath(PATH);
    return added;
  },
);

export const withdrawOptionAction = action(
  { permission: "option.change.propose", input: optionIdInput },
  async ({ optionId }, admin) => {
    await withdrawOption({ userId: admin.userId, optionId });
    revalidatePath(PATH);
  },
);
