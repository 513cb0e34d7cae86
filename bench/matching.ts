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
  const begin = performance.now();
  let result = matchLines([], []);
  const cpuSeconds = cpuSecondsOf(() => (result = matchLines(lines, targets)));
  const seconds = (performance.now() - begin) / 1000;
  const { matches, suggestions } = result;
  const { wrong, automaticPercent } = scored(matches, truth);
  return {
    ...{ row: "matching", lines: lines.length, orders: targets.length, seconds: rounded(seconds) },
    ...{ cpuSeconds: rounded(cpuSeconds), explainable: truth.size, matches: matches.length },
    ...{ suggestions: suggestions.length, automaticPercent: rounded(automaticPercent), wrong },
    rssMiB: Math.ceil(process.memoryUsage().rss / 1024 / 1024),
  };
}

/** Both over the same data, ours several times because one run is short. */
function against(size: number) {
  const { lines, targets, truth } = bankBook({ size, seed });
  matchLines(lines, targets);
  const runs = 5;
  const ours = cpuSecondsOf(() => {
    for (let run = 0; run < runs; run += 1) matchLines(lines, targets);
  });
  let found = new Map<string, string[]>();
  const nestedCpu = cpuSecondsOf(() => {
    found = nestedMatches(lines, targets);
  });
  const nested = scored(
    [...found].map(([lineId, ids]) => ({ lineId, targets: ids.map((id) => ({ id })) })),
    truth,
  );
  return {
    ...{ row: "against a nested comparison", lines: lines.length, orders: targets.length },
    ...{ cpuSeconds: rounded(ours / runs), nestedCpuSeconds: rounded(nestedCpu) },
    ratio: rounded((nestedCpu * runs) / ours),
    ...{ nestedAutomaticPercent: rounded(nested.automaticPercent), nestedWrong: nested.wrong },
  };
}

/** CPU time: on a shared machine the clock measures the neighbors. */
function cpuSecondsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

console.log(JSON.stringify(matching(Number(values.size))));
console.log(JSON.stringify(against(Number(values.nested))));
