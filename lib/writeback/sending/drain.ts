// Works off the outbox. Any number of processes may do so at the same time; in one process one loop does, with many events in
// hand at once, so that it takes up one of the worker's places only and payments never wait behind it.
import { setTimeout as sleep } from "node:timers/promises";
import { db, inTransaction } from "@/lib/db";
import { addJob } from "@/lib/queue";
import { drainJobKey } from "@/lib/writeback/outbox/wake-drain";
import { advanceCreations } from "./advance-creations";
import { advanceEvent } from "./advance-event";
import { turnsAhead } from "@/lib/writeback/codat/budget";
import { claimEvents } from "@/lib/writeback/outbox/claim-events";
import { processWaitingWebhooks } from "./process-waiting-webhooks";
import { recheckMappings } from "@/lib/writeback/books/recheck-mappings";

const IN_HAND = 128;
// Looking for due events costs the same for one as for many, so it waits for free places, and for turns to call Codat.
const FREE_PLACES = 32;
const FREE_TURNS = 8;
const LOOK_EVERY_MS = 250;

let running: Promise<number> | null = null;
let isWanted = false;
let wake = () => {};

/** Takes every event that is due as far as it can go now. @returns how many steps were taken, 0 when another loop is at it */
export async function drain(): Promise<number> {
  isWanted = true;
  wake();
  if (running) return 0;
  running = loop();
  try {
    return await running;
  } finally {
    running = null;
  }
}

async function loop(): Promise<number> {
  let taken = 0;
  while (isWanted) {
    isWanted = false;
    await processWaitingWebhooks();
    await advanceCreations();
    await recheckMappings();
    taken += await workOff();
  }
  await planNext();
  return taken;
}

/** The next poll or retry is not left to the minute's timetable. */
async function planNext(): Promise<void> {
  const [next] = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT min(GREATEST(e.next_at, COALESCE(c.paused_until, e.next_at))) AS at
    FROM writeback_events e
    JOIN writeback_connections c ON c.borrower_id = e.borrower_id AND c.status = 'Linked'
    JOIN writeback_mappings m ON m.borrower_id = e.borrower_id AND m.is_on AND m.problem IS NULL
    WHERE e.state IN ('QUEUED', 'WRITING') AND e.next_at > clock_timestamp()`;
  if (next?.at) await inTransaction((tx) => addJob(tx, "writeback-drain", {}, drainJobKey("next"), next.at!));
}

async function workOff(): Promise<number> {
  const inHand = new Set<Promise<void>>();
  let taken = 0;
  for (;;) {
    const free = IN_HAND - inHand.size;
    const most = free >= FREE_PLACES ? await turnsAhead(free) : 0;
    const isWorthIt = most >= FREE_TURNS || (most > 0 && inHand.size === 0);
    const claims = isWorthIt ? await claimEvents(most) : [];
    for (const claim of claims) {
      taken += 1;
      const work: Promise<void> = advanceEvent(claim).finally(() => inHand.delete(work));
      inHand.add(work);
    }
    if (inHand.size === 0) return taken;
    await something(inHand, claims.length > 0);
  }
}

/** A place is free again, a message has arrived, or it is time to look for events that have become due. */
async function something(inHand: Set<Promise<void>>, isBusy: boolean): Promise<void> {
  const news = new Promise<void>((told) => (wake = told));
  // While there was something to claim, places that become free together are filled together.
  if (isBusy) await sleep(20);
  else await Promise.race([...inHand, news, sleep(LOOK_EVERY_MS)]);
}
