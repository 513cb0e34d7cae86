"use server";

import { refresh } from "next/cache";
import { action } from "@/lib/action";
import { MESSAGES_PER_PERSON } from "@/lib/messages/limits";
import { replyToThread } from "@/lib/messages/reply-to-thread";
import { replyInput } from "@/lib/messages/schemas";

export const replyAction = action(
  { role: "ANY", input: replyInput, rateLimit: MESSAGES_PER_PERSON },
  async (reply, { userId }) => {
    await replyToThread({ ...reply, userId });
    refresh();
  },
);
