// For tests of writeback: a borrower whose books are the stand-in's, connected and mapped through the verbs. Import
// "@/test/sandbox-accounting" before this.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, expect } from "vitest";
import { DomainError } from "@/lib/errors";
import type { IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction } from "@/lib/db";
import { acceptedLoan, bankSays, fundPool, newBorrower, type TestBorrower } from "./lending";
import { setBusinessDate } from "@/test/story";
import { repay } from "@/lib/lending/repayment/repay";
import { requestDisbursement } from "@/lib/lending/disbursement/request-disbursement";
import { tellAccounting } from "@/test/sandbox-accounting";
import { listChoices } from "@/lib/writeback/books/choices";
import { connect } from "@/lib/writeback/books/connect";
import { createLenderAccount } from "@/lib/writeback/books/create-lender-account";
import { createSupplier } from "@/lib/writeback/pages/create-supplier";
import { claimEvents } from "@/lib/writeback/outbox/claim-events";
import { drain } from "@/lib/writeback/sending/drain";
import { processNews } from "@/lib/writeback/sending/process-news";
import { processWebhook } from "@/lib/writeback/sending/process-webhook";
import { receiveWebhook } from "@/lib/writeback/sending/receive-webhook";
import { recordChargeOffs } from "@/lib/writeback/outbox/record-charge-offs";
import { recordWriteEvents } from "@/lib/writeback/outbox/record-write-events";
import { refreshConnection } from "@/lib/writeback/books/refresh-connection";
import { refreshLenderAccount } from "@/lib/writeback/books/refresh-lender-account";
import { saveMapping } from "@/lib/writeback/books/save-mapping";
import { setSwitch } from "@/lib/writeback/books/set-switch";

export type Books = {
  accounts: { id: string; name: string; balance: string; status: string }[];
  transfers: { id: string; date: string; amount: string; fromId: string; toId: string }[];
  directCosts: {
    id: string;
    date: string;
    totalAmount: string;
    isIncome: boolean;
    paidFromId: string;
    contactId: string | null;
    expenseIds: string[];
  }[];
  sources: {
    id: string;
    targetAccountId: string | null;
    balance: string;
    lines: { id: string; date: string; amount: string; balance: string }[];
  }[];
};

/** Business date and the stand-in's day. */
export async function moveTo(date: IsoDate): Promise<void> {
  await setBusinessDate(date);
  await tellAccounting("POST", "/clock", { date });
}

export async function versionOf(borrowerId: string): Promise<number> {
  return (await db.writebackMapping.findUniqueOrThrow({ where: { borrowerId } })).version;
}

/** Access allowed on the link page and the books read once. */
export async function connectBooks(borrower: TestBorrower, platformKey = "gbol"): Promise<string> {
  const { borrowerId, userId } = borrower;
  await connect({ borrowerId, platformKey, actorUserId: userId });
  const { connectionId } = await db.writebackConnection.findUniqueOrThrow({ where: { borrowerId } });
  await tellAccounting("POST", `/connections/${connectionId}/allow`);
  await until(async () => {
    await db.writebackConnection.update({ where: { borrowerId }, data: { checkedAt: null } });
    return (await refreshConnection({ borrowerId }))?.isReady === true;
  });
  return connectionId!;
}

/** Everything mapped: deposit and expense account from the opening books, supplier and lender account made. */
export async function mapBooks({ borrowerId, userId }: TestBorrower): Promise<void> {
  for (const [card, name] of [
    ["deposit", "Business Checking"],
    ["expense", "Interest Expense"],
  ] as const) {
    const { choices } = await listChoices({ borrowerId, card });
    const choiceId = choices.find((each) => each.name === name)!.id;
    await saveMapping({
      borrowerId,
      actorUserId: userId,
      version: await versionOf(borrowerId),
      card,
      choiceId,
    });
  }
  await createSupplier({
    borrowerId,
    actorUserId: userId,
    version: await versionOf(borrowerId),
    requestKey: crypto.randomUUID(),
    fields: { supplierName: "Modern Lending" },
  });
  await until(async () => {
    await drain();
    return (await db.writebackMapping.findUniqueOrThrow({ where: { borrowerId } })).supplierId !== null;
  });
  const made = await createLenderAccount({
    borrowerId,
    actorUserId: userId,
    version: await versionOf(borrowerId),
  });
  if (made.linkUrl) await allowOnPage(made.linkUrl);
  await until(async () => (await refreshLenderAccount({ borrowerId })).status === "connected");
}

