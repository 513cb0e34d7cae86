// The form of a request and of an answer, and Codat's way of saying no.
import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { parseJson, writeJson, type Json } from "./json";

export type ApiRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  rawBody: string;
  address: string; // who asks, for the limit per address
};

export type ApiAnswer = { status: number; body: string; headers: Record<string, string> };

export type ValidationItem = { itemId: string; message: string; validatorName: string };
type Detail = {
  errors?: ValidationItem[];
  retryAfter?: number; // seconds
  detailedErrorCode?: number;
  isContract?: boolean; // the client broke the API's rules, and a benchmark or test wants to know
};

/** Answered in the shape of Codat's ErrorMessage. */
export class Refusal extends Error {
  readonly status: number;
  readonly detail: Detail;

  constructor(status: number, message: string, detail: Detail = {}) {
    super(message);
    this.status = status;
    this.detail = detail;
  }

  toAnswer(): ApiAnswer {
    const { errors, retryAfter, detailedErrorCode = 0 } = this.detail;
    const body = {
      statusCode: this.status,
      service: "PublicApi",
      error: this.message,
      correlationId: randomUUID().replaceAll("-", ""),
      validation: errors ? { errors, warnings: [] } : null,
      canBeRetried: this.status === 429 || this.status >= 500 ? "True" : "False",
      detailedErrorCode,
    };
    return json(this.status, body, retryAfter === undefined ? {} : { "retry-after": String(retryAfter) });
  }
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): ApiAnswer {
  return {
    status,
    body: writeJson(value),
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
  };
}

export function html(body: string, status = 200): ApiAnswer {
  return { status, body, headers: { "content-type": "text/html; charset=utf-8" } };
}

export function nothing(): ApiAnswer {
  return { status: 204, body: "", headers: {} };
}

export function notFound(what: string): Refusal {
  return new Refusal(404, `No such ${what} exists.`);
}

/** A request that the contract forbids, whatever the platform. */
export function broken(message: string, field = ""): Refusal {
  const errors = field === "" ? undefined : [{ itemId: field, message, validatorName: "Request" }];
  return new Refusal(400, message, { ...(errors ? { errors } : {}), isContract: true });
}

/** The body with exact numbers; a request without one is an empty object. */
export function bodyOf(request: ApiRequest): Json {
  if (request.rawBody === "") return {};
  try {
    return parseJson(request.rawBody);
  } catch (error) {
    throw broken(error instanceof Error ? error.message : "The body is not JSON.");
  }
}
