// A process that posts, and writes down what it asked and what it was answered: it may be killed at any moment, and then
// this is what it leaves. Started by posters.ts.
import { openSync, writeSync } from "node:fs";
import { coalesce } from "@/lib/coalesce";
import { db, inTransaction } from "@/lib/db";
import { post } from "@/lib/ledger/post";
import type { PostingRequest, PostingResult } from "@/lib/ledger/posting-request";
import type { Note, PosterOptions } from "./journal";
import { createAsking, randomFrom } from "./requests";
import { pause } from "./server";

const { name, seed, journal, inFlight, pauseMs } = JSON.parse(process.argv[2]!) as PosterOptions;

const file = openSync(journal, "a");
/** Many at a time, as the product's verbs post what a batch has decided. */
const postInList = coalesce((requests: readonly PostingRequest[]) =>
  inTransaction<PostingResult[]>((tx) => post(tx, [...requests])),
);
const random = randomFrom(seed);
let isStopping = false;

/** In the file before anything else happens: the system keeps it when this process dies. */
function write(note: Note) {
  writeSync(file, `${JSON.stringify(note)}\n`);
}

/** One attempt, in a list with others or in a database transaction of the caller's own. */
async function attempt(request: PostingRequest, isOwn: boolean): Promise<Note> {
  const { key } = request;
  try {
    const result = isOwn ? (await inTransaction((tx) => post(tx, [request])))[0]! : await postInList(request);
    if (result.status === "refused") return { key, told: "refused" };
    return { key, told: "posted", id: result.transactionId };
  } catch (error) {
    return { key, told: "unknown", why: String(error).slice(0, 200) };
  }
}

async function call(n: number) {
  const asking = createAsking(`${name}:${n}`, random);
  while (!isStopping) {
    const request = asking.next();
    const isOwn = n % 8 === 0;
    write({ sent: request });
    for (let tries = 0; tries < 3; tries++) {
      const note = await attempt(request, isOwn);
      write(note);
      if (note.told === "posted")
        asking.told(request, { status: "posted", transactionId: note.id, replayed: false });
      if (note.told === "posted" || note.told === "refused" || isStopping) break;
      await pause(random() * 200);
    }
    if (pauseMs > 0) await pause(random() * 2 * pauseMs);
  }
}

process.stdin.resume().on("close", () => process.exit(1)); // whoever started it is gone
process.on("SIGTERM", () => (isStopping = true));
write({ ready: name });
await Promise.all(Array.from({ length: inFlight }, (_, n) => call(n)));
await db.$disconnect();
write({ finished: name });
process.exit(0);
