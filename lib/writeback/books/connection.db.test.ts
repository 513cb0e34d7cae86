// Connecting, losing and ending the connection, against the stand-in.
import { accountingUrl, askCodat, CODAT_API_KEY, tellAccounting } from "@/test/sandbox-accounting";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { db } from "@/lib/db";
import { chargeInterest, newBorrower, useBureau } from "@/test/support/lending";
import { writebackList, getOverview } from "@/lib/writeback/pages/admin-queries";
import { listChoices } from "./choices";
import { connect } from "./connect";
import { disconnect } from "./disconnect";
import { keepAlive } from "./keep-alive";
import { PLATFORM_CHOICES } from "@/lib/writeback/records/platforms";
import { getLoanWriteback, getSettings } from "@/lib/writeback/pages/queries";
import { refreshConnection } from "./refresh-connection";
import {
  booksOf,
  connectBooks,
  drainAll,
  drawnLoan,
  moveTo,
  newBooks,
  paid,
  statesOf,
  until,
  useWebhooks,
} from "@/test/support/writeback-books";

const START = "2026-01-01";
let settled: () => Promise<void>;
beforeAll(useBureau);
beforeAll(async () => {
  ({ settled } = await useWebhooks());
  await moveTo(START);
});

const requests = async () =>
  (await tellAccounting<{ requests: { all: number } }>("GET", "/stats")).requests.all;
/** When what earlier messages set off has come to rest. */
async function requestsAtRest(): Promise<number> {
  for (let before = -1; ;) {
    await settled();
    const count = await requests();
    if (count === before) return count;
    before = count;
  }
}
const rowOf = (borrowerId: string) => db.writebackConnection.findUniqueOrThrow({ where: { borrowerId } });
async function refreshed(borrowerId: string) {
  await settled(); // a message that is acted on asks, too, and Codat is asked at most every two seconds
  await db.writebackConnection.update({ where: { borrowerId }, data: { checkedAt: null } });
  return refreshConnection({ borrowerId });
}

test("codat row 1: Connect makes company and connection once, and fetches a fresh link at each click", async () => {
  const { borrowerId, userId } = await newBorrower("Toft stores");
  const wish = { borrowerId, platformKey: "gbol", actorUserId: userId };
  const [first, second] = [await connect(wish), await connect(wish)];
  expect(first.status).toBe("PendingAuth");
  expect(first.linkUrl).not.toBe(second.linkUrl);
  const row = await rowOf(borrowerId);
  expect(row).toMatchObject({ status: "PendingAuth", platformName: "Xero" });
  const found = await askCodat<{ results: { id: string; name: string }[] }>(
    "GET",
    `/companies?tags=uid=${borrowerId}&page=1`,
  );
  expect(found.results).toEqual([expect.objectContaining({ id: row.companyId, name: "Toft stores" })]);
  const made = await askCodat<{ results: unknown[] }>(
    "GET",
    `/companies/${row.companyId}/connections?page=1`,
  );
  expect(made.results).toHaveLength(1);
  expect((await getSettings(borrowerId)).connection).toMatchObject({ status: "PendingAuth", isReady: false });
});

test("codat row 1: an answer that was lost leaves one company: it is found by its tag", async () => {
  const { borrowerId, userId } = await newBorrower();
  await tellAccounting("POST", "/faults", {
    kind: "drop",
    applied: true,
    method: "POST",
    path: "/companies",
  });
  await expect(connect({ borrowerId, platformKey: "gbol", actorUserId: userId })).rejects.toMatchObject({
    code: "unavailable",
  });
  await connect({ borrowerId, platformKey: "gbol", actorUserId: userId });
  const found = await askCodat<{ results: unknown[] }>("GET", `/companies?tags=uid=${borrowerId}&page=1`);
  expect(found.results).toHaveLength(1);
});

test("codat row 1 and 6: the software's page returns to where the person started", async () => {
  const { borrowerId, userId } = await newBorrower();
  const back = "http://localhost:3000/settings/accounting?to={redirectUrl}&statusCode={statusCode}";
  await tellAccounting("POST", "/settings", { redirectUrl: back });
  const redirectUrl = "/borrower/settings/accounting";
  const visit = async (decision: "allow" | "cancel") => {
    const { linkUrl } = await connect({ borrowerId, platformKey: "gbol", actorUserId: userId, redirectUrl });
    const link = new URL(linkUrl);
    expect(link.searchParams.get("otp"), "the link's own query is kept").toMatch(/\S/);
    const body = new URLSearchParams({ ...Object.fromEntries(link.searchParams), decision });
    const answer = await fetch(linkUrl, { method: "POST", body, redirect: "manual" });
    return Object.fromEntries(new URL(answer.headers.get("location")!).searchParams);
  };
  expect(await visit("cancel")).toEqual({ to: redirectUrl, statusCode: "403" });
  // What the page does with it: it asks the connection, and says what that says.
  expect(await refreshed(borrowerId)).toMatchObject({
    status: "PendingAuth",
    problem: expect.stringMatching(/cancel/i),
  });
  expect(await visit("allow")).toEqual({ to: redirectUrl, statusCode: "200" });
  expect(await refreshed(borrowerId)).toMatchObject({ status: "Linked" });
  await requestsAtRest(); // also when the message of the canceled try comes after that
  expect(await rowOf(borrowerId)).toMatchObject({ status: "Linked", problem: null });
  await tellAccounting("POST", "/settings", { redirectUrl: null });
});

