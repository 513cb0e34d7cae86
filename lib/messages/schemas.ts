// The forms of messages. Free of server code.
import { z } from "zod";
import { emailInput } from "@/lib/identity/schemas";
import { oneLine, severalLines } from "@/lib/text-input";
import { TOPICS, type Topic } from "./topics";

export const LONGEST_MESSAGE = 5000;

const line = (most: number, empty: string) =>
  oneLine(empty).min(1, empty).max(most, `Use at most ${most} characters.`);

const body = severalLines("Write your message.")
  .min(1, "Write your message.")
  .max(LONGEST_MESSAGE, `Use at most ${LONGEST_MESSAGE} characters.`);

/** An empty choice is none. */
const optionalId = z
  .string()
  .regex(/^\w{0,60}$/, "Choose one of your loans.")
  .transform((text) => text || undefined)
  .optional();

const id = z.string().regex(/^\w{1,60}$/, "Reload the page.");

// Without `when` zod would keep these sentences back until every other field is right.
const ofVisitor = (field: "name" | "email", error: string) =>
  z.refine<{ visitor?: unknown; name?: unknown; email?: unknown }>(
    (form) => form.visitor !== "yes" || form[field] !== undefined, // a blank one has its own sentence
    { path: [field], error, when: () => true },
  );

export const contactInput = z
  .strictObject({
    topic: z.enum(Object.keys(TOPICS) as [Topic, ...Topic[]], "Choose a topic."),
    subject: line(150, "Write a subject."),
    body,
    loanId: optionalId,
    /** The form of somebody who is not signed in also asks for these. */
    visitor: z.literal("yes").optional(),
    name: line(120, "Enter your name.").optional(),
    email: emailInput.optional(),
  })
  .check(ofVisitor("name", "Enter your name."), ofVisitor("email", "Enter your email address."));

export const replyInput = z.strictObject({ threadId: id, body });
export const threadInput = z.strictObject({ threadId: id });
