// The owner changes the settings between the look at them and the writing of a request: what is sent follows the newer ones.
import "@/test/sandbox-accounting";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { useBureau } from "@/test/support/lending";
import { listChoices } from "@/lib/writeback/books/choices";
import { loadEvent } from "./load-event";
import { markSending, type Letter } from "./mark-sending";
import { planEvent } from "./plan-event";
import { saveMapping } from "@/lib/writeback/books/save-mapping";
import { setSwitch } from "@/lib/writeback/books/set-switch";
import { booksOf, drainAll, drawnLoan, moveTo, newBooks, versionOf } from "@/test/support/writeback-books";

const START = "2026-01-01";
type Books = Awaited<ReturnType<typeof newBooks>>;
beforeAll(useBureau);
beforeAll(() => moveTo(START));

/** The first record of a new loan, as a worker has it in hand just before it is sent. */
async function letterOf(art: Books): Promise<Letter> {
  const { loanId } = await drawnLoan(art, START);
  const event = await db.writeEvent.findFirstOrThrow({ where: { loanId } });
  await planEvent(event);
  const loaded = await loadEvent(event.id);
  return {
    event: loaded.event,
    operation: loaded.operations[0]!,
    destination: loaded.destination!,
    model: null,
  };
}

const operationOf = ({ operation: { id } }: Letter) => db.writeOperation.findUniqueOrThrow({ where: { id } });

test("codat row 16: a record that was in hand while another deposit account was chosen goes to the new one", async () => {
  const art = await newBooks();
  const letter = await letterOf(art);
  const { choices } = await listChoices({ borrowerId: art.borrowerId, card: "deposit" });
  const savings = choices.find(({ name }) => name === "Business Savings")!.id;
  const wish = { borrowerId: art.borrowerId, actorUserId: art.userId, card: "deposit" as const };
  await saveMapping({
    ...{ ...wish, version: await versionOf(art.borrowerId), choiceId: savings, isConfirmed: true },
  });
  expect(await markSending(letter)).toEqual({ kind: "stale" });
  expect(await operationOf(letter)).toMatchObject({ state: "READY", request: null });
  await drainAll(art.borrowerId);
  const { transfers } = await booksOf(art.connectionId);
  expect(transfers.map(({ toId }) => toId)).toEqual([savings]);
});

test("codat row 7: a record in progress when writeback is turned off is sent once it is on again", async () => {
  const art = await newBooks();
  const turn = (isOn: boolean) => setSwitch({ borrowerId: art.borrowerId, actorUserId: art.userId, isOn });
  const letter = await letterOf(art);
  await turn(false);
  expect(await markSending(letter)).toEqual({ kind: "stale" });
  expect(await operationOf(letter)).toMatchObject({ state: "READY", request: null });
  await turn(true);
  expect(await markSending(letter)).toMatchObject({ kind: "marked" });
});