test.each(["akxx", "qudb"])(
  "codat row 25: %s says what it cannot take before anything is made",
  async (platformKey) => {
    const { borrowerId, userId } = await newBorrower();
    const before = await requestsAtRest();
    await expect(connect({ borrowerId, platformKey, actorUserId: userId })).rejects.toMatchObject({
      code: "not-allowed",
      field: "platformKey",
      message: PLATFORM_CHOICES.find(({ key }) => key === platformKey)!.why,
    });
    expect(await requests()).toBe(before);
  },
);

test("codat row 2: the signed webhook makes it Linked, and nobody has to ask", async () => {
  const { borrowerId, userId } = await newBorrower();
  await connect({ borrowerId, platformKey: "gbol", actorUserId: userId });
  const { connectionId } = await rowOf(borrowerId);
  const hasCome = async (eventType: string) =>
    (await db.writebackWebhook.count({
      where: { body: { contains: connectionId! }, eventType, status: "PROCESSED" },
    })) > 0;
  await until(() => hasCome("connection.created"));
  expect((await getSettings(borrowerId)).connection!.status).toBe("PendingAuth");
  await tellAccounting("POST", `/connections/${connectionId}/allow`);
  await until(() => hasCome("connection.connected"));
  expect((await getSettings(borrowerId)).connection!.status).toBe("Linked");
});

test("codat row 3: the settings show platform and name of the books as Codat gives them", async () => {
  const borrower = await newBorrower("Toft stores");
  await connectBooks(borrower);
  const { companyId } = await rowOf(borrower.borrowerId);
  const info = await askCodat<{ companyName: string; baseCurrency: string }>(
    "GET",
    `/companies/${companyId}/data/info`,
  );
  const { connection } = await getSettings(borrower.borrowerId);
  expect(connection).toMatchObject({
    status: "Linked",
    statusWords: "Connected",
    platformName: "Xero",
    tenantName: info.companyName,
    baseCurrency: info.baseCurrency,
    needsReconnect: false,
  });
  expect(info.companyName).toMatch(/\S/);
  expect(connection!.lastSyncAt).toMatch(/Z$/);
});

test("codat row 6: a link that was canceled shows why, and can be tried again", async () => {
  const { borrowerId, userId } = await newBorrower();
  await connect({ borrowerId, platformKey: "gbol", actorUserId: userId });
  const { connectionId } = await rowOf(borrowerId);
  await tellAccounting("POST", `/connections/${connectionId}/cancel`);
  await until(async () => (await rowOf(borrowerId)).problem !== null);
  expect((await getSettings(borrowerId)).connection!.problem).toMatch(/cancel/i);
  expect((await connect({ borrowerId, platformKey: "gbol", actorUserId: userId })).linkUrl).toMatch(/^http/);
  await tellAccounting("POST", `/connections/${connectionId}/allow`);
  await until(async () => (await rowOf(borrowerId)).status === "Linked");
  expect((await rowOf(borrowerId)).problem).toBeNull();
});

describe("codat row 8: before the first sync is over", () => {
  test("accounts cannot be chosen and the progress is shown; AuthError asks to reconnect", async () => {
    await tellAccounting("POST", "/settings", { syncDelayMs: 60_000 });
    const { borrowerId, userId } = await newBorrower();
    await connect({ borrowerId, platformKey: "gbol", actorUserId: userId });
    const { connectionId } = await rowOf(borrowerId);
    await tellAccounting("POST", `/connections/${connectionId}/allow`);
    await until(async () => (await refreshed(borrowerId))?.status === "Linked");
    const view = (await refreshed(borrowerId))!;
    expect(view.isReady).toBe(false);
    expect(view.readiness.map(({ dataType, isComplete }) => [dataType, isComplete])).toEqual([
      ["bankAccounts", false],
      ["chartOfAccounts", false],
      ["suppliers", false],
    ]);
    await expect(listChoices({ borrowerId, card: "deposit" })).rejects.toMatchObject({ code: "wrong-state" });
    await tellAccounting("POST", `/connections/${connectionId}/dataset`, {
      dataType: "suppliers",
      status: "AuthError",
    });
    expect((await refreshed(borrowerId))!.needsReconnect).toBe(true);
    await tellAccounting("POST", "/settings", { syncDelayMs: 0 });
    for (const dataType of ["bankAccounts", "chartOfAccounts", "suppliers"]) {
      expect((await refreshed(borrowerId))!.isReady, `before ${dataType}`).toBe(false);
      await tellAccounting("POST", `/connections/${connectionId}/dataset`, { dataType, status: "Complete" });
    }
    expect(await refreshed(borrowerId)).toMatchObject({ isReady: true, needsReconnect: false });
    expect((await listChoices({ borrowerId, card: "deposit" })).choices.length).toBeGreaterThan(0);
  });
});

