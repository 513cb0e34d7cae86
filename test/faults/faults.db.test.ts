// The short version of `npm run test:faults`: every fault once, on a separate durable server; see README.md.
import { afterAll, beforeAll, expect, it } from "vitest";
import { onSmallDisk } from "./full-disk";
import { randomFrom } from "./requests";
import { DURABLE, KillableServer } from "./server";
import { control, storm, type Load } from "./storm";
import { CLEAN } from "./verdict";
import { FAULTS } from "./weather";

const SEED = Number(process.env.FAULTS_SEED ?? Math.floor(Math.random() * 1_000_000));
const LOAD: Load = { processes: 2, inFlight: 16, pauseMs: 30 };
const MINUTES = 60_000; // such a test takes seconds; machines that build something else in the meantime take longer

let server: KillableServer;
beforeAll(async () => {
  console.log(`FAULTS_SEED=${SEED}`);
  server = await KillableServer.create();
}, 3 * MINUTES);
afterAll(() => server?.destroy(), MINUTES);

it("waits for the disk", async () => {
  const settings = await server.asOwner("postgres", (client) =>
    client.query<{ name: string; setting: string }>(
      "SELECT name, setting FROM pg_settings WHERE name = ANY ($1)",
      [[...Object.keys(DURABLE), "data_checksums"]],
    ),
  );
  expect(Object.fromEntries(settings.rows.map(({ name, setting }) => [name, setting]))).toEqual({
    ...DURABLE,
    data_checksums: "on",
  });
});

it(
  "keeps everything it acknowledged, once, through every fault",
  async () => {
    const faults = shuffled(Object.keys(FAULTS), randomFrom(SEED));
    const report = await storm({
      server,
      database: "storm",
      seed: SEED,
      load: LOAD,
      faults,
      calmMs: 200,
      pace: 0.4,
    });
    expect(report.verdict, `FAULTS_SEED=${SEED}`).toMatchObject({ ...CLEAN, after: "the end" });
    expect(Object.keys(report.faults)).toHaveLength(Object.keys(FAULTS).length);
    expect(report.acknowledged).toBeGreaterThan(100);
    expect(report.resolved).toBeGreaterThan(0); // else nothing was ever in doubt
  },
  5 * MINUTES,
);

it(
  "keeps the floor, and never deadlocks, while processes hammer on one account",
  async () => {
    const load = { processes: 2, inFlight: 64, pauseMs: 0 };
    const report = await storm({ server, database: "hammer", seed: SEED, load, faults: [], calmMs: 3000 });
    expect(report.verdict, `FAULTS_SEED=${SEED}`).toMatchObject(CLEAN);
    expect(report).toMatchObject({ deadlocks: 0 });
    expect(report.acknowledged).toBeGreaterThan(200);
  },
  5 * MINUTES,
);

it(
  "goes on after the disk was full",
  async (context) => {
    const why = await onSmallDisk(220, async (small, fill) => {
      const more = { "fill the disk": fill };
      const report = await storm({
        server: small,
        database: "full",
        seed: SEED,
        load: LOAD,
        faults: Object.keys(more),
        more,
        calmMs: 300,
      });
      expect(report.verdict, `FAULTS_SEED=${SEED}`).toMatchObject({ ...CLEAN, after: "the end" });
    });
    if (why) context.skip(why);
  },
  5 * MINUTES,
);

it(
  "would be caught, if it acknowledged before the disk did",
  async () => {
    const load = { ...LOAD, processes: 1, pauseMs: 5 };
    const verdict = await control({ server, database: "control", seed: SEED, load, calmMs: 1500 });
    expect(verdict.lost.length).toBeGreaterThan(0);
    expect(verdict.broken, "what is left is whole").toEqual([]);
  },
  5 * MINUTES,
);

function shuffled<T>(list: T[], random: () => number): T[] {
  return list
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
