// npm run bench:ofac: precision and recall of sanctions screening over the labeled pairs at thresholds from 0.80 to 0.99, false
// hits among 10,000 common American names, and how long one name takes against 20,000 entries. One JSON line per row.
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { indexNames } from "@/lib/identity/sanctions/name-index";
import { readSanctionsList } from "@/lib/identity/sanctions/read-list";
import { screen } from "@/lib/identity/sanctions/screen";
import { commonNames } from "@/test/common-names";
import { madeUpList } from "@/test/sanctions-list";
import { labeledPairs } from "@/test/sanctions-pairs";

const { values } = parseArgs({ options: { size: { type: "string", default: "20000" } } });
const bytes = readFileSync("sandbox/sanctions/sdn.xml");
const { entries } = readSanctionsList([{ name: "sdn.xml", bytes }]);
const index = indexNames(entries);

function curve() {
  const pairs = labeledPairs().map((pair) => ({
    ...pair,
    score: screen(index, pair, 0.5).find(({ listId }) => listId === pair.listId)?.score ?? 0,
  }));
  for (const half of ["tuning", "checking", "both"] as const)
    for (let hundredths = 80; hundredths < 100; hundredths += 1) {
      const threshold = hundredths / 100;
      const asked = pairs.filter((pair) => half === "both" || pair.half === half);
      const hits = asked.filter(({ score }) => score >= threshold);
      const matches = asked.filter(({ isMatch }) => isMatch).length;
      const right = hits.filter(({ isMatch }) => isMatch).length;
      const [precision, recall] = [rounded(right / hits.length), rounded(right / matches)];
      const counts = {
        pairs: asked.length,
        matches,
        missed: matches - right,
        falseHits: hits.length - right,
      };
      console.log(JSON.stringify({ row: "curve", half, threshold, precision, recall, ...counts }));
    }
}

function falseHits() {
  const names = commonNames();
  const hits = names.filter((name) => screen(index, { name, born: null, country: null }).length > 0);
  const percent = rounded((100 * hits.length) / names.length);
  console.log(JSON.stringify({ row: "common names", names: names.length, falseHits: hits.length, percent }));
}

function speed(size: number) {
  const list = madeUpList(size);
  const begin = performance.now();
  const large = indexNames(list);
  const indexMs = rounded(performance.now() - begin);
  const asked = list.filter((_, at) => at % Math.ceil(size / 50) === 0).map(({ names }) => names[0]!.text);
  const queries = [...asked, ...commonNames().filter((_, at) => at % 200 === 0)];
  const times = queries.map((name) => {
    const before = process.cpuUsage();
    screen(large, { name, born: null, country: null });
    return process.cpuUsage(before).user / 1000;
  });
  times.sort((a, b) => a - b);
  const at = (share: number) => rounded(times[Math.floor(share * (times.length - 1))]!);
  const row = { row: "speed", entries: size, names: large.names.length, indexMs, queries: queries.length };
  console.log(JSON.stringify({ ...row, medianMs: at(0.5), p95Ms: at(0.95), maxMs: at(1) }));
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

curve();
falseHits();
speed(Number(values.size));
