// A loan is charged off: the books follow, and follow again when a payment comes back afterward.
import { tellAccounting } from "@/test/sandbox-accounting";
import { beforeAll, expect, test } from "vitest";
import { inTransaction } from "@/lib/db";
import { chargeOffLoan } from "@/lib/lending/charge-off/charge-off-loan";
import { chargeInterest, useBureau } from "@/test/support/lending";
import { newAdmin } from "@/test/people";
import { readBack } from "@/lib/writeback/pages/read-back";
import { getReconciliation } from "@/lib/writeback/pages/reconciliation";
import { recordChargeOffs } from "@/lib/writeback/outbox/record-charge-offs";
import { setSwitch } from "@/lib/writeback/books/set-switch";
import {
  booksOf,
  drainAll,
  drawnLoan,
  moveTo,
  newBooks,
  paid,
  settle,
  statesOf,
} from "@/test/support/writeback-books";

const START = "2026-01-01";
const LATE_ENOUGH = "2026-06-29"; // 120 days after March 1

beforeAll(useBureau);

async function lateLoan(platformKey?: string) {
  await tellAccounting("DELETE", "/stats");
  await moveTo(START);
  const art = await newBooks(platformKey);
  const { loanId } = await drawnLoan(art, START);
  await drainAll(art.borrowerId); // some software takes feed lines of the last days only
  await moveTo("2026-02-01");
  await chargeInterest("2026-02-01", loanId);
  const payment = await paid(art, loanId, "2026-02-01");
  await drainAll(art.borrowerId);
  await moveTo(LATE_ENOUGH);
  await chargeInterest(LATE_ENOUGH, loanId);
  return { art, loanId, payment, admin: await newAdmin() };
}

const giveUp = (userId: string, loanId: string) =>
  inTransaction(async (tx) => {
    await chargeOffLoan(tx, {
      userId,
      loanId,
      reason: "The borrower is insolvent.",
      shown: { fees: "0.00", interest: "200.00", principal: "4583.33" },
      idempotencyKey: crypto.randomUUID(),
    });
    await recordChargeOffs(tx, { loanId });
  });

/** The lender account by ledger and by feed, the expense account, and what the direct costs were. */
async function standOf(connectionId: string) {
  const { accounts, sources, directCosts } = await booksOf(connectionId);
  const lender = accounts.find(({ id }) => id === sources[0]!.targetAccountId)!;
  return {
    lender: lender.balance,
    feed: sources[0]!.balance,
    expense: accounts.find(({ name }) => name === "Interest Expense")!.balance,
    costs: directCosts.map(({ totalAmount }) => totalAmount).toSorted((a, b) => Number(a) - Number(b)),
  };
}

test.each(["gbol", "qhyg", "fbrh", "tgff"])(
  "on %s, a write-off takes the lender account to zero, also after a returned payment",
  async (platformKey) => {
    const { art, loanId, payment, admin } = await lateLoan(platformKey);
    await giveUp(admin.userId, loanId);
    await drainAll(art.borrowerId);
    expect(await standOf(art.connectionId)).toEqual({
      lender: "0.00",
      feed: "0.00",
      expense: "-4533.33", // 50.00 of interest, less what was charged off
      costs: ["-4583.33", "50.00"],
    });

    await moveTo("2026-07-02");
    await settle(payment, "RETURNED", "2026-07-02", "R10");
    await inTransaction((tx) => recordChargeOffs(tx, { loanId })); // again: nothing is noted twice
    await drainAll(art.borrowerId);
    expect(await standOf(art.connectionId)).toEqual({
      lender: "0.00",
      feed: "0.00",
      expense: "-5000.00", // the whole loan was charged off, and no interest was paid
      costs: ["-4583.33", "-416.67", "-50.00", "50.00"],
    });
    expect(await statesOf(loanId)).toEqual(["DONE", "DONE", "DONE", "DONE", "DONE"]);
    const [row] = await getReconciliation({ loanId });
    expect(row).toMatchObject({ ledgerPrincipal: "0.00", pushedBalance: "0.00", differs: false });
    const back = await readBack({ borrowerId: art.borrowerId });
    expect(back.lines.filter(({ differs }) => differs)).toEqual([]);
    const stats = await tellAccounting<Record<string, unknown>>("GET", "/stats");
    expect(stats).toMatchObject({ duplicates: 0, repeatedFeedLines: 0, contractViolations: { count: 0 } });
  },
);

test("a write-off while writing is switched off waits with the rest, and is written by the back-fill", async () => {
  const { art, loanId, admin } = await lateLoan();
  const change = { borrowerId: art.borrowerId, actorUserId: art.userId };
  await setSwitch({ ...change, isOn: false });
  await giveUp(admin.userId, loanId);
  await drainAll(art.borrowerId);
  expect(await statesOf(loanId)).toEqual(["DONE", "DONE", "PARKED"]);
  expect((await standOf(art.connectionId)).lender).toBe("-4583.33");
  await setSwitch({ ...change, isOn: true, backfill: "all" });
  await drainAll(art.borrowerId);
  expect(await standOf(art.connectionId)).toMatchObject({
    lender: "0.00",
    feed: "0.00",
    expense: "-4533.33",
  });
});
