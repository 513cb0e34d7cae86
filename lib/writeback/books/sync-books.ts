// Has the books read again for a search. Codat may take longer over it than one round of looking lasts, so what was asked for
// is kept with the operation, and a later round waits for that instead of asking again.
import { setTimeout as sleep } from "node:timers/promises";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import type { WriteOperation } from "@/prisma/generated/client";
import { ask, type Caller } from "@/lib/writeback/codat/ask";
import { getDataStatus, refresh, type DataType, type Place } from "@/lib/writeback/codat/codat";

/** What the rounds of a search know of each other. */
export type SearchMemory = {
  requestedAt: string; // the request that is looked for; a later one begins again
  blindRounds: number; // in which the books could not be read
  syncs: Partial<Record<SyncedType, { askedAt: string; lastBefore: string | null }>>;
};
export type SyncedType = DataType | "directIncomes";

const SYNC_WAITS_MS = [200, 300, 500, 1000, 2000, 3000, 3000];
const LONGEST_SYNC_MS = 30 * 60_000; // one that takes longer is taken for lost

export function memoryOf({ search, requestedAt, createdAt }: WriteOperation): SearchMemory {
  const since = (requestedAt ?? createdAt).toISOString();
  const known = search as SearchMemory | null;
  return known?.requestedAt === since ? known : { requestedAt: since, blindRounds: 0, syncs: {} };
}

export async function keepMemory(operationId: string, search: SearchMemory): Promise<void> {
  await db.writeOperation.updateMany({ where: { id: operationId }, data: { search } });
}

/**
 * Waits a little until the books have been read again.
 *
 * @returns when that reading was asked for, so that what it does not show was not there then; null when it is not over yet
 */
export async function syncBooks(
  caller: Caller,
  { place, operation, memory }: { place: Place; operation: WriteOperation; memory: SearchMemory },
  dataType: SyncedType,
): Promise<Date | null> {
  const before = await lastSync(caller, place.companyId, dataType);
  if (!before) return null;
  const known = memory.syncs[dataType];
  if (known) {
    if (isOver(before, known.lastBefore)) return new Date(known.askedAt);
    const ageMs = now().getTime() - Date.parse(known.askedAt);
    if (!hasBroken(before.status) && ageMs < LONGEST_SYNC_MS) return null;
  }
  const askedAt = now();
  const asked = await ask(caller, refresh(place, dataType));
  if (asked.kind !== "ok") return null; // one is under way: it may have begun before our write
  // Only one runs at a time, so whichever ends next began after this moment.
  const lastBefore = before.lastSuccessfulSync;
  memory.syncs[dataType] = { askedAt: askedAt.toISOString(), lastBefore };
  await keepMemory(operation.id, memory);
  for (const waitMs of SYNC_WAITS_MS) {
    await sleep(waitMs);
    const after = await lastSync(caller, place.companyId, dataType);
    if (after && isOver(after, lastBefore)) return askedAt;
  }
  return null;
}

type Sync = { status: string; lastSuccessfulSync: string | null };

function isOver({ status, lastSuccessfulSync }: Sync, lastBefore: string | null): boolean {
  return status === "Complete" && lastSuccessfulSync !== lastBefore;
}

function hasBroken(status: string): boolean {
  return status.endsWith("Error") || status === "NotSupported";
}

async function lastSync(caller: Caller, companyId: string, dataType: SyncedType): Promise<Sync | null> {
  const outcome = await ask(caller, getDataStatus(companyId));
  if (outcome.kind !== "ok") return null;
  return outcome.data[dataType] ?? { status: "Unknown", lastSuccessfulSync: null };
}
