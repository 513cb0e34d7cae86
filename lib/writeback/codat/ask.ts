// Every call to Codat goes through here: it waits for its turn, is limited per company, is written down, and follows what Codat
// says about limits.
import { now } from "@/lib/clock";
import { coalesce } from "@/lib/coalesce";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { log } from "@/lib/log";
import type { Prisma } from "@/prisma/generated/client";
import { pauseAll, takeTurn } from "./budget";
import { createClient, type CallRecord, type CodatRequest, type Outcome } from "./codat-client";

/** On whose behalf, for the log; `isBackground` is false while a person waits. */
export type Caller = {
  borrowerId: string | null;
  eventId?: bigint | undefined;
  operationId?: string | undefined;
  isBackground: boolean;
};

const client = createClient({ baseUrl: env.CODAT_BASE_URL, apiKey: env.CODAT_API_KEY });

export async function ask<T>(caller: Caller, request: CodatRequest<T>): Promise<Outcome<T>> {
  const company = /^\/companies\/([^/?]+)/.exec(request.path)?.[1];
  return withSlot(company, async () => {
    const turn = await takeTurn(caller);
    if (!turn.isGranted) {
      const { retryAfterSeconds } = turn;
      return { kind: "rate-limited", retryAfterSeconds, isForAll: true, correlationId: null };
    }
    const { outcome, record } = await client(request);
    await writeDown(caller, record);
    if (outcome.kind === "rate-limited") await heed(caller, outcome);
    return outcome;
  });
}

/** For verbs that a person waits for: the data, or a refusal in words. */
export async function askOrRefuse<T>(caller: Caller, request: CodatRequest<T>): Promise<T> {
  const outcome = await ask(caller, request);
  if (outcome.kind === "ok") return outcome.data;
  throw refusal(outcome);
}

/** The refusal that an outcome means for the person who asked. */
export function refusal(outcome: Exclude<Outcome<unknown>, { kind: "ok" }>): DomainError {
  if (outcome.kind === "rejected") {
    const words = [outcome.sentence, ...outcome.validation.map(({ message }) => message)].join(" ");
    return new DomainError("invalid", `The accounting software refused this: ${words}`);
  }
  if (outcome.kind === "not-found" || outcome.kind === "in-flight")
    return new DomainError("unavailable", "The accounting data is not available yet. Try again in a minute.");
  if (outcome.kind === "rate-limited")
    return new DomainError(
      "rate-limited",
      "The accounting service is limiting our requests. Try again in a minute.",
    );
  if (outcome.kind === "not-allowed")
    return new DomainError("unavailable", "The accounting service is denying access. We've been alerted.");
  return new DomainError("unavailable", "The accounting service is not responding. Try again in a minute.");
}

async function writeDown({ borrowerId, eventId, operationId }: Caller, record: CallRecord): Promise<void> {
  if (record.outcome === "not-allowed")
    log.error({ path: record.path, status: record.httpStatus }, "Codat is denying access.");
  await keepRecord({ ...record, borrowerId, eventId: eventId ?? null, operationId: operationId ?? null });
}

const keepRecord = coalesce(async (rows: readonly Prisma.WritebackCallCreateManyInput[]) => {
  await db.writebackCall.createMany({ data: [...rows] });
  return rows.map(() => undefined);
});

/** Only the day's quota stops everybody; any other limit is of one company. */
async function heed(
  { borrowerId }: Caller,
  { retryAfterSeconds, isForAll }: { retryAfterSeconds: number; isForAll: boolean },
) {
  if (isForAll) return pauseAll(retryAfterSeconds);
  if (borrowerId === null) return;
  const pausedUntil = new Date(now().getTime() + retryAfterSeconds * 1000);
  await db.writebackConnection.updateMany({ where: { borrowerId }, data: { pausedUntil } });
}

const inUse = new Map<string, number>();
const waiting = new Map<string, (() => void)[]>();

/** At most so many calls at one time for one company. Workers keep to less between them: see claim-events.ts. */
async function withSlot<T>(company: string | undefined, work: () => Promise<T>): Promise<T> {
  if (company === undefined) return work();
  const queue = waiting.get(company) ?? [];
  waiting.set(company, queue);
  if ((inUse.get(company) ?? 0) >= env.CODAT_CALLS_AT_ONCE)
    await new Promise<void>((free) => queue.push(free));
  else inUse.set(company, (inUse.get(company) ?? 0) + 1);
  try {
    return await work();
  } finally {
    const next = queue.shift();
    if (next) next();
    else {
      const left = (inUse.get(company) ?? 1) - 1;
      if (left > 0) inUse.set(company, left);
      else {
        inUse.delete(company);
        waiting.delete(company);
      }
    }
  }
}
