// One throw-away PostgreSQL server for the run, with a migrated template that every test file copies.
import { rmSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import type { TestProject } from "vitest/node";
import { applyMigrations } from "../prisma/apply-migrations";
import {
  allowAppLogin,
  asOwner,
  ensureDatabase,
  freePort,
  startPostgres,
} from "../scripts/embedded-postgres";
import { throwAwayFolder } from "../scripts/open-folders";

declare module "vitest" {
  interface ProvidedContext {
    databasePort: number;
  }
}

// Tests care for truth, not for durability: a throw-away server need not wait for the disk, tidy up, keep what a replica
// would need, or make passwords hard to guess.
const FAST = Object.entries({
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
  autovacuum: "off",
  max_connections: "300",
}).flatMap(([name, value]) => ["-c", `${name}=${value}`]);

export default async function setup(project: TestProject) {
  const folder = throwAwayFolder("modern-lending-test");
  const port = await freePort();
  const server = await startPostgres({
    dataDir: join(folder, "postgres"),
    port,
    persistent: false,
    flags: FAST,
  });
  await asOwner(server, "postgres", makePasswordsCheap);
  await ensureDatabase(server, "template_migrated");
  await applyMigrations(server.ownerUrl("template_migrated"));
  await allowAppLogin(server);
  await asOwner(server, "postgres", (client) => client.query("ALTER ROLE postgres PASSWORD 'postgres'"));
  project.provide("databasePort", port);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

/** A setting that servers before PostgreSQL 16 do not have. */
async function makePasswordsCheap(client: pg.Client) {
  const { rows } = await client.query("SELECT FROM pg_settings WHERE name = 'scram_iterations'");
  if (rows.length === 0) return;
  await client.query("ALTER SYSTEM SET scram_iterations = 1");
  await client.query("SELECT pg_reload_conf()");
}
