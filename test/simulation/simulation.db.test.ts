// A short simulation with every run of the tests, by the dice of the commit; the long one is `npm run simulate`.
import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, expect, inject, test, vi } from "vitest";
import { seedOfRun } from "./seed";
import { openWorld, type World } from "./world";

const HABITS = { sent: 0.6, doubled: 0.3, late: 0.3 };
const port = inject("databasePort");
const owner = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL });
const made: string[] = [];

await owner.connect();
afterAll(async () => {
  for (const name of made) await owner.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await owner.end();
});

type Run = { seed: number; months: number; loans: number; spoil?: (world: World) => void };

/** Runs in a separate database, with the product loaded again, so that two runs share nothing. */
async function simulate({ spoil, ...options }: Run) {
  const name = `simulation_${randomBytes(6).toString("hex")}`;
  await owner.query(`CREATE DATABASE ${name} TEMPLATE template_migrated`);
  made.push(name);
  const kept = globalThis as { __modernLendingDb?: unknown };
  const outside = kept.__modernLendingDb;
  delete kept.__modernLendingDb;
  vi.resetModules();
  const databaseUrl = `postgresql://modern_lending_app:modern_lending_app@127.0.0.1:${port}/${name}`;
  const world = openWorld({ seed: options.seed, databaseUrl, habits: HABITS });
  spoil?.(world);
  const { Simulation } = await import("./simulate");
  const { db } = await import("@/lib/db");
  try {
    return await new Simulation(world, options).run();
  } finally {
    await db.$disconnect();
    world.close();
    kept.__modernLendingDb = outside;
    vi.resetModules();
  }
}

test("some months of people, a bank that fails and a worker that dies leave books that hold", async () => {
  const seed = seedOfRun();
  console.log(`The seed of this simulation is ${seed}.`);
  const { counts, loans, investments } = await simulate({ seed, months: 4, loans: 16 });
  const total = (standing: Record<string, number>) =>
    Object.values(standing).reduce((sum, count) => sum + count, 0);
  expect(counts.loans, "somebody borrowed").toBeGreaterThan(5);
  expect(total(loans), "every loan is accounted for").toBe(counts.loans);
  expect(total(investments), "somebody invested").toBeGreaterThan(0);
  for (const trouble of ["outOfOrder", "lostAnswers", "deaths", "webhooksLost"] as const) {
    expect(counts[trouble], `${trouble} were tried`).toBeGreaterThan(0);
  }
}, 600_000);

test("the same seed leaves the same trial balance, another seed another one", async () => {
  const options = { months: 1, loans: 6 };
  const first = await simulate({ seed: 7, ...options });
  const again = await simulate({ seed: 7, ...options });
  expect(first.trialBalance.length).toBeGreaterThan(3);
  expect(again.trialBalance).toEqual(first.trialBalance);
  expect(again.counts).toEqual(first.counts);
  const other = await simulate({ seed: 8, ...options });
  expect(other.digest).not.toBe(first.digest);
}, 300_000);

test("a bank whose statement is off by a cent is found at the month's end, with the way to see it again", async () => {
  const run = simulate({ seed: 11, months: 1, loans: 2, spoil: ({ bank }) => bank.moveMoney(1) });
  const message = await run.then(
    () => "all is well",
    (error: Error) => error.message,
  );
  expect(message).toContain("Seed 11 failed on 2026-02-01.");
  expect(message).toMatch(/The bank's statement says [\d.]+, the ledger's cash is [\d.]+\./);
  expect(message).toContain("npm run simulate -- --seed 11 --months 1 --loans 2");
}, 120_000);