/** What a person does on the link page: allows, and lets a new account be made where one has to be chosen. */
async function allowOnPage(linkUrl: string): Promise<void> {
  const url = new URL(linkUrl);
  const form = new URLSearchParams({ otp: url.searchParams.get("otp") ?? "", decision: "allow" });
  const answer = await fetch(`${url.origin}${url.pathname}`, {
    method: "POST",
    body: form,
    redirect: "manual",
  });
  if (answer.status >= 400)
    throw new Error(`The link page answered ${answer.status}: ${await answer.text()}`);
}

/** A borrower with books, mapped and switched on. */
export async function newBooks(platformKey = "gbol"): Promise<TestBorrower & { connectionId: string }> {
  const borrower = await newBorrower();
  const connectionId = await connectBooks(borrower, platformKey);
  await mapBooks(borrower);
  await setSwitch({ borrowerId: borrower.borrowerId, actorUserId: borrower.userId, isOn: true });
  return { ...borrower, connectionId };
}

export async function booksOf(connectionId: string): Promise<Books> {
  return tellAccounting<Books>("GET", `/connections/${connectionId}/books`);
}

/** The bank's news, acted on and noted in the outbox in one transaction, as the job does. */
export async function settle(
  paymentOrderId: string,
  status: "COMPLETED" | "RETURNED" | "FAILED",
  on: IsoDate,
  returnCode?: string,
): Promise<void> {
  await bankSays(paymentOrderId, status, on, returnCode);
  await inTransaction(async (tx) => {
    await recordWriteEvents(tx, { paymentOrderIds: [paymentOrderId] });
    await recordChargeOffs(tx, { paymentOrderIds: [paymentOrderId] });
  });
}

/** A loan of 5,000.00 over twelve months, paid out on the date. */
export async function drawnLoan(
  borrower: TestBorrower,
  on: IsoDate,
): Promise<{ loanId: string; disbursementOrderId: string }> {
  await moveTo(on);
  await fundPool("50000.00", on);
  const loanId = await acceptedLoan(borrower, { monthlyIncome: "900000.00" }); // enough for many loans
  const started = await requestDisbursement({ ...borrower, loanId, rail: "ACH", isAutopay: false });
  await settle(started.paymentOrderId!, "COMPLETED", on);
  return { loanId, disbursementOrderId: started.paymentOrderId! };
}

/** A repayment that clears the same day. */
export async function paid(
  borrower: TestBorrower,
  loanId: string,
  on: IsoDate,
  kind: "SCHEDULED" | "PAYOFF" = "SCHEDULED",
): Promise<string> {
  const { paymentOrderId } = await repay({ ...borrower, loanId, kind, idempotencyKey: crypto.randomUUID() });
  await settle(paymentOrderId, "COMPLETED", on);
  return paymentOrderId;
}

const STILL_ROUNDS = 5; // in which nothing could be taken up, and no answer was awaited

/** Drains, without waiting for back-off times, until nothing of the borrower moves any more. */
export async function drainAll(borrowerId: string): Promise<void> {
  for (let round = 0, still = 0; round < 60 && still < STILL_ROUNDS; round++) {
    await db.writeEvent.updateMany({
      where: { borrowerId, state: { in: ["QUEUED", "WRITING"] } },
      data: { nextAt: new Date(0) },
    });
    const taken = await drain();
    const open = await db.writeEvent.count({ where: { borrowerId, state: { in: ["QUEUED", "WRITING"] } } });
    if (open === 0) return;
    still = taken === 0 && !(await canMove(borrowerId)) ? still + 1 : 0;
    await new Promise((go) => setTimeout(go, 20));
  }
}

