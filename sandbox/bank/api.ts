// The form of a request and of an answer, and the bank's way of saying no.
import type { IncomingHttpHeaders } from "node:http";
import type { z } from "zod";

export type ApiRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  rawBody: string;
};

export type ApiAnswer = { status: number; body: string; headers?: Record<string, string> };

/** Answered as `{errors: {code, message, parameter}}`, like Modern Treasury does. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly parameter: string | undefined;

  constructor(status: number, code: string, message: string, parameter?: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.parameter = parameter;
  }

  toAnswer(): ApiAnswer {
    const { code, message, parameter } = this;
    return json(this.status, { errors: { code, message, parameter } });
  }
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): ApiAnswer {
  return { status, body: JSON.stringify(value), headers: { "content-type": "application/json", ...headers } };
}

export function notFound(what: string): Refusal {
  return new Refusal(404, "resource_not_found", `There is no such ${what}.`);
}

export function invalid(message: string, parameter: string): Refusal {
  return new Refusal(422, "parameter_invalid", message, parameter);
}

/** The body in the shape a route needs. */
export function read<Shape extends z.ZodType>(request: ApiRequest, shape: Shape): z.infer<Shape> {
  const parsed = shape.safeParse(parseJson(request.rawBody));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw invalid(issue.message, issue.path.join("."));
}

function parseJson(text: string): unknown {
  if (text === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, "malformed_json", "The body is not JSON.");
  }
}

const PER_PAGE = 25;
const MOST_PER_PAGE = 100;

/** One page, newest first; the cursor is the id of the last row shown. */
export function page<Row extends { id: string }>(
  rows: Row[],
  query: URLSearchParams,
  show: (row: Row) => unknown,
): ApiAnswer {
  const newestFirst = rows.reverse();
  const perPage = Math.min(MOST_PER_PAGE, Math.max(1, Number(query.get("per_page")) || PER_PAGE));
  const cursor = query.get("after_cursor");
  const start = cursor ? newestFirst.findIndex((row) => row.id === cursor) + 1 : 0;
  const shown = newestFirst.slice(start, start + perPage);
  const more = start + perPage < newestFirst.length;
  const headers = { "x-per-page": String(perPage), ...(more ? { "x-after-cursor": shown.at(-1)!.id } : {}) };
  return json(200, shown.map(show), headers);
}

/** Whether a row meets each `field=value` of the query that names one of `fields`, and each `metadata[key]=value`. */
export function matches(row: object, query: URLSearchParams, fields: readonly string[]): boolean {
  const values = row as Record<string, unknown> & { metadata?: Record<string, string> };
  for (const [name, wanted] of query) {
    const key = /^metadata\[(.+)\]$/.exec(name)?.[1];
    if (key !== undefined && values.metadata?.[key] !== wanted) return false;
    if (fields.includes(name) && String(values[name]) !== wanted) return false;
  }
  return true;
}
