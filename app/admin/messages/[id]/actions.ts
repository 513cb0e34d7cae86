"use server";

import { refresh } from "next/cache";
import { action } from "@/lib/action";
import { answerThread } from "@/lib/messages/answer-thread";
import { closeThread } from "@/lib/messages/close-thread";
import { replyInput, threadInput } from "@/lib/messages/schemas";

export const answerAction = action(
  { permission: "message.answer", input: replyInput },
  async (answer, { userId }) => {
    await answerThread({ ...answer, staffUserId: userId });
    refresh();
  },
);

export const closeAction = action(
  { permission: "message.answer", input: threadInput },
  async ({ threadId }, { userId }) => {
    await closeThread({ threadId, staffUserId: userId });
    refresh();
  },
);
