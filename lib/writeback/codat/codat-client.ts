// A small client of Codat's API: one request, one typed outcome. It never retries and never throws for what the other side
// does; whether to send again is decided above, where it is known what may already be written.
import type { z } from "zod";

/** One sentence about one field, as the accounting platform said it. */
export type Validation = { field: string; message: string };

export type Outcome<T> =
  | { kind: "ok"; data: T; correlationId: string | null }
  | { kind: "rate-limited"; retryAfterSeconds: number; isForAll: boolean; correlationId: string | null }
  | { kind: "in-flight"; sentence: string; correlationId: string | null } // 409
  | { kind: "key-reused"; sentence: string; correlationId: string | null } // 422
  | { kind: "rejected"; sentence: string; validation: Validation[]; correlationId: string | null } // 400
  | { kind: "not-found"; sentence: string; correlationId: string | null } // 404
  | { kind: "not-allowed"; sentence: string; correlationId: string | null } // 401, 402, 403
  | { kind: "breakdown"; sentence: string; correlationId: string | null } // 5xx, or an answer that is not Codat's
  | { kind: "no-answer"; sentence: string; correlationId: null };

export type CodatRequest<T> = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the base URL, encoded, with its query. */
  path: string;
  body?: string | undefined;
  idempotencyKey?: string | undefined;
  answer: z.ZodType<T>;
};

/** What is kept of a call for people to read: no header, no body, no secret. */
export type CallRecord = {
  method: string;
  path: string;
  httpStatus: number | null;
  outcome: Outcome<unknown>["kind"];
  idempotencyKey: string | null;
  correlationId: string | null;
  durationMs: number;
  note: string | null;
};

export type Client = <T>(request: CodatRequest<T>) => Promise<{ outcome: Outcome<T>; record: CallRecord }>;

const DEFAULT_RETRY_SECONDS = 5;
const LONGEST_SENTENCE = 500;

/**
 * A client for one address and one key.
 *
 * @param timeoutMs after which a request counts as unanswered
 * @param clock     milliseconds, for durations only
 */
export function createClient({
  baseUrl,
  apiKey,
  timeoutMs = 20_000,
  clock = () => performance.now(),
}: {
  baseUrl: string;
  apiKey: string;
  timeoutMs?: number;
  clock?: () => number;
}): Client {
  const authorization = `Basic ${Buffer.from(apiKey).toString("base64")}`;
  return async ({ method, path, body, idempotencyKey, answer }) => {
    const startedAt = clock();
    const { outcome, httpStatus } = await exchange();
    const record: CallRecord = {
      method,
      path: path.split("?")[0]!,
      httpStatus,
      outcome: outcome.kind,
      idempotencyKey: idempotencyKey ?? null,
      correlationId: outcome.correlationId,
      durationMs: Math.trunc(clock() - startedAt),
      note: outcome.kind === "ok" ? null : noteOf(outcome),
    };
    return { outcome, record };

    async function exchange() {
      try {
        const response = await fetch(addressOf(baseUrl, path), {
          method,
          headers: {
            authorization,
            accept: "application/json",
            ...(body === undefined ? {} : { "content-type": "application/json" }),
            ...(idempotencyKey ? { "idempotency-key": idempotencyKey } : {}),
          },
          ...(body === undefined ? {} : { body }),
          signal: AbortSignal.timeout(timeoutMs),
          redirect: "error", // the key goes to the address that was configured, nowhere else
          cache: "no-store",
        });
        const outcome = outcomeOf(response, await response.text(), answer);
        return { outcome, httpStatus: response.status };
      } catch (error) {
        const isTimeout = error instanceof Error && error.name === "TimeoutError";
        const sentence = isTimeout ? "Codat did not respond in time." : "The connection to Codat was lost.";
        return { outcome: { kind: "no-answer" as const, sentence, correlationId: null }, httpStatus: null };
      }
    }
  };
}

