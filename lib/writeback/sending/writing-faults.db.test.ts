// What can go wrong between us and the books, one fault at a time: whatever it is, each record exists once in the end, or a
// person is shown why it does not.
import { tellAccounting } from "@/test/sandbox-accounting";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { chargeInterest, useBureau, type TestBorrower } from "@/test/support/lending";
import { repay } from "@/lib/lending/repayment/repay";
import { newId } from "@/lib/ids";
import { newAdmin } from "@/test/people";
import { listChoices } from "@/lib/writeback/books/choices";
import { drain } from "./drain";
import { listCalls, logList, LOG_CSV } from "@/lib/writeback/pages/log-queries";
import { markByHand } from "@/lib/writeback/outbox/mark-by-hand";
import { getSettings } from "@/lib/writeback/pages/queries";
import { getReconciliation } from "@/lib/writeback/pages/reconciliation";
import { refreshConnection } from "@/lib/writeback/books/refresh-connection";
import { retryEvent } from "@/lib/writeback/outbox/retry-event";
import { saveMapping } from "@/lib/writeback/books/save-mapping";
import {
  booksOf,
  drainAll,
  drawnLoan,
  moveTo,
  newBooks,
  paid,
  settle,
  statesOf,
  until,
  versionOf,
} from "@/test/support/writeback-books";

const START = "2026-01-01";
let art: TestBorrower & { connectionId: string };

beforeAll(useBureau);
beforeAll(async () => {
  await moveTo(START);
  art = await newBooks();
});
beforeEach(async () => {
  env.CODAT_RESEND_AFTER_MINUTES = 30;
  await moveTo(START);
  await tellAccounting("DELETE", "/stats");
});
afterEach(async () => {
  await tellAccounting("DELETE", "/faults");
  await tellAccounting("DELETE", "/outcomes");
});

const fault = (body: object) =>
  tellAccounting("POST", "/faults", { method: "POST", path: "/push/transfers", ...body });
const outcome = (body: object) => tellAccounting("POST", "/outcomes", { dataType: "transfers", ...body });
type Stats = {
  requests: { all: number };
  records: Record<string, number>;
  duplicates: number;
  repeatedFeedLines: number;
  idempotency: { replayed: number; mismatches: number };
};
const stats = () => tellAccounting<Stats>("GET", "/stats");

async function operationsOf(loanId: string) {
  return db.writeOperation.findMany({
    where: { event: { loanId } },
    orderBy: [{ eventId: "asc" }, { position: "asc" }],
  });
}

/** As if the waits were over. */
async function goOn(loanId: string) {
  await db.writeEvent.updateMany({
    where: { loanId, state: { in: ["QUEUED", "WRITING"] } },
    data: { nextAt: new Date(0) },
  });
  await drain();
}

async function chooseDeposit(wanted: string): Promise<string> {
  const { choices } = await listChoices({ borrowerId: art.borrowerId, card: "deposit" });
  const { id } = choices.find(({ name }) => name === wanted)!;
  await saveMapping({
    borrowerId: art.borrowerId,
    actorUserId: art.userId,
    version: await versionOf(art.borrowerId),
    card: "deposit",
    choiceId: id,
    ...{ isConfirmed: true }, // a loan is in the books
  });
  return id;
}

async function onceInTheBooks(loanId: string) {
  await drainAll(art.borrowerId);
  expect(await statesOf(loanId)).toEqual(["DONE"]);
  const { records, duplicates, repeatedFeedLines } = await stats();
  expect(records).toMatchObject({ transfers: 1, bankTransactions: 1 });
  expect({ duplicates, repeatedFeedLines }).toEqual({ duplicates: 0, repeatedFeedLines: 0 });
  const [row] = await getReconciliation({ loanId });
  expect(row).toMatchObject({ pushedBalance: "-5000.00", feedBalance: "-5000.00", differs: false });
}

