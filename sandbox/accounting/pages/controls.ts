// /_control/…: what no real Codat offers. Time, limits, trouble on demand, webhooks, counters.
import { z } from "zod";
import type { Accounting } from "@/sandbox/accounting/books/accounting";
import {
  bodyOf,
  json,
  notFound,
  nothing,
  type ApiAnswer,
  type ApiRequest,
} from "@/sandbox/accounting/http/api";
import { isDate, MINUTE } from "@/sandbox/accounting/http/clock";
import { tell } from "@/sandbox/accounting/books/events";
import { plain, type Json } from "@/sandbox/accounting/http/json";
import { DOCUMENTED, NONE, type Allowed } from "@/sandbox/accounting/http/limits";
import { end } from "@/sandbox/accounting/writes/operations";
import { shaped } from "@/sandbox/accounting/http/reading";

const count = z.int("must be a whole number").min(0).max(1_000_000);
const delay = z.int("must be a whole number").min(0).max(3_600_000);
const url = z.url("must be a URL");
const OUTCOMES = [
  "Success",
  "Failed",
  "TimedOut",
  "TimedOutWritten",
  "TimedOutThenSuccess",
  "Pending",
] as const;

const clock = z.strictObject({
  advanceMinutes: z.number().min(0).optional(),
  date: z.string().refine(isDate, "must be a date").nullish(),
});
const settings = z.strictObject({
  syncDelayMs: delay.optional(),
  pushDelayMs: delay.optional(),
  mappingDelayMs: delay.optional(),
  latencyMs: delay.optional(),
  baseCurrency: z
    .string()
    .regex(/^[A-Z]{3}$/, "must be a currency")
    .optional(),
  companyLimit: count.nullish(),
  omitsNulls: z.boolean().optional(),
  redirectUrl: z.string().nullish(),
});
const limits = z.strictObject({
  on: z.boolean().optional(),
  perMinute: count.nullish(),
  windowMs: z.int().min(1).optional(),
  concurrent: count.nullish(),
  perDay: count.nullish(),
});
const fault = z.strictObject({
  kind: z.enum(["status", "drop", "delay", "hold"]),
  status: z.int().min(400).max(599).default(503),
  applied: z.boolean().default(false),
  retryAfter: z.int().min(0).nullable().default(null),
  delayMs: delay.default(0),
  message: z.string().nullable().default(null),
  method: z.string().nullable().default(null),
  path: z.string().nullable().default(null),
  count: count.min(1).default(1),
});
const outcome = z.strictObject({
  outcome: z.enum(OUTCOMES),
  message: z.string().nullable().default(null),
  delayMs: delay.nullable().default(null),
  lateMs: delay.default(0),
});
const script = outcome.extend({
  dataType: z.string().nullable().default(null),
  connectionId: z.string().nullable().default(null),
  count: count.min(1).default(1),
});
const behavior = z.strictObject({
  duplicate: z.int().min(0).max(20).default(0),
  shuffle: z.boolean().default(false),
  drop: z.boolean().default(false),
  delayMs: delay.default(0),
  shape: z.enum(["current", "legacy"]).default("current"),
  authorization: z.string().nullable().default(null),
  timedOutAs: z.enum(["unsuccessful", "successful"]).default("unsuccessful"),
});

/** A control's body, with ordinary numbers: nothing here is money. */
export function told<Shape extends z.ZodType>(request: ApiRequest, shape: Shape): z.infer<Shape> {
  return shaped(plain(bodyOf(request)) as Json, shape);
}

export function moveClock(accounting: Accounting, request: ApiRequest): ApiAnswer {
  const { advanceMinutes, date } = told(request, clock);
  if (advanceMinutes !== undefined) accounting.clock.advance(advanceMinutes * MINUTE);
  if (date !== undefined) {
    accounting.clock.setDate(date);
    accounting.change({ date });
  }
  return json(200, { now: accounting.clock.iso(), today: accounting.clock.today() });
}

