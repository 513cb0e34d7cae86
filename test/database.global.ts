// One throw-away PostgreSQL server for the run, with a migrated template that every test file copies.
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { applyMigrations } from "../prisma/apply-migrations";
import { allowAppLogin, ensureDatabase, freePort, startPostgres } from "../scripts/embedded-postgres";
import { throwAwayFolder } from "../scripts/open-folders";

declare module "vitest" {
  interface ProvidedContext {
    databasePort: number;
  }
}

// Tests care for truth, not for durability: a throw-away server need not wait for the disk.
const FAST = [
  "-c",
  "fsync=off",
  "-c",
  "synchronous_commit=off",
  "-c",
  "full_page_writes=off",
  "-c",
  "max_connections=300",
];

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
  project.provide("databasePort", port);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
