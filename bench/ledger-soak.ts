// Does the process grow? Lists are posted for minutes, and its memory is looked at after garbage collection.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { lists } from "./ledger-contestants";
import { lendingMix } from "./ledger-mix";
import type { Bench } from "./ledger-server";
import { closedLoop } from "./measure";

export type Soak = {
  minutes: number;
  events: number;
  samples: { minute: number; heapMiB: number; rssMiB: number }[];
};

const MIB = 1024 * 1024;
const SAMPLES = 20;

export async function soak(bench: Bench, minutes: number): Promise<Soak> {
  await bench.freshBooks();
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const contestant = lists();
  const next = lendingMix("soak", 11);
  let events = 0;
  const samples: Soak["samples"] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    const seconds = (minutes * 60) / SAMPLES;
    const { events: posted } = await closedLoop({
      callers: 256,
      seconds,
      warmUp: 0,
      ask: () => contestant.ask(next()),
    });
    events += posted;
    collect();
    const { heapUsed, rss } = process.memoryUsage();
    samples.push({ minute: ((sample + 1) * seconds) / 60, heapMiB: heapUsed / MIB, rssMiB: rss / MIB });
  }
  await contestant.end();
  return { minutes, events, samples };
}
