// The master switch and the back-fill: off means not a single call, on again asks, previews and writes once.
import { tellAccounting } from "@/test/sandbox-accounting";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { chargeInterest, newBorrower, useBureau } from "@/test/support/lending";
import { getBalances } from "@/lib/ledger/queries";
import { borrowerPrincipal } from "@/lib/transaction-types/account-codes";
import { markByHand, markHeldByHand } from "@/lib/writeback/outbox/mark-by-hand";
import { getSettings, previewBackfill } from "@/lib/writeback/pages/queries";
import { getReconciliation } from "@/lib/writeback/pages/reconciliation";
import { reconciliationList } from "@/lib/writeback/pages/reconciliation-list";
import { retryEvent } from "@/lib/writeback/outbox/retry-event";
import { setSwitch } from "./set-switch";
import {
  booksOf,
  connectBooks,
  drainAll,
  drawnLoan,
  mapBooks,
  moveTo,
  newBooks,
  paid,
  settle,
  statesOf,
} from "@/test/support/writeback-books";

const START = "2026-01-01";
const SLOW = 120_000;
beforeAll(useBureau);
beforeAll(() => moveTo(START));

const requests = async () =>
  (await tellAccounting<{ requests: { all: number } }>("GET", "/stats")).requests.all;

test(
  "codat row 7: switched off, the ledger goes on, not one call is made, and what waits is counted",
  { timeout: SLOW },
  async () => {
    const art = await newBooks();
    const turn = (isOn: boolean, backfill?: "all" | "none") =>
      setSwitch({ borrowerId: art.borrowerId, actorUserId: art.userId, isOn, backfill });
    await turn(false);
    const before = await requests();
    const { loanId } = await drawnLoan(art, START);
    await drainAll(art.borrowerId);
    expect(await requests()).toBe(before);
    const code = borrowerPrincipal(art.borrowerId, loanId);
    expect((await getBalances([code])).get(code)!.posted).toBe("5000.00");
    expect((await getSettings(art.borrowerId)).waiting).toEqual({ parked: 1, queued: 0, held: 0 });
    await expect(turn(true)).rejects.toMatchObject({ code: "invalid", field: "backfill" });
    expect((await getSettings(art.borrowerId)).isOn).toBe(false);
    expect(await turn(true, "none")).toEqual({ queued: 0, parked: 1 });
    const later = await drawnLoan(art, START);
    await drainAll(art.borrowerId);
    expect(await statesOf(later.loanId), "what happens from now on is written").toEqual(["DONE"]);
    expect(await statesOf(loanId), "what happened before is not").toEqual(["PARKED"]);
    const [row] = await getReconciliation({ loanId });
    expect(row).toMatchObject({
      differs: true,
      explanation: "1 entry was not written because writeback was turned off.",
    });
    await moveTo("2026-02-01");
    await chargeInterest("2026-02-01", loanId);
    await paid(art, loanId, "2026-02-01");
    expect(await statesOf(loanId), "a loan enters the books with its drawdown or not at all").toEqual([
      "PARKED",
      "PARKED",
    ]);
    expect(await turn(true, "all")).toEqual({ queued: 2, parked: 0 });
    await drainAll(art.borrowerId);
    expect(await statesOf(loanId)).toEqual(["DONE", "DONE"]);
    const audited = await db.auditEvent.findMany({
      where: { subjectId: art.borrowerId, action: { startsWith: "writeback-mapping.switch-" } },
    });
    expect(audited).toHaveLength(4); // the refused one left no trace
    await moveTo(START);
  },
);

test(
  "codat row 44: switched on over a running loan, the history is previewed and written once",
  { timeout: SLOW },
  async () => {
    const art = await newBorrower();
    const { loanId } = await drawnLoan(art, START);
    await moveTo("2026-02-01");
    await chargeInterest("2026-02-01", loanId);
    const order = await paid(art, loanId, "2026-02-01");
    await moveTo("2026-02-03");
    await settle(order, "RETURNED", "2026-02-03", "R01");
    const connectionId = await connectBooks(art);
    await mapBooks(art);
    const preview = await previewBackfill(art.borrowerId);
    expect(preview).toMatchObject({ total: 3, blocked: 0 });
    expect(
      preview.events.map(({ kindWords, occurredOn, cash, charge }) => [kindWords, occurredOn, cash, charge]),
    ).toEqual([
      ["Disbursement", "2026-01-01", "-5000.00", "0.00"],
      ["Repayment", "2026-02-01", "466.67", "50.00"],
      ["Returned payment", "2026-02-03", "-466.67", "-50.00"],
    ]);
    const on = { borrowerId: art.borrowerId, actorUserId: art.userId, isOn: true, backfill: "all" as const };
    expect(await setSwitch(on)).toEqual({ queued: 3, parked: 0 });
    expect(await setSwitch(on), "pressed again").toEqual({ queued: 0, parked: 0 });
    await drainAll(art.borrowerId);
    expect(await statesOf(loanId)).toEqual(["DONE", "DONE", "DONE"]);
    const { sources, transfers } = await booksOf(connectionId);
    expect(sources[0]!.balance).toBe("-5000.00");
    expect(transfers).toHaveLength(3);
    await moveTo(START);
  },
);

