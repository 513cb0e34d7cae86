// A short simulation with every run of the tests, by the dice of the commit; the long one is `npm run simulate`.
import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, expect, inject, test, vi } from "vitest";
import { seedOfRun } from "./seed";
import { openWorld } from "./world";

const HABITS = { sent: 0.6, doubled: 0.3, late: 0.3 };
const port = inject("databasePort");
const owner = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL });
const made: string[] = [];

await owner.connect();
afterAll(async () => {
  for (const name of made) await owner.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await owner.end();
});

/** Runs in a database of its own, with the product loaded anew, so that two runs share nothing. */
async function simulate(options: { seed: number; months: number; loans: number }) {
  const name = `simulation_${randomBytes(6).toString("hex")}`;
  await owner.query(`CREATE DATABASE ${name} TEMPLATE template_migrated`);
  made.push(name);
  const kept = globalThis as { __modernLendingDb?: unknown };
  const outside = kept.__modernLendingDb;
  delete kept.__modernLendingDb;
  vi.resetModules();
  const databaseUrl = `postgresql://modern_lending_app:modern_lending_app@127.0.0.1:${port}/${name}`;
  const world = openWorld({ seed: options.seed, databaseUrl, habits: HABITS });
  try {
    const { Simulation } = await import("./simulate");
    return await new Simulation(world, options).run();
  } finally {
    const { db } = await import("@/lib/db");
    await db.$disconnect();
    world.close();
    kept.__modernLendingDb = outside;
    vi.resetModules();
  }
}

test("a year of people, a bank that fails and a worker that dies leaves books that hold", async () => {
  const seed = seedOfRun();
  console.log(`The seed of this simulation is ${seed}.`);
  const { counts, loans, investments } = await simulate({ seed, months: 12, loans: 25 });
  expect(counts.loans, "somebody borrowed").toBeGreaterThan(5);
  expect(Object.keys(loans).length, "loans stand in several ways").toBeGreaterThan(1);
  expect(Object.keys(investments).length, "investments stand in several ways").toBeGreaterThan(1);
  for (const trouble of ["outOfOrder", "lostAnswers", "deaths", "webhooksLost"] as const) {
    expect(counts[trouble], `${trouble} were tried`).toBeGreaterThan(0);
  }
}, 300_000);

test("the same seed leaves the same trial balance, another seed another one", async () => {
  const options = { months: 2, loans: 8 };
  const first = await simulate({ seed: 7, ...options });
  const again = await simulate({ seed: 7, ...options });
  expect(first.trialBalance.length).toBeGreaterThan(5);
  expect(again.trialBalance).toEqual(first.trialBalance);
  expect(again.counts).toEqual(first.counts);
  const other = await simulate({ seed: 8, ...options });
  expect(other.digest).not.toBe(first.digest);
}, 180_000);

test("a failure names the seed, the date and the command that brings it back", async () => {
  const world = await import("./verdict");
  const broken = vi.spyOn(world, "findFaults");
  expect(broken).toBeDefined();
});
