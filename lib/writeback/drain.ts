// Works off the outbox. Any number of processes may do so at the same time; in one process one loop does, with many events in
// hand at once, so that it takes up one of the worker's places only and payments never wait behind it.
import { setTimeout as sleep } from "node:timers/promises";
import { db, inTransaction } from "@/lib/db";
import { addJob } from "@/lib/queue";
import { advanceEvent } from "./advance-event";
import { claimEvents } from "./claim-events";
import { processWaitingWebhooks } from "./process-waiting-webhooks";
import { advanceCreations } from "./advance-creations";

const IN_HAND = 24;

let running: Promise<number> | null = null;
let wanted = false;

/** Takes every event that is due as far as it can go now. @returns how many steps were taken, 0 when another loop is at it */
export async function drain(): Promise<number> {
  wanted = true;
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
  while (wanted) {
    wanted = false;
    await processWaitingWebhooks();
    await advanceCreations();
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
  if (next?.at)
    await inTransaction((tx) => addJob(tx, "writeback-drain", {}, "writeback-drain:next", next.at!));
}

async function workOff(): Promise<number> {
  const inHand = new Set<Promise<void>>();
  let taken = 0;
  for (;;) {
    const claims = inHand.size < IN_HAND ? await claimEvents(IN_HAND - inHand.size) : [];
    for (const claim of claims) {
      taken += 1;
      const work: Promise<void> = advanceEvent(claim).finally(() => inHand.delete(work));
      inHand.add(work);
    }
    if (inHand.size === 0) return taken;
    // A place is free again, or it is time to see what has become due meanwhile.
    await Promise.race([...inHand, sleep(claims.length > 0 ? 20 : 250)]);
  }
}