test(
  "codat row 44: feed lines too old for the platform are omitted, and the reconciliation says so",
  { timeout: SLOW },
  async () => {
    const art = await newBorrower();
    const { loanId } = await drawnLoan(art, START);
    await moveTo("2026-02-01");
    await chargeInterest("2026-02-01", loanId);
    await paid(art, loanId, "2026-02-01");
    const connectionId = await connectBooks(art, "qhyg");
    await mapBooks(art);
    const preview = await previewBackfill(art.borrowerId);
    expect(preview).toMatchObject({ total: 2, blocked: 1 });
    expect(preview.events[0]!.blocked).toContain("QuickBooks Online accepts feed lines up to 7 days old");
    await setSwitch({ borrowerId: art.borrowerId, actorUserId: art.userId, isOn: true, backfill: "all" });
    await drainAll(art.borrowerId);
    expect(await statesOf(loanId), "nothing waits for anybody").toEqual(["DONE", "DONE"]);
    const skipped = await db.writeOperation.findMany({ where: { event: { loanId }, state: "SKIPPED" } });
    expect(skipped).toMatchObject([
      { kind: "FEED_LINES", attempts: 0, error: expect.stringContaining("up to 7 days old") },
    ]);
    const { transfers, sources } = await booksOf(connectionId);
    expect(transfers).toHaveLength(2);
    expect(sources[0]!.balance, "the lines of the repayment only").toBe("416.67");
    const [row] = await getReconciliation({ loanId });
    expect(row).toMatchObject({
      ledgerPrincipal: "4583.33",
      pushedBalance: "-4583.33",
      feedBalance: "416.67",
      feedSkipped: "-5000.00",
      differs: false,
    });
    expect(row!.explanation).toMatch(/^1 entry is in the books without bank feed lines/);
    const all = await reconciliationList.page();
    expect(all.rows.find(({ borrowerId }) => borrowerId === art.borrowerId)).toMatchObject({
      differs: false,
      skipped: 1,
    });
    const notes = await db.notification.count({ where: { userId: art.userId, kind: "writeback-held" } });
    expect(notes, "no alarm").toBe(0);
    await moveTo(START);
  },
);

test(
  "entries that the software refuses can be marked as entered by hand, one or all of them",
  { timeout: SLOW },
  async () => {
    const art = await newBooks();
    for (let n = 0; n < 3; n++)
      await tellAccounting("POST", "/outcomes", { dataType: "transfers", outcome: "Failed" });
    const loans: string[] = [];
    for (let n = 0; n < 3; n++) {
      loans.push((await drawnLoan(art, START)).loanId);
      await drainAll(art.borrowerId);
    }
    const states = async () => (await Promise.all(loans.map(statesOf))).flat();
    expect(await states()).toEqual(["HELD", "HELD", "HELD"]);
    const held = await db.writeEvent.findFirstOrThrow({ where: { loanId: loans[0]!, state: "HELD" } });
    const wish = { eventId: held.id.toString(), actorUserId: art.userId, borrowerId: art.borrowerId };
    await expect(markByHand({ ...wish, note: " " })).rejects.toMatchObject({
      code: "invalid",
      field: "note",
    });
    const theirs = { ...wish, borrowerId: "brw_somebody_else" };
    await expect(markByHand({ ...theirs, note: "Mine." })).rejects.toMatchObject({ code: "not-found" });
    await expect(retryEvent(theirs), "it is somebody else's").rejects.toMatchObject({ code: "not-found" });
    const them = { borrowerId: "brw_somebody_else", actorUserId: art.userId };
    await expect(markHeldByHand({ ...them, note: "All." })).rejects.toMatchObject({ code: "wrong-state" });
    expect(await states()).toEqual(["HELD", "HELD", "HELD"]);

    await markByHand({ ...wish, note: "Transfer of 5,000.00 typed into Xero" });
    await drainAll(art.borrowerId);
    expect(await states()).toEqual(["BY_HAND", "HELD", "HELD"]);
    await expect(markByHand({ ...wish, note: "again" })).rejects.toMatchObject({ code: "wrong-state" });
    const mine = { borrowerId: art.borrowerId, actorUserId: art.userId };
    await expect(markHeldByHand({ ...mine, note: "" })).rejects.toMatchObject({ field: "note" });
    expect(await markHeldByHand({ ...mine, note: "Both typed into Xero" })).toEqual({ marked: 2 });
    expect(await states()).toEqual(["BY_HAND", "BY_HAND", "BY_HAND"]);
    const audits = await db.auditEvent.findMany({
      where: { actorUserId: art.userId, action: "writeback-event.mark-entered-by-hand" },
      orderBy: { id: "asc" },
    });
    expect(audits.map(({ detail }) => (detail as { note: string }).note)).toEqual([
      "Transfer of 5,000.00 typed into Xero",
      "Both typed into Xero",
      "Both typed into Xero",
    ]);
    for (const loanId of loans)
      expect((await getReconciliation({ loanId }))[0]).toMatchObject({
        differs: false,
        explanation: "1 entry was entered by hand.",
      });
  },
);
