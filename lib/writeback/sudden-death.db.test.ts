// The worker is a separate real process here, and dies by SIGKILL at the three worst moments. After a restart each record
// exists once.
import { tellAccounting } from "@/test/sandbox-accounting";
import { afterEach, beforeAll, expect, test } from "vitest";
import pg from "pg";
import { db, inTransaction } from "@/lib/db";
import { useBureau, type TestBorrower } from "@/test/support/lending";
import { killWorkers, startWorker } from "@/test/support/worker";
import { getReconciliation } from "@/lib/writeback/pages/reconciliation";
import { processWaitingWebhooks } from "@/lib/writeback/sending/process-waiting-webhooks";
import { drawnLoan, moveTo, newBooks, statesOf, until, useWebhooks } from "@/test/support/writeback-books";
import { wakeDrain } from "@/lib/writeback/outbox/wake-drain";

const START = "2026-01-01";
const SLOW = 400_000;
let art: TestBorrower & { connectionId: string };

beforeAll(useBureau);
beforeAll(async () => {
  await moveTo(START);
  art = await newBooks();
});
afterEach(async () => {
  await killWorkers();
  await tellAccounting("DELETE", "/faults");
  await tellAccounting("DELETE", "/outcomes");
});

/** The dead worker's lease has run out, and the minute's timetable looks at the outbox. */
async function later(): Promise<void> {
  await db.writeEvent.updateMany({
    where: { borrowerId: art.borrowerId },
    data: { leaseUntil: null, nextAt: new Date(0) },
  });
  await inTransaction((tx) => wakeDrain(tx, art.borrowerId));
}

/** The worker's waits between two looks at what is pending are over. */
async function hurry(loanId: string): Promise<void> {
  const { count } = await db.writeEvent.updateMany({
    where: { loanId, leaseUntil: null, nextAt: { gt: new Date() } },
    data: { nextAt: new Date(0) },
  });
  if (count > 0) await inTransaction((tx) => wakeDrain(tx, art.borrowerId));
}

async function onceInTheBooks(loanId: string): Promise<void> {
  await until(async () => {
    await hurry(loanId);
    return (await statesOf(loanId)).every((state) => state === "DONE");
  }, 120_000);
  const { records, duplicates, repeatedFeedLines } = await stats();
  expect(records).toMatchObject({ transfers: 1, bankTransactions: 1 });
  expect({ duplicates, repeatedFeedLines }).toEqual({ duplicates: 0, repeatedFeedLines: 0 });
  const [row] = await getReconciliation({ loanId });
  expect(row).toMatchObject({ pushedBalance: "-5000.00", feedBalance: "-5000.00", differs: false });
}

type Stats = {
  records: Record<string, number>;
  duplicates: number;
  repeatedFeedLines: number;
  idempotency: { conflicts: number };
};
const stats = () => tellAccounting<Stats>("GET", "/stats");

/** The next such request hangs in the books until the faults are cleared. */
const holdNext = (method: string, path: string) =>
  tellAccounting("POST", "/faults", { kind: "hold", method, path });
const isHeld = async () => (await tellAccounting<{ held: number }>("GET", "/faults")).held === 1;

const calls = (path: string) =>
  db.writebackCall.count({ where: { path: { endsWith: path }, method: "POST", borrowerId: art.borrowerId } });

test(
  "codat row 26: killed between the ledger's commit and the push, the restarted worker sends it once",
  { timeout: SLOW },
  async () => {
    await tellAccounting("DELETE", "/stats");
    await db.writebackMapping.update({ where: { borrowerId: art.borrowerId }, data: { checkedAt: null } });
    await holdNext("GET", "/bankFeedAccounts/mapping");
    await startWorker();
    const { loanId } = await drawnLoan(art, START);
    await until(isHeld);
    await killWorkers();
    expect(await db.writeEvent.count({ where: { loanId, leaseUntil: { not: null } } })).toBe(1);
    expect(await db.writeOperation.count({ where: { event: { loanId }, state: { not: "READY" } } })).toBe(0);
    await tellAccounting("DELETE", "/faults");
    await startWorker();
    await later();
    await onceInTheBooks(loanId);
  },
);

test(
  "codat row 26: killed between the push and the record of its answer, nothing is written twice",
  { timeout: SLOW },
  async () => {
    await tellAccounting("DELETE", "/stats");
    await holdNext("POST", "/push/transfers");
    const before = await calls("/push/transfers");
    await startWorker();
    const { loanId } = await drawnLoan(art, START);
    await until(isHeld);
    await killWorkers();
    const [sent] = await db.writeOperation.findMany({ where: { event: { loanId }, kind: "TRANSFER" } });
    expect(sent).toMatchObject({ state: "SENDING", pushOperationKey: null });
    expect(await calls("/push/transfers"), "the answer was never written down").toBe(before);
    await startWorker();
    await later();
    await until(async () => (await stats()).idempotency.conflicts > 0);
    await tellAccounting("DELETE", "/faults"); // what was sent before the death is written now
    await onceInTheBooks(loanId);
    const [after] = await db.writeOperation.findMany({ where: { event: { loanId }, kind: "TRANSFER" } });
    expect(after!.idempotencyKey).toBe(sent!.idempotencyKey);
  },
);

test(
  "codat row 26: killed in the middle of a webhook, the message is acted on once after the restart",
  { timeout: SLOW },
  async () => {
    await tellAccounting("DELETE", "/stats");
    await tellAccounting("POST", "/outcomes", { dataType: "transfers", outcome: "Pending" });
    await useWebhooks({ actAtOnce: false });
    await startWorker();
    const { loanId } = await drawnLoan(art, START);
    await until(
      async () => (await db.writeOperation.count({ where: { event: { loanId }, state: "PENDING" } })) === 1,
    );
    const { id, pushOperationKey } = await db.writeOperation.findFirstOrThrow({
      where: { event: { loanId }, state: "PENDING" },
    });
    // While we hold the row, the worker is in the middle of the message.
    const holder = new pg.Client({
      connectionString: process.env.DATABASE_URL!,
      options: "-c role=modern_lending_app",
    });
    await holder.connect();
    await holder.query("BEGIN");
    await holder.query("SELECT 1 FROM writeback_operations WHERE id = $1 FOR UPDATE", [id]);
    await tellAccounting("POST", `/operations/${pushOperationKey}`, { outcome: "Success" });
    await until(async () => {
      const { rows } = await holder.query<{ n: number }>(
        "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      return rows[0]!.n > 0;
    });
    await killWorkers();
    await holder.query("ROLLBACK");
    await holder.end();
    const message = await db.writebackWebhook.findFirstOrThrow({
      where: { body: { contains: pushOperationKey! } },
    });
    expect(message.status).toBe("RECEIVED");
    await processWaitingWebhooks(0);
    expect(await db.writebackWebhook.findUniqueOrThrow({ where: { id: message.id } })).toMatchObject({
      status: "PROCESSED",
    });
    await startWorker();
    await later();
    await onceInTheBooks(loanId);
  },
);
