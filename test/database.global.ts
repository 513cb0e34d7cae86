// One throw-away PostgreSQL server for the run, with a migrated template that every test file copies.
import { rmSync } from "node:fs";
import { join } from "node:path";
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
  scram_iterations: "1",
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
