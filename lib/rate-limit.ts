// How often something may be tried. Counted in PostgreSQL, so that it holds over any number of web servers.
import "server-only";
import { createHash } from "node:crypto";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";

export type Limit = {
  /** Counts of different names do not mix. */
  readonly name: string;
  readonly points: number;
  readonly seconds: number;
};

type Query = { text: string; values?: unknown[] };

// The library wants a client of `pg`; this lends it our own pool, which also acts in the application's role.
const storeClient = {
  query: async ({ text, values = [] }: Query) => {
    const rows = await db.$queryRawUnsafe<Record<string, unknown>[]>(text, ...values);
    return { rows: rows.map((row) => ({ ...row, expire: Number(row.expire) })), rowCount: rows.length };
  },
};

const limiters = new Map<string, RateLimiterPostgres>();

/**
 * Counts one attempt by `subject` (an IP address, a user id, an email address).
 *
 * @throws DomainError "rate-limited" with how long to wait
 */
export async function countAttempt(limit: Limit, subject: string): Promise<void> {
  try {
    await limiter(limit).consume(keyOf(subject));
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new DomainError("rate-limited", `Too many attempts. Try again in ${inWords(error.msBeforeNext)}.`);
  }
}

/** Takes the attempt back, for limits on failures: it is counted before it is known to fail, so none slips through. */
export async function forgiveAttempt(limit: Limit, subject: string): Promise<void> {
  await limiter(limit).reward(keyOf(subject));
}

function limiter(limit: Limit) {
  const id = `${limit.name}:${limit.points}:${limit.seconds}`;
  const made =
    limiters.get(id) ??
    new RateLimiterPostgres({
      storeClient,
      storeType: "client",
      tableName: "rate_limits",
      tableCreated: true,
      keyPrefix: limit.name,
      points: limit.points,
      duration: limit.seconds,
    });
  limiters.set(id, made);
  return made;
}

/** A digest: keys have a bounded length, and the table need not tell who tried to sign in. */
function keyOf(subject: string) {
  return createHash("sha256").update(subject).digest("base64url");
}

/** 1,500 ms → "2 seconds"; 90,000 ms → "2 minutes". Rounded up: nobody should come back too early. */
export function inWords(ms: number) {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 60) return count(seconds, "second");
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? count(minutes, "minute") : count(Math.ceil(minutes / 60), "hour");
}

function count(n: number, unit: string) {
  return `${n} ${unit}${n === 1 ? "" : "s"}`;
}
