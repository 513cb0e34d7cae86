// What the settings page asks while it is open. The routes say who asks; this says what they get.
import "server-only";
import { z } from "zod";
import { DomainError, type DomainErrorCode } from "@/lib/errors";
import { apiRefusal } from "@/lib/session";
import { listChoices } from "@/lib/writeback/books/choices";
import { followCreation, getCreateForm } from "@/lib/writeback/pages/create-record";
import { getSettings } from "@/lib/writeback/pages/queries";
import { readBack } from "@/lib/writeback/pages/read-back";
import { refreshConnection } from "@/lib/writeback/books/refresh-connection";
import { CARDS } from "@/lib/writeback/records/target-names";

const question = z.discriminatedUnion("ask", [
  z.object({ ask: z.literal("settings") }),
  z.object({ ask: z.literal("connection") }),
  z.object({ ask: z.literal("choices"), card: z.enum(CARDS) }),
  z.object({ ask: z.literal("form"), what: z.enum(["supplier", "expense-account"]) }),
  z.object({ ask: z.literal("read-back") }),
]);
const STATUSES: Partial<Record<DomainErrorCode, number>> = {
  "not-found": 404,
  "rate-limited": 429,
  unavailable: 503,
};

/** Answers one question about one borrower, or refuses with a sentence. */
export async function answerQuestion(borrowerId: string, request: Request): Promise<Response> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const asked = question.safeParse({ ask: "settings", ...query });
  if (!asked.success) return apiRefusal(400, "This page is out of date. Reload it.");
  try {
    return Response.json(await answerTo(borrowerId, asked.data), {
      headers: { "Cache-Control": "private, no-store" },
    });
  } catch (error) {
    if (error instanceof DomainError) return apiRefusal(STATUSES[error.code] ?? 409, error.message);
    throw error;
  }
}

async function answerTo(borrowerId: string, asked: z.output<typeof question>): Promise<unknown> {
  const settings = await getSettings(borrowerId);
  switch (asked.ask) {
    case "settings":
      return settings;
    case "connection":
      await refreshConnection({ borrowerId });
      for (const { id } of settings.pendingOperations) await followCreation(borrowerId, id);
      return getSettings(borrowerId);
    case "choices":
      return listChoices({ borrowerId, card: asked.card });
    case "form":
      return getCreateForm({ borrowerId, what: asked.what });
    case "read-back":
      return readBack({ borrowerId });
  }
}
