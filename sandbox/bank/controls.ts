// /sandbox/…: what no real bank offers. Its date, where its webhooks go, and ways to make it misbehave.
import { z } from "zod";
import { json, read, type ApiAnswer, type ApiRequest } from "./api";
import type { Bank } from "./bank";
import { isDate } from "./bank-days";
import { setDate } from "./settlement";

/**
 * How the next requests to /api go wrong: `lose` are POSTs that are carried out and never answered, `fail` are requests
 * that are answered 503, `delayMs` slows POSTs down. `seen` counts all requests to /api.
 */
export type Trouble = { lose: number; fail: number; delayMs: number; seen: number };

export function readClock(bank: Bank): ApiAnswer {
  return json(200, { date: bank.today });
}

export function moveClock(bank: Bank, request: ApiRequest): ApiAnswer {
  const { date } = read(
    request,
    z.object({ date: z.string("date is missing").refine(isDate, "date is not a date") }),
  );
  setDate(bank, date);
  return json(200, { date });
}

export function setWebhookEndpoint(bank: Bank, request: ApiRequest): ApiAnswer {
  const { url } = read(request, z.object({ url: z.url("url is not a URL").nullable() }));
  bank.change({ webhookUrl: url });
  return json(200, { url });
}

export function setWebhookBehavior(bank: Bank, request: ApiRequest): ApiAnswer {
  const behavior = z.object({
    duplicate: z.int().min(0).max(20).default(0),
    shuffle: z.boolean().default(false),
    drop: z.boolean().default(false),
  });
  bank.sender.behavior = read(request, behavior);
  return json(200, bank.sender.behavior);
}

export function makeTrouble(trouble: Trouble, request: ApiRequest): ApiAnswer {
  const count = z.int().min(0).max(1000).default(0);
  const wanted = read(
    request,
    z.object({ lose: count, fail: count, delayMs: z.int().min(0).max(10_000).default(0) }),
  );
  return json(200, Object.assign(trouble, wanted));
}
