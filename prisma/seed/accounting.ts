// Those of the story who keep books: connected, mapped and switched on through the verbs that the pages call, and what their
// loans have done so far written, so that the pages of writeback have something to show from the first start.
import { setTimeout as sleep } from "node:timers/promises";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { invariant } from "@/lib/errors";
import { listChoices } from "@/lib/writeback/books/choices";
import { connect } from "@/lib/writeback/books/connect";
import { createLenderAccount } from "@/lib/writeback/books/create-lender-account";
import { followCreation } from "@/lib/writeback/pages/create-record";
import { createSupplier } from "@/lib/writeback/pages/create-supplier";
import { drain } from "@/lib/writeback/sending/drain";
import { LENDER_NAME } from "@/lib/writeback/records/lender";
import { refreshConnection } from "@/lib/writeback/books/refresh-connection";
import { refreshLenderAccount } from "@/lib/writeback/books/refresh-lender-account";
import { saveMapping } from "@/lib/writeback/books/save-mapping";
import { setSwitch } from "@/lib/writeback/books/set-switch";
import { BORROWERS, type BorrowerStory } from "./people";

const PATIENCE_MS = 20_000;
const DELAYS = ["syncDelayMs", "pushDelayMs", "mappingDelayMs"] as const;

type Bookkeeper = { borrowerId: string; userId: string; connectionId: string; story: BorrowerStory };

export async function connectAccounting(): Promise<void> {
  // What takes seconds in the world takes none in the story; afterward it does again.
  const usual = await tell<Record<(typeof DELAYS)[number], number>>("/settings", {});
  await tell("/settings", Object.fromEntries(DELAYS.map((name) => [name, 0])));
  const keepers = await Promise.all(BORROWERS.filter(({ books }) => books).map(setUp));
  await writeAll(keepers.flatMap((keeper) => (keeper ? [keeper.borrowerId] : [])));
  await tell("/settings", Object.fromEntries(DELAYS.map((name) => [name, usual[name]])));
}

/** @returns null where books are connected already: a person did that, or the story did before it was interrupted */
async function setUp(story: BorrowerStory): Promise<Bookkeeper | null> {
  const borrower = await db.borrower.findFirst({ where: { user: { email: story.email } } });
  if (!borrower || (await db.writebackConnection.findUnique({ where: { borrowerId: borrower.id } })))
    return null;
  const { id: borrowerId, userId } = borrower;
  const keeper = {
    borrowerId,
    userId,
    story,
    connectionId: await allowAccess({ borrowerId, userId, story }),
  };
  await choose(keeper, "deposit", "Business Checking");
  await choose(keeper, "expense", "Interest Expense");
  await makeSupplier(keeper);
  await createLenderAccount(await wishOf(keeper));
  await until(async () => (await refreshLenderAccount({ borrowerId })).status === "connected");
  await setSwitch({ borrowerId, actorUserId: userId, isOn: true, backfill: "all" });
  if (story.books?.archives) await archive(keeper, story.books.archives);
  return keeper;
}

/** What a person does on the software's own page is a control of the stand-in. @returns the connection */
async function allowAccess({ borrowerId, userId, story }: Omit<Bookkeeper, "connectionId">): Promise<string> {
  await connect({ borrowerId, actorUserId: userId, platformKey: story.books!.platformKey });
  const { connectionId } = await db.writebackConnection.findUniqueOrThrow({ where: { borrowerId } });
  invariant(connectionId, "a connection was made");
  await tell(`/connections/${connectionId}/allow`);
  const caller = { borrowerId, isBackground: true }; // not held back, as the questions of a page are
  await until(async () => (await refreshConnection({ borrowerId, caller }))?.isReady === true);
  return connectionId;
}

async function wishOf({ borrowerId, userId }: Bookkeeper) {
  const { version } = await db.writebackMapping.findUniqueOrThrow({ where: { borrowerId } });
  return { borrowerId, actorUserId: userId, version };
}

async function choose(keeper: Bookkeeper, card: "deposit" | "expense", name: string): Promise<void> {
  const { choices } = await listChoices({ borrowerId: keeper.borrowerId, card });
  const choice = choices.find((each) => each.name === name);
  invariant(choice, `${name} is in the books`);
  await saveMapping({ ...(await wishOf(keeper)), card, choiceId: choice.id });
}

async function makeSupplier(keeper: Bookkeeper): Promise<void> {
  const { operationId } = await createSupplier({
    ...(await wishOf(keeper)),
    requestKey: crypto.randomUUID(),
    fields: { supplierName: LENDER_NAME },
  });
  await until(async () => (await followCreation(keeper.borrowerId, operationId))?.state === "SUCCESS");
}

/** Puts an account away in the books, behind our back. */
async function archive({ borrowerId, connectionId }: Bookkeeper, name: string): Promise<void> {
  const { expenseId, expenseName } = await db.writebackMapping.findUniqueOrThrow({ where: { borrowerId } });
  invariant(expenseName === name, `${name} is the expense account`);
  await tell(`/accounts/${expenseId}`, { status: "Archived" });
  await tell(`/connections/${connectionId}/dataset`, { dataType: "chartOfAccounts", status: "Complete" });
  await until(async () => {
    const { choices } = await listChoices({ borrowerId, card: "expense" });
    return choices.every((choice) => choice.name !== name || !choice.isSelectable);
  });
}

/** Until nothing goes on any more: all is written, or the first that cannot be is held. Nobody waits between two questions. */
async function writeAll(borrowerIds: string[]): Promise<void> {
  await until(async () => {
    await db.writeEvent.updateMany({
      where: { borrowerId: { in: borrowerIds }, state: { in: ["QUEUED", "WRITING"] } },
      data: { nextAt: new Date(0) },
    });
    await drain();
    const left = await db.$queryRaw<unknown[]>`
      SELECT 1 FROM writeback_events e WHERE e.borrower_id = ANY(${borrowerIds}::text[]) AND e.state IN ('QUEUED', 'WRITING')
         AND NOT EXISTS (SELECT 1 FROM writeback_events h WHERE h.loan_id = e.loan_id AND h.state = 'HELD')`;
    return left.length === 0;
  });
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    invariant(performance.now() < end, "the accounting stand-in answers in time");
    await sleep(20);
  }
}

async function tell<Answer>(path: string, body?: unknown): Promise<Answer> {
  const answer = await fetch(new URL(`/_control${path}`, env.CODAT_BASE_URL), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body ?? {}),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The accounting stand-in refused ${path}: ${answer.status} ${text}`);
  return (text === "" ? undefined : JSON.parse(text)) as Answer;
}
