"use server";

import { refresh } from "next/cache";
import { action } from "@/lib/action";
import { answerThread } from "@/lib/messages/answer-thread";
import { closeThread } from "@/lib/messages/close-thread";
import { replyInput, threadInput } from "@/lib/messages/schemas";

export const answerAction = action({ role: "ADMIN", input: replyInput }, async (answer, { userId }) => {
  await answerThread({ ...answer, staffUserId: userId });
  refresh();
});

export const closeAction = action({ role: "ADMIN", input: threadInput }, async ({ threadId }, { userId }) => {
  await closeThread({ threadId, staffUserId: userId });
  refresh();
});
