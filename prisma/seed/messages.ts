// What people of the story have written to us, so that the inbox and the portals have something to show from the first start.
import { db } from "@/lib/db";
import { answerThread } from "@/lib/messages/answer-thread";
import { openThread } from "@/lib/messages/open-thread";
import { ADMINISTRATOR } from "./people";

const LAST_SUBJECT = "Loans for a food truck";

export async function writeMessages(): Promise<void> {
  if ((await db.messageThread.count({ where: { subject: LAST_SUBJECT } })) > 0) return; // written before the story was interrupted
  const [art, brittany, staff] = await Promise.all([
    personOf("art@example.com"),
    personOf("brittany@example.com"),
    personOf(ADMINISTRATOR.email),
  ]);
  const { id: loanId } = await db.loan.findFirstOrThrow({ where: { borrower: { userId: art.userId } } });
  const { threadId } = await openThread({
    ...art,
    loanId,
    topic: "loan",
    subject: "Paying a month ahead",
    body: "I get a bonus next month. Can I pay two installments at once, and does that cost anything?",
  });
  await answerThread({
    threadId,
    staffUserId: staff.userId,
    body: "Yes, at any time. Choose “Other amount” on the payment page. There is no fee for paying early.",
  });
  await openThread({
    ...brittany,
    topic: "investment",
    subject: "Where will the payout go?",
    body: "My investment matures in January. Which of my accounts will you pay it to?",
  });
  await openThread({
    userId: null,
    name: "Dana Whitmore",
    email: "dana@example.com",
    topic: "other",
    subject: LAST_SUBJECT,
    body: "I run a food truck as a sole proprietor. Would I apply as a person or as a business?",
  });
}

async function personOf(email: string) {
  const { id, name } = await db.user.findUniqueOrThrow({ where: { email } });
  return { userId: id, name, email };
}