test(
  "codat row 4: revoked access pauses writing, notifies the owner, and resumes in order",
  { timeout: 120_000 },
  async () => {
    const art = await newBooks();
    await tellAccounting("POST", `/connections/${art.connectionId}/deauthorize`);
    await until(async () => (await rowOf(art.borrowerId)).status === "Deauthorized");
    const { loanId } = await drawnLoan(art, START);
    await moveTo("2026-02-01");
    await chargeInterest("2026-02-01", loanId);
    await paid(art, loanId, "2026-02-01");
    const before = await requestsAtRest();
    await drainAll(art.borrowerId);
    expect(await statesOf(loanId)).toEqual(["QUEUED", "QUEUED"]);
    expect(await requests(), "nothing is asked of a connection that is lost").toBe(before);
    expect((await getSettings(art.borrowerId)).connection).toMatchObject({ needsReconnect: true });
    expect((await getLoanWriteback(loanId))!.problem).toBe("Your accounting software must be reconnected.");
    const notes = await db.notification.findMany({
      where: { userId: art.userId, kind: "writeback-disconnected" },
    });
    expect(notes).toHaveLength(1);
    expect(notes[0]!.href).toBe("/borrower/settings/accounting");
    const listed = await writebackList.page({ q: "Art", status: "Deauthorized" });
    expect(listed.rows.map(({ borrowerId }) => borrowerId)).toContain(art.borrowerId);
    await connect({ borrowerId: art.borrowerId, platformKey: "gbol", actorUserId: art.userId });
    await tellAccounting("POST", `/connections/${art.connectionId}/allow`);
    await until(async () => (await rowOf(art.borrowerId)).status === "Linked");
    await drainAll(art.borrowerId);
    expect(await statesOf(loanId)).toEqual(["DONE", "DONE"]);
    const { transfers, sources } = await booksOf(art.connectionId);
    expect(transfers.map(({ amount }) => amount)).toEqual(["5000.00", "466.67"]);
    expect(sources[0]!.lines.map(({ amount }) => amount)).toEqual(["-5000.00", "466.67", "-50.00"]);
    await moveTo(START);
  },
);

test(
  "codat row 4: access revoked during a write: the record is written once after Reconnect",
  { timeout: 120_000 },
  async () => {
    const art = await newBooks();
    await settled();
    // The customer revokes, and the message of it never comes.
    await tellAccounting("POST", "/webhooks/behavior", { drop: true });
    await tellAccounting("POST", `/connections/${art.connectionId}/deauthorize`);
    expect((await rowOf(art.borrowerId)).status).toBe("Linked");
    const { loanId } = await drawnLoan(art, START);
    await drainAll(art.borrowerId);
    await tellAccounting("POST", "/webhooks/behavior", { drop: false });
    expect((await rowOf(art.borrowerId)).status).toBe("Deauthorized");
    expect((await statesOf(loanId))[0]).toMatch(/QUEUED|WRITING/);
    await tellAccounting("POST", `/connections/${art.connectionId}/allow`);
    await until(async () => (await rowOf(art.borrowerId)).status === "Linked");
    await drainAll(art.borrowerId);
    expect(await statesOf(loanId)).toEqual(["DONE"]);
    const { transfers } = await booksOf(art.connectionId);
    expect(transfers).toHaveLength(1);
  },
);

test(
  "codat row 5: Disconnect unlinks at Codat, keeps the mapping, stops writing and is in the audit",
  { timeout: 120_000 },
  async () => {
    const art = await newBooks();
    await disconnect({ borrowerId: art.borrowerId, actorUserId: art.userId });
    const row = await rowOf(art.borrowerId);
    const there = await askCodat<{ status: string }>(
      "GET",
      `/companies/${row.companyId}/connections/${row.connectionId}`,
    );
    expect(there.status).toBe("Unlinked");
    const { loanId } = await drawnLoan(art, START);
    await drainAll(art.borrowerId);
    expect(await statesOf(loanId)).toEqual(["QUEUED"]);
    const settings = await getSettings(art.borrowerId);
    expect(settings.mapping.isComplete).toBe(true);
    expect(settings.connection).toMatchObject({ status: "Unlinked", needsReconnect: true });
    await expect(disconnect({ borrowerId: art.borrowerId, actorUserId: art.userId })).rejects.toMatchObject({
      code: "wrong-state",
    });
    const audited = await db.auditEvent.count({
      where: {
        subjectId: art.borrowerId,
        action: "writeback-connection.disconnect",
        actorUserId: art.userId,
      },
    });
    expect(audited).toBe(1);
  },
);

