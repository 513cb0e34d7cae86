"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/action";
import { markLetterMailed } from "@/lib/notifications/paper-letters";

const letterInput = z.strictObject({ id: z.string().min(1).max(60) });

export const markLetterMailedAction = action(
  { permission: "letter.mail", input: letterInput },
  async ({ id }, admin) => {
    await markLetterMailed({ id, userId: admin.userId });
    revalidatePath("/admin/mail/letters");
  },
);
