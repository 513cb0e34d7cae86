// Debian's PgBouncer in front of the test's database, in transaction mode as in deploy/.
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { freePort } from "@/scripts/embedded-postgres";
import { isRoot, throwAwayFolder } from "@/scripts/open-folders";
import { userIds } from "@/scripts/installed-postgres";

const PROGRAM = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer"].find(existsSync);

/** Why a test of it is skipped, for its title; an empty text when it is installed. */
export const WITHOUT_PGBOUNCER = PROGRAM ? "" : " (skipped: pgbouncer is not installed)";

export type Pooler = {
  /** The same database and login through the pooler. */
  through: (url: string) => string;
  stop: () => Promise<void>;
};

/** @param ignored startup parameters that it drops instead of refusing them */
export async function startPgBouncer(serverPort: number, ignored = "extra_float_digits"): Promise<Pooler> {
  const folder = throwAwayFolder("modern-lending-pgbouncer");
  const port = await freePort();
  const users = join(folder, "users.txt");
  const config = join(folder, "pgbouncer.ini");
  writeFileSync(users, '"modern_lending_app" "modern_lending_app"\n"postgres" "postgres"\n', { mode: 0o644 });
  writeFileSync(
    config,
    [
      "[databases]",
      `* = host=127.0.0.1 port=${serverPort}`,
      "[pgbouncer]",
      "listen_addr = 127.0.0.1",
      `listen_port = ${port}`,
      "unix_socket_dir =",
      "auth_type = scram-sha-256",
      `auth_file = ${users}`,
      "pool_mode = transaction",
      "default_pool_size = 4",
      "max_client_conn = 100",
      "server_login_retry = 1",
      `ignore_startup_parameters = ${ignored}`,
      "",
    ].join("\n"),
    { mode: 0o644 },
  );
  let output = "";
  const child: ChildProcess = spawn(PROGRAM!, [config], {
    stdio: ["ignore", "ignore", "pipe"],
    ...(isRoot && userIds()), // it refuses to run as root
  });
  child.stderr!.on("data", (chunk: Buffer) => (output += chunk));
  const through = (address: string) => Object.assign(new URL(address), { port: String(port) }).toString();
  const probe = `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`;
  for (let tries = 0; !(await accepts(probe)); tries++) {
    if (tries > 100 || child.exitCode !== null) throw new Error(`PgBouncer did not start:\n${output}`);
    await wait(50);
  }
  return {
    through,
    stop: async () => {
      const gone = new Promise((done) => child.once("exit", done));
      child.kill("SIGTERM"); // at once, with its connections
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function accepts(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  client.on("error", () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
