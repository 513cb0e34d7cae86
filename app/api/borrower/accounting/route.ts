import { answerQuestion } from "@/app/_writeback/answer-question";
import { requireActorForApi } from "@/lib/session";

/** How the caller's own accounting settings stand, and what their books offer for them. */
export async function GET(request: Request) {
  const actor = await requireActorForApi("BORROWER");
  if (actor instanceof Response) return actor;
  return answerQuestion(actor.borrowerId, request);
}
