// The master switch and the back-fill: off means not a single call, on again asks, previews and writes once.
import { tellAccounting } from "@/test/sandbox-accounting";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { chargeInterest, newBorrower, useBureau } from "@/lib/lending/test-story";
import { getBalances } from "@/lib/ledger/queries";
import { borrowerPrincipal } from "@/lib/transaction-types/account-codes";
import { markByHand } from "./mark-by-hand";
import { getSettings, previewBackfill } from "./queries";
import { getReconciliation } from "./reconciliation";
import { retryEvent } from "./retry-event";
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
} from "./test-books";

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
      explanation: "1 entry was not written because writing was switched off.",
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
      where: { subjectId: art.borrowerId, action: { startsWith: "switch writeback" } },
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
      ["Drawdown", "2026-01-01", "-5000.00", "0.00"],
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
  "codat row 44: what is too old for the platform is named, held, and can be entered by hand; the loan goes on",
  { timeout: SLOW },
  async () => {
    const art = await newBorrower();
    const { loanId } = await drawnLoan(art, START);
    await moveTo("2026-02-01");
    await chargeInterest("2026-02-01", loanId);
    await paid(art, loanId, "2026-02-01");
    await connectBooks(art, "qhyg");
    await mapBooks(art);
    const preview = await previewBackfill(art.borrowerId);
    expect(preview).toMatchObject({ total: 2, blocked: 1 });
    expect(preview.events[0]!.blocked).toContain(
      "QuickBooks Online takes feed lines that are at most 7 days old",
    );
    await setSwitch({ borrowerId: art.borrowerId, actorUserId: art.userId, isOn: true, backfill: "all" });
    await drainAll(art.borrowerId);
    expect(await statesOf(loanId)).toEqual(["HELD", "QUEUED"]);
    const held = await db.writeEvent.findFirstOrThrow({ where: { loanId, state: "HELD" } });
    expect(held).toMatchObject({ heldCode: "pre-flight" });
    const wish = { eventId: held.id.toString(), actorUserId: art.userId };
    await expect(markByHand({ ...wish, note: " " })).rejects.toMatchObject({
      code: "invalid",
      field: "note",
    });
    await expect(
      retryEvent({ ...wish, borrowerId: "brw_somebody_else" }),
      "it is somebody else's",
    ).rejects.toMatchObject({ code: "not-found" });
    await markByHand({ ...wish, note: "Feed line of 5,000.00 typed into QuickBooks" });
    await drainAll(art.borrowerId);
    expect(await statesOf(loanId)).toEqual(["BY_HAND", "DONE"]);
    await expect(markByHand({ ...wish, note: "again" })).rejects.toMatchObject({ code: "wrong-state" });
    expect((await getReconciliation({ loanId }))[0]).toMatchObject({
      differs: false,
      explanation: "1 entry was entered by hand.",
    });
    await moveTo(START);
  },
);
