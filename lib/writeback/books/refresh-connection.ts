import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import type { Prisma } from "@/prisma/generated/client";
import { ask, type Caller } from "@/lib/writeback/codat/ask";
import { getConnection, getDataStatus, getInfo, type Place } from "@/lib/writeback/codat/codat";
import { isReady } from "@/lib/writeback/codat/connection-words";
import { connectionView, type ConnectionView } from "./connection-view";
import { refreshLenderAccount } from "./refresh-lender-account";
import { setConnectionStatus } from "./set-connection-status";
import { placeOf } from "./target";

const AT_MOST_EVERY_MS = 2000;

/**
 * Asks Codat how the connection is and keeps the answer: status, name of the books, progress of the first sync. Pages call
 * it as often as they like; Codat is asked at most every two seconds.
 *
 * @returns null when the borrower has never connected; what we last knew when Codat does not answer
 */
export async function refreshConnection({
  borrowerId,
  caller = { borrowerId, isBackground: false },
}: {
  borrowerId: string;
  caller?: Caller;
}): Promise<ConnectionView | null> {
  const row = await db.writebackConnection.findUnique({ where: { borrowerId } });
  if (!row) return null;
  const place = placeOf(row);
  const age = now().getTime() - (row.checkedAt?.getTime() ?? 0);
  if (!place || (age < AT_MOST_EVERY_MS && !caller.isBackground)) return connectionView(row);
  await db.writebackConnection.update({ where: { borrowerId }, data: { checkedAt: now() } });
  const outcome = await ask(caller, getConnection(place));
  if (outcome.kind === "ok") {
    const { status, problem, platformName, lastSync } = outcome.data;
    await setConnectionStatus({ borrowerId, connectionId: place.connectionId }, status, problem);
    await db.writebackConnection.updateMany({
      where: { borrowerId, connectionId: place.connectionId },
      data: {
        platformName: platformName ?? row.platformName,
        lastSyncAt: asDate(lastSync) ?? row.lastSyncAt,
      },
    });
    if (status === "Linked") await refreshDetails(caller, borrowerId, place);
  }
  return connectionView(await db.writebackConnection.findUniqueOrThrow({ where: { borrowerId } }));
}

async function refreshDetails(
  caller: Caller,
  borrowerId: string,
  { companyId, connectionId }: Place,
): Promise<void> {
  const row = await db.writebackConnection.findUniqueOrThrow({ where: { borrowerId } });
  if (!isReady(row.readiness) || !caller.isBackground) {
    const states = await ask(caller, getDataStatus(companyId));
    if (states.kind === "ok") {
      const readiness = Object.fromEntries(
        Object.entries(states.data).map(([name, { status, lastSuccessfulSync }]) => [
          name,
          // What was read once stays readable while it is read again.
          lastSuccessfulSync && status !== "AuthError" ? "Complete" : status,
        ]),
      ) satisfies Prisma.InputJsonObject;
      await db.writebackConnection.updateMany({ where: { borrowerId, connectionId }, data: { readiness } });
    }
  }
  if (!row.tenantName) {
    const found = await ask(caller, getInfo(companyId));
    if (found.kind === "ok") {
      const { companyName, baseCurrency } = found.data;
      await db.writebackConnection.updateMany({
        where: { borrowerId, connectionId },
        data: { tenantName: companyName, baseCurrency },
      });
    }
  }
  const mapping = await db.writebackMapping.findUnique({ where: { borrowerId } });
  const isUnderWay = mapping && (mapping.nextSourceId !== null || mapping.lenderTargetId === null);
  if (isUnderWay) await refreshLenderAccount({ borrowerId, caller });
}

/** Codat's instants are UTC, with or without the letter that says so. */
function asDate(text: string | null): Date | null {
  if (text === null) return null;
  const ms = Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(ms) ? null : new Date(ms);
}
