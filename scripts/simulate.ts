// npm run simulate -- [--seed N] [--years Y | --months M] [--loans L]: the whole product by the dice of one seed, on a
// throw-away PostgreSQL. See test/simulation/README.md.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { applyMigrations } from "../prisma/apply-migrations";
import { seedOfRun } from "../test/simulation/seed";
import { openWorld } from "../test/simulation/world";
import { allowAppLogin, ensureDatabase, freePort, startPostgres } from "./embedded-postgres";
import { throwAwayFolder } from "./open-folders";
import { INTERRUPTED, isStopping, onStop } from "./stopping";

const DATABASE = "simulation";
// Truth is wanted here, not durability. The large checks need memory, and no compiler that thinks longer than they run.
const FAST = [
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
  "max_wal_size=4GB",
  "checkpoint_timeout=1h",
  "shared_buffers=256MB",
  "work_mem=64MB",
  "jit=off",
].flatMap((setting) => ["-c", setting]);
const HABITS = { sent: 0.2, doubled: 0.2, late: 0.3 };

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    years: { type: "string" },
    months: { type: "string" },
    loans: { type: "string", default: "500" },
  },
});
const seed = values.seed === undefined ? seedOfRun() : Number(values.seed);
const months = Number(values.months ?? Number(values.years ?? "5") * 12);
const loans = Number(values.loans);
if (![seed, months, loans].every((number) => Number.isSafeInteger(number) && number >= 0) || months === 0) {
  console.error("Use whole numbers: --seed N --years Y (or --months M) --loans L");
  process.exit(2);
}

const folder = throwAwayFolder("modern-lending-simulation");
const server = await startPostgres({
  dataDir: join(folder, "postgres"),
  port: await freePort(),
  persistent: false,
  flags: FAST,
});
onStop(() => server.stop()); // the work then fails, and the lines below clean up
const startedAt = performance.now();
try {
  await ensureDatabase(server, DATABASE);
  await applyMigrations(server.ownerUrl(DATABASE));
  await allowAppLogin(server);
  console.log(`Seed ${seed}: ${loans} loans, ${months} months.`);
  const world = openWorld({ seed, databaseUrl: server.appUrl(DATABASE), habits: HABITS });
  const { Simulation } = await import("../test/simulation/simulate");
  const outcome = await new Simulation(world, { seed, months, loans }).run(
    ({ date, wallMs, loans, investments, statements }) =>
      console.log(
        `${date}  ${seconds(wallMs - startedAt)}  ${loans} loans, ${investments} investments, ${statements} statements: all checks passed`,
      ),
  );
  const { trialBalance: _, ...rest } = outcome;
  console.log(JSON.stringify(rest, null, 2));
  console.log(`Seed ${seed}: all checks passed after ${seconds(performance.now() - startedAt)}.`);
  const { db } = await import("@/lib/db");
  await db.$disconnect();
  world.close();
} catch (error) {
  if (!isStopping()) console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
if (isStopping()) process.exit(INTERRUPTED);

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
