// Other accounting software while loans are in the books of the one so far: what was written stays there, and a loan enters the
// new books with its drawdown, once, or not at all.
import { tellAccounting } from "@/test/sandbox-accounting";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { chargeInterest, useBureau } from "@/test/support/lending";
import { applyNewsOf } from "@/lib/writeback/sending/apply-news";
import { connect } from "./connect";
import { disconnect } from "./disconnect";
import { drain } from "@/lib/writeback/sending/drain";
import { logList } from "@/lib/writeback/pages/log-queries";
import { getSettings } from "@/lib/writeback/pages/queries";
import { getReconciliation } from "@/lib/writeback/pages/reconciliation";
import { reconciliationList } from "@/lib/writeback/pages/reconciliation-list";
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
  statesOf,
  until,
} from "@/test/support/writeback-books";

const START = "2026-01-01";
const SLOW = 120_000;
type Books = Awaited<ReturnType<typeof newBooks>>;
beforeAll(useBureau);
beforeAll(() => moveTo(START));

const wishOf = ({ borrowerId, userId }: Books) => ({ borrowerId, actorUserId: userId });
const toXero = (art: Books, isConfirmed?: boolean) =>
  connect({ ...wishOf(art), platformKey: "gbol", ...(isConfirmed === undefined ? {} : { isConfirmed }) });
const switchOn = (art: Books, backfill?: "all" | "none") =>
  setSwitch({ ...wishOf(art), isOn: true, backfill });

/** New books of Xero, connected and mapped; writing is still off. */
async function newXero(art: Books): Promise<string> {
  await toXero(art, true);
  const connectionId = await connectBooks(art, "gbol");
  await mapBooks(art);
  return connectionId;
}

async function repaid(art: Books, loanId: string): Promise<void> {
  await moveTo("2026-02-01");
  await chargeInterest("2026-02-01", loanId);
  await paid(art, loanId, "2026-02-01");
}

test(
  "other software is connected only when the person has confirmed what stays in the books so far",
  { timeout: SLOW },
  async () => {
    const art = await newBooks("qhyg");
    expect((await getSettings(art.borrowerId)).leavingWarning).toBeNull();
    const { loanId } = await drawnLoan(art, START);
    await drainAll(art.borrowerId);
    const { number } = await db.loan.findUniqueOrThrow({ where: { id: loanId } });
    expect((await getSettings(art.borrowerId)).leavingWarning).toBe(
      `Loan ${number} is in the books of QuickBooks Online already. Existing records stay there, −$5,000.00 in total. When you turn on writeback in the new software, you choose whether it is written there from the disbursement onward or not at all.`,
    );
    await disconnect(wishOf(art));
    const before = await getSettings(art.borrowerId);
    const refusal = {
      ...{ code: "invalid", field: "confirmed" },
      message: "Confirm that existing records stay in QuickBooks Online.",
    };
    await expect(toXero(art)).rejects.toMatchObject(refusal);
    await expect(toXero(art, false)).rejects.toMatchObject(refusal);
    expect(await getSettings(art.borrowerId)).toEqual(before);
    expect(await statesOf(loanId)).toEqual(["DONE"]);
    await toXero(art, true);
    const audited = await db.auditEvent.findMany({
      where: { subjectId: art.borrowerId, action: "writeback-connection.connect" },
      orderBy: { id: "asc" },
    });
    expect(audited.at(-1)!.detail).toEqual({
      platform: "Xero",
      leftBehind: { loanNumbers: [number], balance: "-5000.00" },
    });
  },
);

