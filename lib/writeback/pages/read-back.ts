// Asks the books what is in them, and holds it against what we wrote: the third column of the reconciliation.
import { setTimeout as sleep } from "node:timers/promises";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { d, sum, toMoney } from "@/lib/money/money";
import type { WriteEvent, WriteOperation, WriteOperationKind } from "@/prisma/generated/client";
import { askOrRefuse, ask, type Caller } from "@/lib/writeback/codat/ask";
import {
  getDataStatus,
  getFeedMappings,
  listDirectCosts,
  listDirectIncomes,
  listTransfers,
  refresh,
} from "@/lib/writeback/codat/codat";
import type { CodatRequest } from "@/lib/writeback/codat/codat-client";
import { readAmount } from "@/lib/writeback/records/exact-json";
import { postingsOf } from "@/lib/writeback/sending/prepare-operation";
import { getReconciliation } from "./reconciliation";
import { findDestination } from "@/lib/writeback/books/target";

export type ReadBackLine = {
  reference: string;
  kind: WriteOperationKind;
  pushed: string | null;
  found: string | null;
  recordId: string | null;
  words: string | null;
  differs: boolean;
};
export type ReadBack = {
  lines: ReadBackLine[];
  lenderBalance: { ledger: string; pushed: string; feed: string };
  at: string;
};

const MONEY_DATA = ["transfers", "directCosts", "directIncomes"] as const;
const WAITS_MS = [200, 300, 500, 1000, 2000, 3000];

/**
 * Reads the borrower's books again and compares record by record.
 *
 * @throws DomainError wrong-state without a linked connection and a whole mapping; unavailable when the books cannot be asked
 */
export async function readBack({ borrowerId }: { borrowerId: string }): Promise<ReadBack> {
  const destination = await findDestination(db, borrowerId);
  if (!destination || destination.connection.status !== "Linked")
    throw new DomainError("wrong-state", "Connect the accounting software and choose all four first.");
  const { place, feedPlace, target } = destination;
  const caller: Caller = { borrowerId, isBackground: false };
  await syncAll(caller, destination.place);
  const transfers = await everything(caller, (page) => listTransfers(place, { page }));
  const costs = await everything(caller, (page) => listDirectCosts(place, { page }));
  const incomes = await everything(caller, (page) => listDirectIncomes(place, { page })).catch(() => []);
  const found = new Map<string, string>();
  for (const { id, amount } of transfers) if (amount !== null) found.set(id, toMoney(readAmount(amount)));
  for (const { id, amount } of costs) if (amount !== null) found.set(id, toMoney(readAmount(amount)));
  // A cost below zero has become income over there: the same record with its sign turned.
  for (const { id, amount } of incomes)
    if (amount !== null) found.set(id, toMoney(readAmount(amount).abs().negated()));
  const mappings = await askOrRefuse(caller, getFeedMappings(feedPlace));
  const feed =
    mappings.find(({ sourceAccountId }) => sourceAccountId === target.lenderSourceId)?.sourceBalance ?? null;
  const operations = await db.writeOperation.findMany({
    where: {
      borrowerId,
      state: "SUCCESS",
      kind: { in: ["TRANSFER", "DIRECT_COST"] },
      eventId: { not: null },
    },
    include: { event: true },
    orderBy: [{ eventId: "asc" }, { position: "asc" }],
  });
  const rows = await getReconciliation({ borrowerId });
  return {
    lines: operations.map((operation) => lineOf(operation, found)),
    lenderBalance: {
      ledger: toMoney(sum(rows.map(({ ledgerPrincipal }) => d(ledgerPrincipal))).negated()),
      pushed: toMoney(sum(rows.map(({ pushedBalance }) => d(pushedBalance)))),
      feed: feed === null ? "0.00" : toMoney(readAmount(feed)),
    },
    at: now().toISOString(),
  };
}

function lineOf(
  operation: WriteOperation & { event: WriteEvent | null },
  found: ReadonlyMap<string, string>,
): ReadBackLine {
  const posting = postingsOf(operation.event!).find(({ kind }) => kind === operation.kind);
  const pushed = posting && posting.kind !== "FEED_LINES" ? toMoney(posting.amount) : null;
  const there = operation.recordId === null ? null : (found.get(operation.recordId) ?? null);
  const differs = there !== pushed;
  return {
    reference: operation.event!.reference,
    kind: operation.kind,
    pushed,
    found: there,
    recordId: operation.recordId,
    words: !differs ? null : there === null ? "It is no longer in the books." : `The books show ${there}.`,
    differs,
  };
}

async function syncAll(
  caller: Caller,
  { companyId, connectionId }: { companyId: string; connectionId: string },
): Promise<void> {
  for (const dataType of MONEY_DATA) await ask(caller, refresh({ companyId, connectionId }, dataType));
  for (const waitMs of WAITS_MS) {
    await sleep(waitMs);
    const states = await ask(caller, getDataStatus(companyId));
    if (states.kind !== "ok") continue;
    const isOver = MONEY_DATA.every((dataType) => {
      const status = states.data[dataType]?.status;
      return (
        status === undefined || status === "Complete" || status === "NotSupported" || status.endsWith("Error")
      );
    });
    if (isOver) return;
  }
}

async function everything<T>(
  caller: Caller,
  list: (page: number) => CodatRequest<{ results: T[]; total: number }>,
): Promise<T[]> {
  const all: T[] = [];
  for (let page = 1; ; page++) {
    const outcome = await ask(caller, list(page));
    // No data of a kind yet is no error: nothing of it was ever written there.
    if (outcome.kind === "not-found") return all;
    const { results, total } = outcome.kind === "ok" ? outcome.data : await askOrRefuse(caller, list(page));
    all.push(...results);
    if (results.length === 0 || all.length >= total) return all;
  }
}
