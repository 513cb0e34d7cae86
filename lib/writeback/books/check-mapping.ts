import { db, inTransaction } from "@/lib/db";
import { now } from "@/lib/clock";
import { ask, type Caller } from "@/lib/writeback/codat/ask";
import { listAccounts, listBankAccounts, listSuppliers, getFeedMappings } from "@/lib/writeback/codat/codat";
import type { CodatRequest, Outcome } from "@/lib/writeback/codat/codat-client";
import { condition } from "@/lib/writeback/records/codat-query";
import type {
  CodatAccount,
  CodatBankAccount,
  CodatSupplier,
  FeedMapping,
} from "@/lib/writeback/codat/codat-shapes";
import { resumeHeld, tellOwner } from "@/lib/writeback/outbox/hold-event";
import { lenderStatusOf } from "@/lib/writeback/records/lender-status";
import { bankAccountProblem, expenseProblem, supplierProblem } from "./selectable";
import { findDestination, missingCards, type Destination } from "./target";
import { tellAdministrators } from "@/lib/writeback/outbox/tell-administrators";
import type { CardName } from "@/lib/writeback/records/target-names";

export type MappingCheck =
  | { kind: "ok" }
  | { kind: "problem"; card: CardName; words: string }
  | { kind: "later"; afterSeconds: number };

/**
 * Checks that the four chosen records are still in the books and usable, and stores the result. A new problem is
 * reported to the owner once; when it is fixed, the events that waited for it continue.
 */
export async function checkMapping({
  borrowerId,
  caller,
}: {
  borrowerId: string;
  caller?: Caller;
}): Promise<MappingCheck> {
  const destination = await findDestination(db, borrowerId);
  if (!destination) return { kind: "later", afterSeconds: 60 };
  const key = `${borrowerId}:${destination.mapping.version}`; // a check of an older mapping does not apply to this one
  const underWay = checking.get(key);
  if (underWay) return underWay;
  const verdict = check(borrowerId, destination, caller ?? { borrowerId, isBackground: false });
  checking.set(key, verdict);
  return verdict.finally(() => checking.delete(key));
}

/** Two loans of one borrower share a check. */
const checking = new Map<string, Promise<MappingCheck>>();

/** What waited for a broken mapping goes on as soon as the four are whole again, whichever way one of them was chosen. */
export async function recheckMapping(wish: { borrowerId: string; caller?: Caller }): Promise<void> {
  const mapping = await db.writebackMapping.findUnique({ where: { borrowerId: wish.borrowerId } });
  if (mapping?.problem != null && missingCards(mapping).length === 0) await checkMapping(wish);
}

async function check(borrowerId: string, destination: Destination, caller: Caller): Promise<MappingCheck> {
  const verdict = await ask4(caller, destination);
  if (verdict.kind === "later") return verdict;
  await keep(borrowerId, destination, verdict);
  return verdict;
}

async function ask4(caller: Caller, { place, feedPlace, target }: Destination): Promise<MappingCheck> {
  const feed = await ask(caller, getFeedMappings(feedPlace));
  if (feed.kind !== "ok") return later(feed);
  const row = feed.data.find(({ sourceAccountId }) => sourceAccountId === target.lenderSourceId);
  const lender = lenderProblem(row, target.lenderTargetId);
  if (lender) return { kind: "problem", card: "lender", words: lender };
  const checks = [
    () =>
      checkCard<CodatBankAccount>(caller, "deposit", {
        id: target.depositId,
        list: (page) => listBankAccounts(place, page),
        problemOf: bankAccountProblem,
      }),
    () =>
      checkCard<CodatAccount>(caller, "expense", {
        id: target.expenseId,
        list: (page) => listAccounts(place, page),
        problemOf: expenseProblem,
      }),
    () =>
      checkCard<CodatSupplier>(caller, "supplier", {
        id: target.supplierId,
        list: (page) => listSuppliers(place, page),
        problemOf: supplierProblem,
      }),
  ];
  for (const check of checks) {
    const verdict = await check();
    if (verdict.kind !== "ok") return verdict;
  }
  return { kind: "ok" };
}

async function checkCard<Item extends { id: string }>(
  caller: Caller,
  card: CardName,
  { id, list, problemOf }: { id: string; list: Finder<Item>; problemOf: (found: Item) => string | null },
): Promise<MappingCheck> {
  const found = await findById(caller, list, id);
  if (found.kind !== "ok") return later(found);
  const words = found.data === null ? `${VANISHED[card]} is no longer in the books.` : problemOf(found.data);
  return words ? { kind: "problem", card, words } : { kind: "ok" };
}

const VANISHED: Record<CardName, string> = {
  deposit: "The deposit account",
  expense: "The expense account",
  supplier: "The supplier",
  lender: "The lender account",
};

function lenderProblem(row: FeedMapping | undefined, targetId: string): string | null {
  if (!row) return "The lender account is no longer in the books.";
  if (row.targetAccountId !== null && row.targetAccountId !== targetId)
    return "The lender account's bank feed now goes to a different account in the books. Choose the lender account again.";
  return lenderStatusOf(row.status) === "unknown" && row.targetAccountId === null
    ? "The lender account's bank feed is not connected to the books."
    : null;
}

type Finder<Item> = (page: {
  parts?: string[];
  page?: number;
}) => CodatRequest<{ results: Item[]; total: number }>;

/** By its id, or by looking through everything where the id cannot be used in a query. */
async function findById<Item extends { id: string }>(
  caller: Caller,
  list: Finder<Item>,
  id: string,
): Promise<Outcome<Item | null>> {
  const parts = queryFor(id);
  for (let page = 1; ; page++) {
    const outcome = await ask(caller, list({ parts, page }));
    if (outcome.kind !== "ok") return outcome;
    const { results, total } = outcome.data;
    const found = results.find((item) => item.id === id);
    if (found || results.length === 0 || page * 500 >= total) return { ...outcome, data: found ?? null };
  }
}

function queryFor(id: string): string[] {
  try {
    return [condition("id", "=", id)];
  } catch {
    return [];
  }
}

function later(outcome: Outcome<unknown>): MappingCheck {
  if (outcome.kind !== "rate-limited") return { kind: "later", afterSeconds: 30 };
  // Where all of us have to wait, nothing is taken up in the meantime: see budget.ts.
  return { kind: "later", afterSeconds: outcome.isForAll ? 1 : outcome.retryAfterSeconds };
}

async function keep(borrowerId: string, { mapping }: Destination, verdict: MappingCheck): Promise<void> {
  await inTransaction(async (tx) => {
    const words = verdict.kind === "problem" ? verdict.words : null;
    const card = verdict.kind === "problem" ? verdict.card : null;
    // Only for the mapping that was looked at: a save in the meantime has another version, and another check may have reported this.
    const { count } = await tx.writebackMapping.updateMany({
      where: { borrowerId, version: mapping.version, problem: mapping.problem },
      data: { problem: words, problemCard: card, checkedAt: now() },
    });
    if (count === 0) return;
    if (words === null) await resumeHeld(tx, borrowerId); // also what a check that was overtaken has held
    if (words === null || words === mapping.problem) return;
    await tellOwner(tx, borrowerId, {
      kind: "writeback-mapping-broken",
      title: "Your loan is not being written to your books",
      body: `${words} Pending entries are kept and will be written once you choose another.`,
    });
    await tellAdministrators(tx, borrowerId, {
      kind: "writeback-mapping-broken",
      title: (name) => `Loans of ${name} are not being written to the books`,
      body: `${words} Pending entries are kept and will be written once another is chosen.`,
    });
  });
}
