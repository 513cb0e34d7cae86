// npm run bench:matching: how fast bank lines find their orders, and whether they find the right ones. How to read the answer:
// bench/README.md. One JSON line per row.
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { matchLines } from "@/lib/payments/bank/match";
import { bankBook, scored } from "@/test/bank-book";
import { nestedMatches } from "@/test/nested-matcher";

const { values } = parseArgs({
  options: {
    size: { type: "string", default: "100000" },
    nested: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
  },
});
const seed = Number(values.seed);

function matching(size: number) {
  const { lines, targets, truth } = bankBook({ size, seed });
  const cpu = process.cpuUsage();
  const begin = performance.now();
  const { matches, suggestions } = matchLines(lines, targets);
  const seconds = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const { wrong, automaticPercent } = scored(matches, truth);
  return {
    ...{ row: "matching", lines: lines.length, orders: targets.length, seconds: rounded(seconds) },
    ...{ cpuSeconds: rounded((user + system) / 1e6), explainable: truth.size, matches: matches.length },
    ...{ suggestions: suggestions.length, automaticPercent: rounded(automaticPercent), wrong },
    rssMiB: Math.ceil(process.memoryUsage().rss / 1024 / 1024),
  };
}

/** Both over the same data, ours several times because one run is short. */
function against(size: number) {
  const { lines, targets, truth } = bankBook({ size, seed });
  matchLines(lines, targets);
  const runs = 5;
  const oursSeconds = secondsOf(() => {
    for (let run = 0; run < runs; run += 1) matchLines(lines, targets);
  });
  let found = new Map<string, string[]>();
  const nestedSeconds = secondsOf(() => {
    found = nestedMatches(lines, targets);
  });
  const nested = scored(
    [...found].map(([lineId, ids]) => ({ lineId, targets: ids.map((id) => ({ id })) })),
    truth,
  );
  return {
    ...{ row: "against a nested comparison", lines: lines.length, orders: targets.length },
    ...{ seconds: rounded(oursSeconds / runs), nestedSeconds: rounded(nestedSeconds) },
    ratio: rounded((nestedSeconds * runs) / oursSeconds),
    ...{ nestedAutomaticPercent: rounded(nested.automaticPercent), nestedWrong: nested.wrong },
  };
}

function secondsOf(work: () => void): number {
  const begin = performance.now();
  work();
  return (performance.now() - begin) / 1000;
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

console.log(JSON.stringify(matching(Number(values.size))));
console.log(JSON.stringify(against(Number(values.nested))));