test(
  "only one software can be connected at a time, and Disconnect forgets the old accounts",
  { timeout: 120_000 },
  async () => {
    const art = await newBooks();
    const other = { borrowerId: art.borrowerId, platformKey: "fbrh", actorUserId: art.userId };
    await expect(connect(other)).rejects.toMatchObject({ code: "wrong-state", field: "platformKey" });
    await disconnect({ borrowerId: art.borrowerId, actorUserId: art.userId });
    await connect(other);
    const settings = await getSettings(art.borrowerId);
    expect(settings.connection).toMatchObject({ platformName: "FreeAgent", status: "PendingAuth" });
    expect(settings.mapping).toMatchObject({ deposit: null, expense: null, supplier: null, lender: null });
    expect(settings.isOn).toBe(false);
  },
);

test(
  "codat row 46: once a day a light look at linked connections, and at no others",
  { timeout: 120_000 },
  async () => {
    const [linked, pending] = [await newBorrower(), await newBorrower()];
    await connectBooks(linked);
    await connect({ borrowerId: pending.borrowerId, platformKey: "gbol", actorUserId: pending.userId });
    await db.writebackConnection.updateMany({
      where: { borrowerId: { not: linked.borrowerId } },
      data: { refreshedOn: new Date("2999-01-01") },
    });
    await db.writebackConnection.update({
      where: { borrowerId: pending.borrowerId },
      data: { refreshedOn: null },
    });
    expect(await keepAlive()).toBe(1);
    expect(await keepAlive(), "the same day again").toBe(0);
    const calls = await db.writebackCall.findMany({
      where: { path: { contains: "/data/queue/" } },
      orderBy: { id: "desc" },
      take: 1,
    });
    expect(calls[0]).toMatchObject({
      borrowerId: linked.borrowerId,
      path: expect.stringMatching(/\/data\/queue\/company$/),
    });
    await moveTo("2026-01-02");
    await db.writebackConnection.updateMany({
      where: { borrowerId: { notIn: [linked.borrowerId] } },
      data: { refreshedOn: new Date("2999-01-01") },
    });
    expect(await keepAlive()).toBe(1);
    await moveTo(START);
    expect((await getOverview()).linked).toBeGreaterThan(0);
  },
);

test("a borrower who never connected has settings, and is listed as such", async () => {
  const bo = await newBorrower("Bo Unconnected");
  expect(await getSettings(bo.borrowerId)).toMatchObject({
    connection: null,
    isOn: false,
    waiting: { parked: 0, queued: 0, held: 0 },
  });
  const { rows, total } = await writebackList.page({
    q: "Bo Unconnected",
    status: "NotConnected",
    mapping: "incomplete",
  });
  expect(total).toBe(1);
  expect(rows[0]).toMatchObject({
    borrowerId: bo.borrowerId,
    status: "NotConnected",
    mappedCount: 0,
    held: 0,
  });
  await expect(getSettings("brw_nobody")).rejects.toMatchObject({ code: "not-found" });
  expect(await refreshConnection({ borrowerId: bo.borrowerId })).toBeNull();
});

test("codat row 47: CODAT_BASE_URL decides where every request goes", { timeout: 120_000 }, async () => {
  const ours = `Basic ${Buffer.from(CODAT_API_KEY).toString("base64")}`;
  const asked = vi.spyOn(globalThis, "fetch");
  try {
    const art = await newBooks();
    const { loanId } = await drawnLoan(art, START);
    await drainAll(art.borrowerId);
    expect(await statesOf(loanId)).toEqual(["DONE"]);
    const addresses = asked.mock.calls.map(([input, options]) => ({
      origin: new URL(input instanceof Request ? input.url : input).origin,
      isOurs: new Headers(options?.headers).get("authorization") === ours,
    }));
    expect(addresses.filter(({ isOurs }) => isOurs).length).toBeGreaterThan(20);
    expect(new Set(addresses.filter(({ isOurs }) => isOurs).map(({ origin }) => origin))).toEqual(
      new Set([accountingUrl]),
    );
    expect(addresses.filter(({ origin }) => !/^http:\/\/(localhost|127\.0\.0\.1):/.test(origin))).toEqual([]);
  } finally {
    asked.mockRestore();
  }
});
