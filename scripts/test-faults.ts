// npm run test:faults [-- --minutes 10] [--seed 1]: the ledger on a separate durable server, through random faults for
// as long as asked; see test/faults/README.md. Ends with one line of JSON, and with 1 when something was lost.
import { parseArgs } from "node:util";
import { onSmallDisk } from "../test/faults/full-disk";
import { randomFrom } from "../test/faults/requests";
import { DURABLE, KillableServer } from "../test/faults/server";
import { control, isClean, storm, type Load, type Report } from "../test/faults/storm";
import { FAULTS, SLOW_FAULTS } from "../test/faults/weather";

const { values } = parseArgs({ options: { minutes: { type: "string" }, seed: { type: "string" } } });
const minutes = Number(values.minutes ?? 10);
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
if (!(minutes > 0) || !Number.isInteger(seed)) {
  console.error(
    "Use a number of minutes above zero and an integer seed: npm run test:faults -- --minutes 10 --seed 1",
  );
  process.exit(2);
}

const HAMMER: Load = { processes: 8, inFlight: 64, pauseMs: 0 };
const STORM: Load = { processes: 4, inFlight: 32, pauseMs: 40 };
const total = {
  faults: {} as Record<string, number>,
  acknowledged: 0,
  resolved: 0,
  deadlocks: 0,
};
const bad: string[] = [];
const say = (line: string) => console.log(`${new Date().toISOString().slice(11, 19)} ${line}`);

function add(name: string, report: Report) {
  for (const [fault, n] of Object.entries(report.faults))
    total.faults[fault] = (total.faults[fault] ?? 0) + n;
  for (const figure of ["acknowledged", "resolved"] as const) total[figure] += report[figure];
  total.deadlocks += report.deadlocks;
  if (!isClean(report.verdict))
    bad.push(`${name}, after ${report.verdict.after}: ${JSON.stringify(report.verdict)}`);
  say(`${name}: ${report.acknowledged} acknowledged, ${report.resolved} resolved by retrying`);
}

say(
  `seed ${seed}, ${minutes} minutes, ${Object.entries(DURABLE)
    .map((setting) => setting.join("="))
    .join(" ")}`,
);
const server = await KillableServer.create();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
try {
  const until = performance.now() + minutes * 60_000;
  const hammering = (minutes * 60_000) / 5;
  const hammer = await storm({
    server,
    database: "hammer",
    seed,
    load: HAMMER,
    faults: [],
    calmMs: hammering,
    say,
  });
  add("hammer", hammer);
  if (hammer.deadlocks > 0) bad.push(`hammer: ${hammer.deadlocks} deadlocks`);
  for (let n = 0; n === 0 || performance.now() < until; n++) {
    const random = randomFrom(seed + n);
    const names = Object.keys(FAULTS);
    const faults = [...names, ...names, ...Object.keys(SLOW_FAULTS)].sort(() => random() - 0.5);
    const database = `storm_${n}`;
    add(
      database,
      await storm({
        server,
        database,
        seed: seed + n,
        load: STORM,
        faults,
        more: SLOW_FAULTS,
        calmMs: 3000,
        say,
      }),
    );
    await server.dropDatabase(database);
  }
  const why = await onSmallDisk(300, async (small, fill) => {
    const more = { "fill the disk": fill };
    const faults = ["fill the disk", "fill the disk", "fill the disk"];
    add(
      "small disk",
      await storm({ server: small, database: "full", seed, load: STORM, faults, more, calmMs: 2000, say }),
    );
  });
  if (why) say(`The disk was not filled: ${why}.`);
  const { lost, broken, acknowledged } = await control({
    server,
    database: "control",
    seed,
    load: STORM,
    calmMs: 4000,
  });
  say(`control, synchronous_commit=off: ${lost.length} of ${acknowledged} acknowledged keys were lost`);
  if (lost.length === 0) bad.push("control: nothing was lost, so this test would not notice a loss");
  if (broken.length > 0) bad.push(`control: ${broken.join("; ")}`);
  console.log(JSON.stringify({ seed, minutes, ...total, lostInControl: lost.length, bad }));
} finally {
  await server.destroy();
}
for (const line of bad) console.error(line);
process.exit(bad.length > 0 ? 1 : 0);
