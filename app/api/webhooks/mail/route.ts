// Where the mail provider reports bounces and complaints. The signature over the body proves who is asking; there is no session.
import { readLimited } from "@/app/api/webhooks/payments/read-limited";
import { DomainError } from "@/lib/errors";
import { receiveMailEvent } from "@/lib/notifications/receive-mail-event";

const LONGEST_BODY_BYTES = 256 * 1024;

export async function POST(request: Request): Promise<Response> {
  const rawBody = await readLimited(request, LONGEST_BODY_BYTES);
  if (rawBody === null) return Response.json({ error: "The message is too long." }, { status: 413 });
  try {
    return Response.json(await receiveMailEvent({ rawBody, headers: request.headers }));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return Response.json({ error: error.message }, { status: error.code === "not-allowed" ? 401 : 400 });
  }
}
