// Another lender account that does not come about, or not at once: the one that works stays the one that is written to.
import { askCodat, tellAccounting } from "@/test/sandbox-accounting";
import { afterEach, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { chargeInterest, newBorrower, useBureau, type TestBorrower } from "@/test/support/lending";
import { createLenderAccount } from "./create-lender-account";
import { getSettings } from "@/lib/writeback/pages/queries";
import { refreshLenderAccount } from "./refresh-lender-account";
import { setFeedPaused } from "./set-feed-paused";
import {
  booksOf,
  connectBooks,
  drainAll,
  drawnLoan,
  moveTo,
  newBooks,
  paid,
  statesOf,
} from "@/test/support/writeback-books";
import { until, versionOf } from "@/test/support/writeback-books";

const START = "2026-01-01";
const SLOW = 120_000;
beforeAll(useBureau);
beforeAll(() => moveTo(START));
afterEach(async () => {
  await tellAccounting("DELETE", "/faults");
  await tellAccounting("POST", "/settings", { mappingDelayMs: 0 });
});

const mappingOf = ({ borrowerId }: TestBorrower) =>
  db.writebackMapping.findUniqueOrThrow({ where: { borrowerId } });
const wishOf = async ({ borrowerId, userId }: TestBorrower) => ({
  ...{ borrowerId, actorUserId: userId, version: await versionOf(borrowerId), isConfirmed: true },
});
const connected = ({ borrowerId }: TestBorrower) =>
  until(async () => (await refreshLenderAccount({ borrowerId })).status === "connected");

async function feedsOf(connectionId: string) {
  const { sources } = await booksOf(connectionId);
  return sources.map(({ balance }) => balance);
}

test.each([
  ["the account is refused", "bankFeedAccounts/mapping", { kind: "status", status: 400 }],
  ["we have to wait", "bankFeedAccounts/mapping", { kind: "status", status: 429, retryAfter: 1 }],
  ["nothing answers", "bankFeedAccounts/mapping", { kind: "drop" }],
  ["not even its feed could be made", "connectionInfo/bankFeedAccounts", { kind: "drop" }],
])(
  "a new lender account that fails, since %s, leaves the old one as it was, even during a loan",
  { timeout: SLOW },
  async (_why, path, fault) => {
    const art = await newBooks();
    const { loanId } = await drawnLoan(art, START);
    await drainAll(art.borrowerId);
    const before = await mappingOf(art);
    const { lender } = (await getSettings(art.borrowerId)).mapping;
    await tellAccounting("POST", "/faults", { ...fault, method: "POST", path });
    await expect(createLenderAccount(await wishOf(art))).rejects.toMatchObject({ name: "DomainError" });
    const { lenderSourceId, lenderTargetId, lenderName, lenderStatus } = before;
    expect(await mappingOf(art)).toMatchObject({ lenderSourceId, lenderTargetId, lenderName, lenderStatus });
    expect((await getSettings(art.borrowerId)).mapping).toMatchObject({ lender, isComplete: true });
    await db.writebackConnection.update({
      where: { borrowerId: art.borrowerId },
      data: { pausedUntil: null },
    });
    await moveTo("2026-02-01");
    await chargeInterest("2026-02-01", loanId);
    await paid(art, loanId, "2026-02-01");
    await drainAll(art.borrowerId);
    expect(await statesOf(loanId)).toEqual(["DONE", "DONE"]);
    const { sources } = await booksOf(art.connectionId);
    const lines = sources.map(({ id, balance }) => ({ id, balance }));
    expect(lines).toContainEqual({ id: lenderSourceId, balance: "-4583.33" });
    // The next attempt takes the feed that was left over, if there is one, and makes no third.
    await createLenderAccount(await wishOf(art));
    await connected(art);
    expect(await feedsOf(art.connectionId)).toEqual(["-4583.33", "0.00"]);
    expect((await mappingOf(art)).lenderSourceId).not.toBe(lenderSourceId);
    await moveTo(START);
  },
);

test(
  "choosing the account that it is already keeps its feed, with the balance that it has",
  { timeout: SLOW },
  async () => {
    const art = await newBooks();
    await drawnLoan(art, START);
    await drainAll(art.borrowerId);
    const { lenderSourceId, lenderTargetId } = await mappingOf(art);
    const again = async () => createLenderAccount({ ...(await wishOf(art)), choiceId: lenderTargetId });
    expect(await again()).toEqual({ status: "connected", linkUrl: null });
    expect(await mappingOf(art)).toMatchObject({ lenderSourceId, lenderTargetId });
    await tellAccounting("POST", `/connections/${art.connectionId}/sources/${lenderSourceId}`, {
      status: "disconnected",
    });
    expect((await refreshLenderAccount({ borrowerId: art.borrowerId })).status).toBe("disconnected");
    await again(); // maps it again
    await connected(art);
    expect(await mappingOf(art)).toMatchObject({ lenderSourceId, lenderTargetId });
    expect(await feedsOf(art.connectionId)).toEqual(["-5000.00"]);
  },
);

test("two clicks at one moment make one lender account", { timeout: SLOW }, async () => {
  const art = await newBooks();
  const wish = await wishOf(art);
  const both = await Promise.allSettled([createLenderAccount(wish), createLenderAccount(wish)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const refused = both.find((each) => each.status === "rejected");
  expect(refused?.reason).toMatchObject({ code: "conflict" });
  await connected(art);
  expect(await feedsOf(art.connectionId)).toHaveLength(2); // the old one and one new one
});

test(
  "until the new lender account is connected the old one is written to, and is not missed",
  { timeout: SLOW },
  async () => {
    const art = await newBooks();
    const before = await mappingOf(art);
    // The old one's feed was lost, which is why there is a new one.
    await setFeedPaused(art.borrowerId, { sourceAccountId: before.lenderSourceId, isPaused: true });
    await tellAccounting("POST", "/settings", { mappingDelayMs: 5000 });
    expect((await createLenderAccount(await wishOf(art))).status).toBe("connecting");
    const { mapping } = await getSettings(art.borrowerId);
    expect(mapping).toMatchObject({ lender: { status: "connecting", isStandIn: true }, isComplete: true });
    expect(await mappingOf(art)).toMatchObject({ lenderTargetId: before.lenderTargetId });
    await connected(art);
    const after = await mappingOf(art);
    expect([after.lenderSourceId, after.lenderTargetId]).not.toContain(before.lenderTargetId);
    expect(after.nextSourceId).toBeNull();
    expect((await getSettings(art.borrowerId)).mapping.lender).toMatchObject({ isStandIn: false });
    const connection = await db.writebackConnection.findUniqueOrThrow({
      where: { borrowerId: art.borrowerId },
    });
    expect(connection.isFeedPaused, "its feed was never down").toBe(false);
  },
);

test(
  "QuickBooks: whoever does not go to its page keeps the lender account that works",
  { timeout: SLOW },
  async () => {
    const art = await newBooks("qhyg");
    const before = await mappingOf(art);
    const { linkUrl, status } = await createLenderAccount(await wishOf(art));
    expect(linkUrl).toMatch(/^http/);
    expect(status).toBe("connecting");
    const { loanId } = await drawnLoan(art, START);
    await drainAll(art.borrowerId);
    expect(await statesOf(loanId)).toEqual(["DONE"]);
    expect(await mappingOf(art)).toMatchObject({ lenderSourceId: before.lenderSourceId });
  },
);

test(
  "a first lender account that was refused leaves the card open for another choice",
  { timeout: SLOW },
  async () => {
    const art = await newBorrower();
    const connectionId = await connectBooks(art);
    const { companyId } = await db.writebackConnection.findUniqueOrThrow({
      where: { borrowerId: art.borrowerId },
    });
    const { accounts } = await booksOf(connectionId);
    const idOf = (wanted: string) => accounts.find(({ name }) => name === wanted)!.id;
    await expect(
      createLenderAccount({ ...(await wishOf(art)), choiceId: idOf("Old Checking") }),
    ).rejects.toMatchObject({ code: "invalid", field: "choiceId" });
    expect((await getSettings(art.borrowerId)).mapping.lender).toBeNull();
    await createLenderAccount({ ...(await wishOf(art)), choiceId: idOf("Business Savings") });
    await connected(art);
    expect((await mappingOf(art)).lenderTargetId).toBe(idOf("Business Savings"));
    const feeds = await askCodat<object[]>(
      "GET",
      `/companies/${companyId}/connections/${connectionId}/connectionInfo/bankFeedAccounts`,
    );
    expect(feeds).toHaveLength(1);
  },
);
