// The envelope of a webhook: which object it is about. What it says of the object's state is never believed. Pure.
import { z } from "zod";

const message = z.object({
  event: z.string(),
  data: z.object({ object: z.string(), id: z.string().trim().min(1) }),
});

export type MessageEnvelope = { topic: string; object: string | null; objectId: string | null };

/**
 * Reads the envelope of a message that carries the bank's signature, whatever its form.
 *
 * @example readMessage('{"event":"completed","data":{"object":"payment_order","id":"x"}}').topic // "payment_order.completed"
 */
export function readMessage(body: string): MessageEnvelope {
  const parsed = message.safeParse(parse(body));
  if (!parsed.success) return { topic: "unreadable", object: null, objectId: null };
  const { event, data } = parsed.data;
  return { topic: `${data.object}.${event}`, object: data.object, objectId: data.id };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