test(
  "a loan in the previous books does not partly enter the new ones, and the figures show where it is",
  { timeout: SLOW },
  async () => {
    const art = await newBooks("qhyg");
    const { loanId } = await drawnLoan(art, START);
    await drainAll(art.borrowerId);
    await disconnect(wishOf(art));
    const waiting = await drawnLoan(art, START);
    expect(await statesOf(waiting.loanId)).toEqual(["QUEUED"]);
    const connectionId = await newXero(art);
    expect([await statesOf(loanId), await statesOf(waiting.loanId)]).toEqual([["PARKED"], ["PARKED"]]);
    await expect(switchOn(art)).rejects.toMatchObject({ code: "invalid", field: "backfill" });
    expect(await switchOn(art, "none")).toEqual({ queued: 0, parked: 2 });
    await repaid(art, loanId);
    await drainAll(art.borrowerId);
    expect(await statesOf(loanId)).toEqual(["PARKED", "PARKED"]);
    expect((await booksOf(connectionId)).transfers).toEqual([]);
    expect((await getReconciliation({ loanId }))[0]).toMatchObject({
      ...{ ledgerPrincipal: "4583.33", pushedBalance: "0.00", feedBalance: "0.00", differs: true },
      explanation:
        "1 entry is in the previously connected books; 1 entry was not written because the loan is not in these books.",
    });
    const { rows } = await reconciliationList.page({ only: "differences" });
    expect(rows.find(({ borrowerId }) => borrowerId === art.borrowerId)).toMatchObject({
      ...{ pushedBalance: "0.00", feedBalance: "0.00", differs: true, parked: 3 },
    });
    expect((await logList.page({ loanId })).rows.map(({ stateWords }) => stateWords)).toEqual([
      "Not written: turned off",
      "In the previous books only",
    ]);
    const later = await drawnLoan(art, "2026-02-01");
    await drainAll(art.borrowerId);
    expect(await statesOf(later.loanId), "a loan of the new books").toEqual(["DONE"]);
    await moveTo(START);
  },
);

test(
  "backfill writes such a loan into the new books once, and leaves the previous ones alone",
  { timeout: SLOW },
  async () => {
    const art = await newBooks("qhyg");
    const { loanId } = await drawnLoan(art, START);
    await drainAll(art.borrowerId);
    const earlier = await booksOf(art.connectionId);
    await disconnect(wishOf(art));
    const connectionId = await newXero(art);
    await repaid(art, loanId);
    expect(await switchOn(art, "all")).toEqual({ queued: 2, parked: 0 });
    await drainAll(art.borrowerId);
    expect(await statesOf(loanId)).toEqual(["DONE", "DONE"]);
    const { transfers, sources } = await booksOf(connectionId);
    expect(transfers.map(({ amount }) => amount)).toEqual(["5000.00", "466.67"]);
    expect(sources.map(({ balance }) => balance)).toEqual(["-4583.33"]);
    expect((await getReconciliation({ loanId }))[0]).toMatchObject({ differs: false, explanation: null });
    expect((await booksOf(art.connectionId)).transfers).toEqual(earlier.transfers);
    expect(
      (await logList.page({ q: await recordIn(art) })).rows,
      "found by its record over there",
    ).toHaveLength(1);
    await moveTo(START);
  },
);

/** The id of a record in the books that were left. */
async function recordIn(art: Books): Promise<string> {
  const { recordId } = await db.writeOperation.findFirstOrThrow({
    where: { borrowerId: art.borrowerId, connectionId: art.connectionId, kind: "TRANSFER" },
  });
  return recordId!;
}

test(
  "a record in progress when the software changed is recorded, and changes nothing in the new books",
  { timeout: SLOW },
  async () => {
    const art = await newBooks("qhyg");
    await tellAccounting("POST", "/outcomes", { dataType: "transfers", outcome: "Pending" });
    const { loanId } = await drawnLoan(art, START);
    await until(async () => {
      await drain();
      return (await db.writeOperation.count({ where: { borrowerId: art.borrowerId, state: "PENDING" } })) > 0;
    });
    await disconnect(wishOf(art));
    await expect(toXero(art)).rejects.toMatchObject({ code: "invalid", field: "confirmed" });
    const connectionId = await newXero(art);
    const sent = await db.writeOperation.findFirstOrThrow({
      where: { borrowerId: art.borrowerId, kind: "TRANSFER" },
    });
    await applyNewsOf(sent.pushOperationKey!, {
      ...{ status: "Success", recordId: "late-transfer", error: null, validation: [] },
    });
    expect(await statesOf(loanId)).toEqual(["PARKED"]);
    expect((await getReconciliation({ loanId }))[0]).toMatchObject({ pushedBalance: "0.00" });
    await switchOn(art, "all");
    await drainAll(art.borrowerId);
    expect(await statesOf(loanId)).toEqual(["DONE"]);
    const { transfers, sources } = await booksOf(connectionId);
    expect(transfers.map(({ amount }) => amount)).toEqual(["5000.00"]);
    expect(sources.map(({ balance }) => balance)).toEqual(["-5000.00"]);
  },
);
