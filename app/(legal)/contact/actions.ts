"use server";

import { redirect } from "next/navigation";
import { publicAction } from "@/lib/action";
import { DomainError } from "@/lib/errors";
import { MESSAGES_PER_ADDRESS, MESSAGES_PER_PERSON } from "@/lib/messages/limits";
import { openThread } from "@/lib/messages/open-thread";
import { contactInput } from "@/lib/messages/schemas";
import { countAttempt } from "@/lib/rate-limit";
import { optionalActor } from "@/lib/session";

/** Anyone may write to us. The session says who is signed in, whatever name the form has. */
export const sendMessageAction = publicAction(
  { input: contactInput, rateLimit: MESSAGES_PER_ADDRESS },
  async ({ name, email, visitor: _, ...message }) => {
    const actor = await optionalActor();
    if (actor) {
      await countAttempt(MESSAGES_PER_PERSON, actor.userId);
      const { threadId } = await openThread({
        ...message,
        userId: actor.userId,
        name: actor.name,
        email: actor.email,
      });
      redirect(`/settings/messages/${threadId}`);
    }
    if (!name || !email)
      throw new DomainError(
        "not-allowed",
        "You are signed out. Sign in again in another tab, or reload this page to write without an account.",
      );
    await openThread({ ...message, userId: null, name, email });
    redirect("/contact?sent=yes");
  },
);