describe("answers that do not come", () => {
  test.each([
    ["a connection that broke after the write", { kind: "drop", applied: true }],
    ["a connection that broke before the write", { kind: "drop", applied: false }],
    ["503 after the write", { kind: "status", status: 503, applied: true }],
    ["500 before the write", { kind: "status", status: 500, applied: false }],
  ])("codat row 27: after %s the same key goes again and the record exists once", async (_, how) => {
    await fault(how);
    const { loanId } = await drawnLoan(art, START);
    await drain();
    const [sent] = await operationsOf(loanId);
    expect(sent).toMatchObject({ kind: "TRANSFER", state: "SENDING", attempts: 1 });
    const key = sent!.idempotencyKey;
    await goOn(loanId);
    const [again] = await operationsOf(loanId);
    expect(again!.idempotencyKey).toBe(key);
    expect(again!.attempts).toBeGreaterThan(1);
    env.CODAT_RESEND_AFTER_MINUTES = 0;
    await onceInTheBooks(loanId);
  });

  test("codat row 27: a breakdown that is only replayed is searched for, then sent under a new key", async () => {
    await fault({ kind: "status", status: 500, applied: false, count: 1 });
    const { loanId } = await drawnLoan(art, START);
    env.CODAT_RESEND_AFTER_MINUTES = 0;
    await drainAll(art.borrowerId);
    await onceInTheBooks(loanId);
    const keys = await db.writebackCall.findMany({
      where: { path: { endsWith: "/push/transfers" }, borrowerId: art.borrowerId },
      orderBy: { id: "desc" },
      take: 4,
    });
    expect(keys.map(({ httpStatus }) => httpStatus)).toEqual([200, 500, 500, 500]);
    expect(new Set(keys.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(2);
  });

  test("codat row 28: after more than ninety minutes the books are searched before anything is sent", async () => {
    await fault({ kind: "drop", applied: true });
    const { loanId } = await drawnLoan(art, START);
    await drain();
    await db.writeOperation.updateMany({
      where: { event: { loanId }, state: "SENDING" },
      data: { keyIssuedAt: new Date(Date.now() - 91 * 60_000) },
    });
    await tellAccounting("POST", "/clock", { advanceMinutes: 91, date: START });
    await onceInTheBooks(loanId);
    const posts = await db.writebackCall.count({
      where: {
        method: "POST",
        path: { endsWith: "/push/transfers" },
        operationId: (await operationsOf(loanId))[0]!.id,
      },
    });
    expect(posts).toBe(1);
  });

  test("codat row 28: what is not in the books after the key has expired is sent once more, under a new key", async () => {
    await fault({ kind: "drop", applied: false });
    const { loanId } = await drawnLoan(art, START);
    await drain();
    const [first] = await operationsOf(loanId);
    await db.writeOperation.updateMany({
      where: { id: first!.id },
      data: {
        keyIssuedAt: new Date(Date.now() - 91 * 60_000),
        requestedAt: new Date(Date.now() - 91 * 60_000),
      },
    });
    await onceInTheBooks(loanId);
    expect((await operationsOf(loanId))[0]!.idempotencyKey).not.toBe(first!.idempotencyKey);
    const calls = await db.writebackCall.findMany({
      where: { operationId: first!.id },
      orderBy: { id: "asc" },
    });
    const asked = calls.map(({ method, path }) => `${method} ${path.split("/").slice(-2).join("/")}`);
    const [sent, again] = [asked.indexOf("POST push/transfers"), asked.lastIndexOf("POST push/transfers")];
    const between = asked.slice(sent + 1, again);
    expect(
      between.some((call) => /^GET [^/]+\/push$/.test(call)),
      "Codat's history was searched",
    ).toBe(true);
    expect(between, "and the books").toContain("GET data/transfers");
    expect(asked.filter((call) => call === "POST push/transfers")).toHaveLength(2);
  });
});

describe("answers about us, not about the record", () => {
  test.each([
    ["401 after a write that was not answered", { kind: "drop", applied: true }, 401],
    ["402 after a write that was not answered", { kind: "drop", applied: true }, 402],
    ["403 after a breakdown that had written", { kind: "status", status: 503, applied: true }, 403],
  ])("codat row 27: %s keeps the key, and the record exists once", async (_, how, status) => {
    await fault(how);
    await fault({ kind: "status", status });
    const { loanId } = await drawnLoan(art, START);
    await drain();
    const [sent] = await operationsOf(loanId);
    await goOn(loanId);
    expect((await operationsOf(loanId))[0]).toMatchObject({
      state: "SENDING",
      idempotencyKey: sent!.idempotencyKey,
      attempts: 2,
    });
    env.CODAT_RESEND_AFTER_MINUTES = 0;
    await onceInTheBooks(loanId);
  });

  test.each([401, 402, 403])(
    "%i to the first request waits five minutes and is then built again, under a new key",
    async (status) => {
      await fault({ kind: "status", status });
      const { loanId } = await drawnLoan(art, START);
      const before = Date.now();
      await drain();
      expect((await operationsOf(loanId))[0]).toMatchObject({ state: "READY", attempts: 1 });
      const { nextAt, tries } = await db.writeEvent.findFirstOrThrow({ where: { loanId } });
      expect(nextAt.getTime() - before).toBeGreaterThanOrEqual(5 * 60_000);
      expect(tries).toBe(1);
      await drain();
      expect((await operationsOf(loanId))[0]).toMatchObject({ state: "READY", attempts: 1 });
      await onceInTheBooks(loanId);
    },
  );

  test.each([
    ["404", { kind: "status", status: 404 }],
    ["400", { kind: "status", status: 400, applied: false }],
  ])(
    "codat row 28: %s after a write that was not answered has it searched for, and the record exists once",
    async (_, refusal) => {
      await fault({ kind: "drop", applied: true });
      await fault(refusal);
      const { loanId } = await drawnLoan(art, START);
      await drain();
      await tellAccounting("POST", "/clock", { advanceMinutes: 91, date: START }); // the key is forgotten over there
      await goOn(loanId);
      expect((await operationsOf(loanId))[0]).toMatchObject({ state: "SUCCESS", attempts: 2 });
      await onceInTheBooks(loanId);
    },
  );

  test("codat row 28: refused entry for longer than a key lives, an unknown outcome is searched for", async () => {
    await fault({ kind: "drop", applied: true });
    await fault({ kind: "status", status: 403 });
    const { loanId } = await drawnLoan(art, START);
    await drain();
    await goOn(loanId);
    await db.writeOperation.updateMany({
      where: { event: { loanId }, state: "SENDING" },
      data: { keyIssuedAt: new Date(Date.now() - 91 * 60_000) },
    });
    await tellAccounting("POST", "/clock", { advanceMinutes: 91, date: START });
    await onceInTheBooks(loanId);
    expect((await operationsOf(loanId))[0]).toMatchObject({ attempts: 2 });
  });

  test("codat row 29: 429 for longer than a key lives, after a write that was not answered, keeps the key", async () => {
    await fault({ kind: "drop", applied: true });
    await fault({ kind: "status", status: 429, retryAfter: 6000 });
    const { loanId } = await drawnLoan(art, START);
    await drain();
    const [sent] = await operationsOf(loanId);
    await goOn(loanId);
    expect((await operationsOf(loanId))[0]).toMatchObject({
      state: "SENDING",
      idempotencyKey: sent!.idempotencyKey,
    });
    await db.writebackConnection.update({
      where: { borrowerId: art.borrowerId },
      data: { pausedUntil: null },
    });
    await onceInTheBooks(loanId);
  });
});

describe("limits", () => {
  test("codat row 29: 429 waits as long as it says, with the same key and in order", async () => {
    await fault({ kind: "status", status: 429, retryAfter: 60 });
    const { loanId } = await drawnLoan(art, START);
    await drain();
    const [sent] = await operationsOf(loanId);
    expect(sent).toMatchObject({ state: "SENDING", attempts: 1 });
    const { pausedUntil } = await db.writebackConnection.findUniqueOrThrow({
      where: { borrowerId: art.borrowerId },
    });
    expect(pausedUntil!.getTime() - Date.now()).toBeGreaterThan(55_000);
    await goOn(loanId);
    expect((await operationsOf(loanId))[0]!.attempts, "nothing is sent during the pause").toBe(1);
    await db.writebackConnection.update({
      where: { borrowerId: art.borrowerId },
      data: { pausedUntil: null },
    });
    await onceInTheBooks(loanId);
    const [transfer, lines] = await operationsOf(loanId);
    expect(transfer!.idempotencyKey).toBe(sent!.idempotencyKey);
    expect(lines!.requestedAt!.getTime(), "the feed lines went after their transfer").toBeGreaterThanOrEqual(
      transfer!.answeredAt!.getTime(),
    );
  });

  test("codat row 30: 409 waits and asks again with the same key", async () => {
    await fault({ kind: "status", status: 409 });
    const { loanId } = await drawnLoan(art, START);
    await drain();
    const [sent] = await operationsOf(loanId);
    expect(sent).toMatchObject({ state: "SENDING" });
    await goOn(loanId);
    expect((await operationsOf(loanId))[0]!.idempotencyKey).toBe(sent!.idempotencyKey);
    env.CODAT_RESEND_AFTER_MINUTES = 0;
    await onceInTheBooks(loanId);
  });

  test("codat row 30: 422 stops, notifies owner and administrators, and takes no new key by itself", async () => {
    const admin = await newAdmin();
    await fault({ kind: "status", status: 422 });
    const { loanId } = await drawnLoan(art, START);
    await drainAll(art.borrowerId);
    await drainAll(art.borrowerId);
    expect(await statesOf(loanId)).toEqual(["HELD"]);
    const [event] = (await logList.page({ loanId })).rows;
    expect(event).toMatchObject({ heldCode: "key-reused", canRetry: true });
    expect((await operationsOf(loanId))[0]!.attempts).toBe(1);
    const told = await db.notification.findMany({
      where: { userId: { in: [art.userId, admin.userId] }, kind: { startsWith: "writeback-" } },
      orderBy: { kind: "asc" },
    });
    expect(told.map(({ userId, kind, href }) => [userId, kind, href])).toEqual([
      [art.userId, "writeback-held", "/borrower/settings/accounting"],
      [admin.userId, "writeback-key-reused", `/admin/settings/writeback/log/${event!.eventId}`],
    ]);
    await retryEvent({ eventId: event!.eventId, actorUserId: art.userId });
    await onceInTheBooks(loanId);
  });
});

describe("operations that are pending, fail or time out", () => {
  test("codat row 31: a pending one is shown with its age, polled less and less often and never sent twice", async () => {
    await outcome({ outcome: "Pending" });
    const { loanId } = await drawnLoan(art, START);
    await drain();
    for (let round = 0; round < 3; round++) await goOn(loanId);
    const [row] = (await logList.page({ loanId })).rows;
    expect(row!.operations[0]).toMatchObject({ state: "PENDING", attempts: 1 });
    expect(row!.operations[0]!.ageSeconds).toBeGreaterThanOrEqual(0);
    const { nextAt, tries } = await db.writeEvent.findFirstOrThrow({ where: { loanId } });
    expect(tries).toBe(3);
    expect(nextAt.getTime() - Date.now()).toBeGreaterThan(5000);
    // A page that is loaded again asks all of this, and may find the worker awake.
    for (let refreshes = 0; refreshes < 3; refreshes++) {
      await Promise.all([
        refreshConnection({ borrowerId: art.borrowerId }),
        getSettings(art.borrowerId),
        logList.page({ loanId }),
        drain(),
      ]);
    }
    expect((await operationsOf(loanId))[0]).toMatchObject({ state: "PENDING", attempts: 1 });
    expect((await getSettings(art.borrowerId)).waiting).toMatchObject({ queued: 1 });
    const key = row!.operations[0]!.pushOperationKey;
    await tellAccounting("POST", `/operations/${key}`, { outcome: "Success" });
    await onceInTheBooks(loanId);
    expect((await operationsOf(loanId))[0]).toMatchObject({ attempts: 1, pushOperationKey: key });
  });

  test("codat row 32: a failure shows the platform's reasons and is resent under a new key once fixed", async () => {
    await outcome({ outcome: "Failed", message: "The period is locked." });
    const { loanId } = await drawnLoan(art, START);
    await drainAll(art.borrowerId);
    const [held] = (await logList.page({ loanId })).rows;
    expect(held).toMatchObject({ state: "HELD", heldCode: "rejected", canRetry: true });
    expect(held!.heldWords).toContain("The period is locked.");
    const [failed] = held!.operations;
    expect(failed!.validation.map(({ message }) => message).join(" ")).toContain("The period is locked.");
    const calls = await listCalls({ eventId: held!.eventId });
    expect(
      calls.some(
        ({ method, path }) => method === "GET" && path.endsWith(`/push/${failed!.pushOperationKey}`),
      ),
    ).toBe(true); // a failure's message carries no reason, so it was fetched
    const notes = await db.notification.findMany({ where: { userId: art.userId, kind: "writeback-held" } });
    expect(notes.some(({ body }) => body.includes("The period is locked."))).toBe(true);
    const savings = await chooseDeposit("Business Savings");
    await retryEvent({ eventId: held!.eventId, actorUserId: art.userId });
    await onceInTheBooks(loanId);
    const [transfer] = await operationsOf(loanId);
    expect(transfer!.idempotencyKey).not.toBe(failed!.idempotencyKey);
    const { transfers } = await booksOf(art.connectionId);
    expect(transfers.find(({ id }) => id === transfer!.recordId)).toMatchObject({ toId: savings });
    await chooseDeposit("Business Checking");
  });

  test("codat row 39: a repayment waits until its drawdown has succeeded; a failure blocks only its own loan", async () => {
    await outcome({ outcome: "Failed" });
    const failing = await drawnLoan(art, START);
    await drainAll(art.borrowerId);
    await moveTo("2026-02-01");
    await chargeInterest("2026-02-01", failing.loanId);
    await paid(art, failing.loanId, "2026-02-01");
    const other = await drawnLoan(art, "2026-02-01");
    await until(async () => {
      await goOn(failing.loanId);
      await goOn(other.loanId);
      return (await statesOf(other.loanId))[0] === "DONE";
    });
    expect(await statesOf(failing.loanId)).toEqual(["HELD", "QUEUED"]);
    expect(await operationsOf(failing.loanId), "nothing of the repayment is even prepared").toHaveLength(2);
    const [held] = (await logList.page({ loanId: failing.loanId, state: "HELD" })).rows;
    await outcome({ outcome: "Pending" });
    await retryEvent({ eventId: held!.eventId, actorUserId: art.userId });
    for (let round = 0; round < 3; round++) await goOn(failing.loanId);
    expect(await statesOf(failing.loanId), "pending is no success yet").toEqual(["WRITING", "QUEUED"]);
    const [transfer] = await operationsOf(failing.loanId);
    await tellAccounting("POST", `/operations/${transfer!.pushOperationKey}`, { outcome: "Success" });
    await drainAll(art.borrowerId);
    expect(await statesOf(failing.loanId)).toEqual(["DONE", "DONE"]);
    expect((await stats()).duplicates).toBe(0);
  });

  test("codat row 33: a timed-out one that was written after all is found in the books and not sent again", async () => {
    await outcome({ outcome: "TimedOutWritten" });
    const { loanId } = await drawnLoan(art, START);
    await onceInTheBooks(loanId);
    const [transfer] = await operationsOf(loanId);
    expect(transfer).toMatchObject({ state: "SUCCESS", attempts: 1 });
    const { transfers } = await booksOf(art.connectionId);
    expect(transfers.map(({ id }) => id)).toContain(transfer!.recordId);
  });

  test("codat row 33: a timed-out record is searched for during the grace period before it is resent", async () => {
    await outcome({ outcome: "TimedOut" });
    const { loanId } = await drawnLoan(art, START);
    await drain();
    await goOn(loanId);
    await goOn(loanId);
    expect((await operationsOf(loanId))[0]).toMatchObject({ state: "UNKNOWN", attempts: 1 });
    await db.writeOperation.updateMany({
      where: { event: { loanId } },
      data: { requestedAt: new Date(Date.now() - 31 * 60_000) },
    });
    await onceInTheBooks(loanId);
    expect((await operationsOf(loanId))[0]).toMatchObject({ state: "SUCCESS", attempts: 2 });
  });

  test.each(["TimedOutWritten", "TimedOut"])(
    "codat row 33: feed lines after %s: the feed's balance decides",
    async (what) => {
      env.CODAT_RESEND_AFTER_MINUTES = 0;
      await outcome({ dataType: "bankTransactions", outcome: what });
      const { loanId } = await drawnLoan(art, START);
      await drain();
      await onceInTheBooks(loanId);
      expect((await operationsOf(loanId))[1]).toMatchObject({
        kind: "FEED_LINES",
        attempts: what === "TimedOut" ? 2 : 1,
      });
    },
  );
});

describe("books that are slow to read, or cannot be read", () => {
  afterEach(() => tellAccounting("POST", "/settings", { syncDelayMs: 0 }));

  test("codat row 33: a reading that takes longer than a round is waited for, not asked for again", async () => {
    await tellAccounting("POST", "/settings", { syncDelayMs: 13_000 });
    await outcome({ outcome: "TimedOutWritten" });
    const { loanId } = await drawnLoan(art, START);
    await until(async () => {
      await goOn(loanId);
      return (await operationsOf(loanId))[0]?.state === "SUCCESS";
    }, 40_000);
    const { id, attempts } = (await operationsOf(loanId))[0]!;
    expect(attempts).toBe(1);
    const syncs = await db.writebackCall.count({
      where: { operationId: id, path: { endsWith: "/data/queue/transfers" }, outcome: "ok" },
    });
    expect(syncs, "the one reading was enough").toBe(1);
    await onceInTheBooks(loanId);
  });

  test("codat row 33: books without any record of the kind are books in which it is not", async () => {
    env.CODAT_RESEND_AFTER_MINUTES = 0;
    await outcome({ outcome: "TimedOut" });
    await tellAccounting("POST", "/faults", {
      ...{ kind: "status", status: 404, method: "GET", path: "/data/transfers", count: 1000 },
    });
    const { loanId } = await drawnLoan(art, START);
    await onceInTheBooks(loanId);
    expect((await operationsOf(loanId))[0]).toMatchObject({ state: "SUCCESS", attempts: 2 });
  });

  test("codat row 33: books that cannot be read are asked less and less often, then a person has to look", async () => {
    await outcome({ outcome: "TimedOut" });
    await tellAccounting("POST", "/faults", {
      ...{ kind: "status", status: 503, method: "GET", path: "/dataStatus", count: 1000 },
    });
    const { loanId } = await drawnLoan(art, START);
    await until(async () => {
      await goOn(loanId);
      return (await operationsOf(loanId))[0]?.search !== null;
    });
    const waits = [];
    for (let round = 0; round < 5; round++) {
      await goOn(loanId);
      waits.push((await db.writeEvent.findFirstOrThrow({ where: { loanId } })).nextAt.getTime() - Date.now());
    }
    expect(waits.at(-1)).toBeGreaterThan(240_000);
    await db.$executeRaw`
      UPDATE writeback_operations o SET requested_at = now() - interval '31 minutes'
      FROM writeback_events e WHERE e.id = o.event_id AND e.loan_id = ${loanId} AND o.state = 'UNKNOWN'`;
    await drainAll(art.borrowerId);
    expect(await statesOf(loanId)).toEqual(["HELD"]);
    const [held] = (await logList.page({ loanId })).rows;
    expect(held).toMatchObject({ heldCode: "unknown-outcome", canRetry: true });
    expect(held!.heldWords).toContain("We could not read the books");
    expect((await operationsOf(loanId))[0]).toMatchObject({ attempts: 1 });
  });
});

describe("feed lines that sum to zero", () => {
  /** A drawn loan, and a repayment of it that covers its interest only: +50.00 and −50.00 on the feed. */
  async function interestOnly(): Promise<string> {
    const { loanId } = await drawnLoan(art, START);
    await drainAll(art.borrowerId);
    await moveTo("2026-02-01");
    await chargeInterest("2026-02-01", loanId);
    const wish = { ...art, loanId, kind: "OTHER" as const, idempotencyKey: crypto.randomUUID() };
    const { paymentOrderId } = await repay({ ...wish, amount: "50.00" });
    await settle(paymentOrderId, "COMPLETED", "2026-02-01");
    return loanId;
  }

  async function untilUnknown(loanId: string) {
    await until(async () => {
      await goOn(loanId);
      return (await operationsOf(loanId)).at(-1)!.state === "UNKNOWN";
    });
    await goOn(loanId);
    const lines = (await operationsOf(loanId)).at(-1)!;
    expect(lines).toMatchObject({ kind: "FEED_LINES", state: "UNKNOWN", attempts: 1 });
    expect(lines.feedAmount!.toFixed(2)).toBe("0.00");
    await db.writeOperation.update({
      where: { id: lines.id },
      data: { requestedAt: new Date(Date.now() - 31 * 60_000) },
    });
  }

  test("codat row 33: the balance shows nothing of them, so a person looks, and they are written once", async () => {
    const loanId = await interestOnly();
    await outcome({ dataType: "bankTransactions", outcome: "TimedOut" });
    await untilUnknown(loanId);
    await drainAll(art.borrowerId);
    expect(await statesOf(loanId)).toEqual(["DONE", "HELD"]);
    const [held] = (await logList.page({ loanId, state: "HELD" })).rows;
    expect(held).toMatchObject({ heldCode: "unknown-outcome", canRetry: true });
    await retryEvent({ eventId: held!.eventId, actorUserId: art.userId });
    await drainAll(art.borrowerId);
    expect(await statesOf(loanId)).toEqual(["DONE", "DONE"]);
    const { lines } = (await booksOf(art.connectionId)).sources[0]!;
    expect(lines.slice(-2).map(({ amount }) => amount)).toEqual(["50.00", "-50.00"]);
    expect((await stats()).repeatedFeedLines).toBe(0);
  });

  test("those that were entered by hand do not hold up the lines of other loans", async () => {
    const loanId = await interestOnly();
    await outcome({ dataType: "bankTransactions", outcome: "TimedOut" });
    await untilUnknown(loanId);
    await drainAll(art.borrowerId);
    const [held] = (await logList.page({ loanId, state: "HELD" })).rows;
    await markByHand({ eventId: held!.eventId, actorUserId: art.userId, note: "Typed in." });
    const other = await drawnLoan(art, "2026-02-01");
    await drainAll(art.borrowerId);
    expect(await statesOf(other.loanId)).toEqual(["DONE"]);
  });
});

test("codat row 42: every call of a loan is in the log with its outcome and correlation ID", async () => {
  const before = await db.writebackCall.count();
  await fault({ kind: "status", status: 500, applied: false });
  const { loanId } = await drawnLoan(art, START);
  env.CODAT_RESEND_AFTER_MINUTES = 0;
  await onceInTheBooks(loanId);
  const [row] = (await logList.page({ loanId })).rows;
  const calls = await listCalls({ eventId: row!.eventId });
  const failed = calls.find(({ httpStatus }) => httpStatus === 500);
  expect(failed).toMatchObject({ method: "POST", outcome: "breakdown" });
  expect(failed!.correlationId).toMatch(/\S/);
  expect(calls.filter(({ outcome: what }) => what === "ok").length).toBeGreaterThan(1);
  expect((await db.writebackCall.count()) - before, "as many as the other side has counted").toBe(
    (await stats()).requests.all,
  );
  const [transfer, lines] = row!.operations;
  const { transfers: inTheBooks } = await booksOf(art.connectionId);
  expect(inTheBooks.map(({ id }) => id)).toContain(transfer!.recordId);
  expect(lines!.recordId).toMatch(/\S/);
  expect(transfer!.correlationId, "Codat names one with a refusal only").toBe(failed!.correlationId);

  const body = LOG_CSV.lines(row!);
  const cell = (line: string[] | undefined, name: string) => line![LOG_CSV.header.indexOf(name)];
  for (const [at, operation] of row!.operations.entries()) {
    expect(cell(body[at], "Correlation id")).toBe(operation.correlationId ?? "");
    expect(cell(body[at], "Record id")).toBe(operation.recordId);
    expect(cell(body[at], "Operation key")).toBe(operation.pushOperationKey);
  }
  expect(await listCalls({ eventId: newId("x") })).toEqual([]);
});