export function changeSettings(accounting: Accounting, request: ApiRequest): ApiAnswer {
  const given = Object.entries(told(request, settings)).filter(([, value]) => value !== undefined);
  const { key: _key, parent: _parent, ...rest } = accounting.change(Object.fromEntries(given));
  return json(200, rest);
}

export function changeLimits(accounting: Accounting, request: ApiRequest): ApiAnswer {
  const { on, ...given } = told(request, limits);
  const base: Allowed = on === undefined ? accounting.limits.allowed : on ? DOCUMENTED : NONE;
  const changed = Object.entries(given).filter(([, value]) => value !== undefined);
  accounting.limits.allowed = { ...base, ...Object.fromEntries(changed) };
  return json(200, accounting.limits.allowed);
}

export function addFault(accounting: Accounting, request: ApiRequest): ApiAnswer {
  accounting.faults.add(told(request, fault));
  return json(200, accounting.faults.waiting);
}

export function getFaults({ faults }: Accounting): ApiAnswer {
  return json(200, { waiting: faults.waiting, held: faults.held });
}

export function clearFaults(accounting: Accounting): ApiAnswer {
  accounting.faults.clear();
  return nothing();
}

export function addOutcome(accounting: Accounting, request: ApiRequest): ApiAnswer {
  const { outcome: kind, ...rest } = told(request, script);
  accounting.outcomes.add({ kind, ...rest });
  return json(200, accounting.outcomes.waiting);
}

export function clearOutcomes(accounting: Accounting): ApiAnswer {
  accounting.outcomes.clear();
  return nothing();
}

export function endOperation(accounting: Accounting, key: string, request: ApiRequest): ApiAnswer {
  const { outcome: kind, ...rest } = told(request, outcome);
  const operation = accounting.store.find("operations", key);
  if (!operation) throw notFound("push operation");
  const { status, record } = end(accounting, operation, { kind, ...rest });
  return json(200, { status, record });
}

export function setConsumer(accounting: Accounting, request: ApiRequest): ApiAnswer {
  const shape = z.strictObject({
    url: url.nullable(),
    eventTypes: z.array(z.string()).default([]),
    redirectUrl: z.string().nullish(),
  });
  const { url: address, eventTypes, redirectUrl } = told(request, shape);
  for (const { key } of accounting.store.all("consumers")) accounting.store.remove("consumers", key);
  if (address !== null)
    accounting.store.put("consumers", {
      key: "consumer",
      parent: "",
      url: address,
      eventTypes,
      disabled: false,
      companyTags: [],
    });
  if (redirectUrl !== undefined) accounting.change({ redirectUrl });
  return json(200, { url: address, redirectUrl: accounting.settings.redirectUrl });
}

export function setWebhookBehavior(accounting: Accounting, request: ApiRequest): ApiAnswer {
  accounting.sender.behavior = told(request, behavior);
  return json(200, accounting.sender.behavior);
}

export function listWebhooks(accounting: Accounting): ApiAnswer {
  return json(
    200,
    accounting.sender.sent.map(({ id, eventType, body, attempts }) => ({ id, eventType, body, attempts })),
  );
}

export function replayWebhooks(accounting: Accounting, request: ApiRequest): ApiAnswer {
  const { id } = told(request, z.strictObject({ id: z.string().nullable().default(null) }));
  return json(200, { sent: accounting.sender.replay(id) });
}

export function sendWebhook(accounting: Accounting, request: ApiRequest): ApiAnswer {
  const shape = z.strictObject({ eventType: z.string().min(1), payload: z.record(z.string(), z.unknown()) });
  const { eventType, payload } = told(request, shape);
  tell(accounting, null, eventType, payload);
  return json(200, { eventType });
}

export function showStats(accounting: Accounting): ApiAnswer {
  return json(200, {
    ...accounting.stats.report(),
    limits: accounting.limits.report(accounting.connectedCompanies),
  });
}

export function forgetStats(accounting: Accounting): ApiAnswer {
  accounting.stats.forget();
  accounting.limits.forget();
  return nothing();
}