function addressOf(baseUrl: string, path: string): string {
  return `${baseUrl.replace(/\/+$/, "")}${path}`;
}

function outcomeOf<T>(response: Response, text: string, answer: z.ZodType<T>): Outcome<T> {
  const body = parse(text);
  const { sentence, validation, correlationId: fromBody } = errorOf(body);
  const correlationId = fromBody ?? response.headers.get("x-correlation-id");
  const { status } = response;
  if (response.ok) {
    const parsed = body === undefined ? NOT_JSON : answer.safeParse(body);
    if (parsed.success) return { kind: "ok", data: parsed.data, correlationId };
    const what = parsed.error.issues[0]?.path.join(".") || "the answer";
    return {
      kind: "breakdown",
      sentence: `Codat returned an unexpected response (${what}).`,
      correlationId,
    };
  }
  if (status === 429) return rateLimited(response, correlationId);
  // An error page of a proxy says nothing about the request: least of all that a record is not there.
  if (!isCodatError(body) && status !== 401)
    return { kind: "breakdown", sentence: "This error did not come from Codat.", correlationId };
  if (status === 400) return { kind: "rejected", sentence, validation, correlationId };
  if (status === 401 || status === 402 || status === 403)
    return { kind: "not-allowed", sentence, correlationId };
  if (status === 404) return { kind: "not-found", sentence, correlationId };
  if (status === 409) return { kind: "in-flight", sentence, correlationId };
  if (status === 422) return { kind: "key-reused", sentence, correlationId };
  return { kind: "breakdown", sentence, correlationId };
}

/** Nothing left of the day's quota concerns every company; any other 429 only the one that was asked about. */
function rateLimited(response: Response, correlationId: string | null): Outcome<never> {
  const given = response.headers.get("retry-after") ?? "";
  const seconds = /^\d{1,6}$/.test(given) ? Number(given) : DEFAULT_RETRY_SECONDS;
  const isForAll = response.headers.get("x-rate-limit-remaining") === "0";
  return { kind: "rate-limited", retryAfterSeconds: seconds, isForAll, correlationId };
}

function errorOf(body: unknown): {
  sentence: string;
  validation: Validation[];
  correlationId: string | null;
} {
  const fields = isObject(body) ? body : {};
  const error = typeof fields.error === "string" && fields.error !== "" ? fields.error : null;
  return {
    sentence: (error ?? "Codat did not give a reason.").slice(0, LONGEST_SENTENCE),
    validation: validationOf(fields.validation),
    correlationId: typeof fields.correlationId === "string" ? fields.correlationId : null,
  };
}

/** The errors of a `validation` object, whatever of it is there. */
export function validationOf(validation: unknown): Validation[] {
  const errors = isObject(validation) && Array.isArray(validation.errors) ? validation.errors : [];
  return errors.filter(isObject).map(({ itemId, message }) => ({
    field: typeof itemId === "string" ? itemId : "",
    message: (typeof message === "string" ? message : "No reason was given.").slice(0, LONGEST_SENTENCE),
  }));
}

function noteOf(outcome: Exclude<Outcome<unknown>, { kind: "ok" }>): string {
  if (outcome.kind === "rate-limited")
    return `Wait ${outcome.retryAfterSeconds} s${outcome.isForAll ? ", for all companies" : ""}.`;
  if (outcome.kind !== "rejected") return outcome.sentence;
  return [outcome.sentence, ...outcome.validation.map(({ message }) => message)]
    .join(" ")
    .slice(0, LONGEST_SENTENCE);
}

const NOT_JSON = { success: false, error: { issues: [] as { path: PropertyKey[] }[] } } as const;

/** Codat's errors are objects that repeat the status, or say why. */
function isCodatError(body: unknown): boolean {
  return isObject(body) && (typeof body.statusCode === "number" || typeof body.error === "string");
}

function parse(text: string): unknown {
  if (text === "") return null; // 204
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