/** Whether an answer is awaited, an event is in hand, could be taken up, or is due once the connection's pause is over. */
async function canMove(borrowerId: string): Promise<boolean> {
  const paused = await db.writebackConnection.count({
    where: { borrowerId, pausedUntil: { gt: new Date() } },
  });
  const leased = await db.writeEvent.count({ where: { borrowerId, leaseUntil: { gt: new Date() } } });
  const awaited = await db.writeOperation.count({
    where: { event: { borrowerId }, state: { in: ["SENDING", "PENDING"] } },
  });
  if (paused + leased + awaited > 0) return true;
  const claims = await claimEvents(1, borrowerId);
  await db.writeEvent.updateMany({
    where: { id: { in: claims.map(({ eventId }) => eventId) } },
    data: { leaseUntil: null },
  });
  return claims.length > 0;
}

export async function statesOf(loanId: string): Promise<string[]> {
  const events = await db.writeEvent.findMany({ where: { loanId }, orderBy: { seq: "asc" } });
  return events.map(({ state }) => state);
}

// Registered when the file is read: a hook that a running hook or test adds is never called. What the last test set off still
// needs the file's database, which is dropped after this.
const stops: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const stop of stops) await stop();
});

const TRIES = 6; // of the queue's many, enough for what two that come together do to each other

/** Acts on a message as its jobs do, which come again when they fail. */
async function actOn(webhookId: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await processNews();
      return await processWebhook(webhookId);
    } catch (error) {
      if (tries === TRIES) throw error;
      await new Promise((go) => setTimeout(go, 50 * 2 ** tries));
    }
  }
}

type Webhooks = {
  received: () => number;
  /** Waits until no message is being acted on and none has come for a while. */
  settled: () => Promise<void>;
};

/**
 * Receives the stand-in's webhooks as the route does, and acts on each at once. A message that cannot be acted on fails the
 * file at its end.
 */
export async function useWebhooks({ actAtOnce = true } = {}): Promise<Webhooks> {
  let received = 0;
  const failed: unknown[] = [];
  const inHand = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const work: Promise<void> = take(request, response)
      .catch((error: unknown) => void failed.push(error))
      .finally(() => inHand.delete(work));
    inHand.add(work);
  });
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
    try {
      await receiveWebhook({ rawBody: await text(request), headers });
    } catch (error) {
      response.writeHead(error instanceof DomainError ? 401 : 500).end();
      return;
    }
    received += 1;
    response.writeHead(200).end();
    if (actAtOnce) await actOn(headers.get("webhook-id")!);
  }
  async function settled(): Promise<void> {
    for (let before = ""; ;) {
      await Promise.all(inHand);
      const sent = await tellAccounting<{ attempts: object[] }[]>("GET", "/webhooks");
      const seen = `${received} of ${sent.length}, tried ${sent.flatMap(({ attempts }) => attempts).length}`;
      if (seen === before && inHand.size === 0) return;
      before = seen;
      await new Promise((wait) => setTimeout(wait, 300));
    }
  }
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  await tellAccounting("POST", "/consumer", { url: `http://127.0.0.1:${port}` });
  stops.push(async () => {
    server.close();
    server.closeAllConnections();
    await Promise.all(inHand);
    expect(failed, "every message could be acted on").toEqual([]);
  });
  return { received: () => received, settled };
}

export async function until(isSo: () => Promise<boolean>, mostMs = 90_000): Promise<void> {
  const end = performance.now() + mostMs;
  while (performance.now() < end) {
    if (await isSo()) return;
    await new Promise((go) => setTimeout(go, 25));
  }
  const calls = await db.writebackCall.findMany({ orderBy: { id: "desc" }, take: 12 });
  const words = calls.map((c) => `${c.method} ${c.path} ${c.httpStatus} ${c.outcome} ${c.note ?? ""}`);
  throw new Error(`It did not come about in time. Last calls:\n${words.join("\n")}`);
}
