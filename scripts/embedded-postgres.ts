// A real PostgreSQL server out of npm packages, for one machine: the default database of `npm start`, and the
// throw-away server of the tests. POSTGRES_BIN puts an installed one in its place.
import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { dirname, join, resolve } from "node:path";
import pg from "pg";
import { InstalledPostgres } from "./installed-postgres";
import { isOpenToAll, isRoot, makeFolder, PROJECT } from "./open-folders";
import { loadPackage } from "./postgres-package";

const OWNER = "postgres";
const PASSWORD = "postgres"; // the server listens on the loopback address only
const APP_ROLE = "modern_lending_app";

/** Connects to a server that another process started on `port`. */
export function serverOn(
  port: number,
  stop: () => Promise<void> = async () => {},
  ended = new Promise<void>(() => {}),
): Server {
  const url = (user: string, password: string) => (database: string) =>
    `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;
  return { ownerUrl: url(OWNER, PASSWORD), appUrl: url(APP_ROLE, APP_ROLE), stop, ended };
}

export type Server = {
  /** A connection string for `database` as the owner of everything, who runs migrations. */
  ownerUrl: (database: string) => string;
  /** The same as the role that web and worker use. */
  appUrl: (database: string) => string;
  stop: () => Promise<void>;
  /** Resolves when the server has ended, whoever ended it; never for one that another process started. */
  ended: Promise<void>;
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
  const home = dirname(dataDir);
  makeFolder(home);
  if (isRoot && !isOpenToAll(home))
    throw new Error(
      `PostgreSQL does not run as root, and other users cannot enter ${home}. Choose another folder.`,
    );
  const all = {
    databaseDir: dataDir,
    port,
    user: OWNER,
    password: PASSWORD,
    persistent,
    // PostgreSQL refuses to run as root, so as root the package runs it as a separate user.
    createPostgresUser: isRoot,
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--data-checksums"], // the default from PostgreSQL 18 on
    postgresFlags: [
      "-c",
      "listen_addresses=127.0.0.1",
      "-c",
      "timezone=UTC",
      "-c",
      "max_connections=200",
      "-c",
      "unix_socket_directories=", // everybody connects by TCP, and the server may not write where sockets are kept
      ...flags,
    ],
    onLog: (message: string) => output.push(message),
    onError: (message: unknown) => output.push(String(message)),
  };
  const bin = process.env.POSTGRES_BIN;
  const server = bin ? new InstalledPostgres(bin, all) : new (await loadPackage(home))(all);
  try {
    if (!existsSync(join(dataDir, "PG_VERSION"))) {
      await withReadableFiles(home, () => server.initialise());
    }
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL did not start: ${error ?? ""}\n${output.slice(-12).join("")}`, {
      cause: error,
    });
  }
  // The package watches its process only until it is ready.
  const { process: running } = server as unknown as { process: ChildProcess };
  const ended = new Promise<void>((gone) => running.once("exit", () => gone()));
  return serverOn(port, () => server.stop(), ended);
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

/** Where this machine's sandbox keeps its data: DATA_DIR, else `.data` in the project. */
export function dataHome() {
  return resolve(process.env.DATA_DIR || join(PROJECT, ".data"));
}

/**
 * Creating a database reads the owner's password from a temporary file. As root the server's user must find that file
 * and may read it, whatever TMPDIR and umask are; and the programs that create users are not on every root's path.
 */
async function withReadableFiles(home: string, work: () => Promise<void>) {
  const before = { TMPDIR: process.env.TMPDIR, PATH: process.env.PATH };
  const mask = isRoot ? process.umask(0o022) : undefined;
  process.env.TMPDIR = home;
  if (isRoot) process.env.PATH = `${before.PATH ?? ""}:/usr/sbin:/sbin`;
  try {
    await work();
  } finally {
    if (mask !== undefined) process.umask(mask);
    for (const [name, value] of Object.entries(before))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  }
}
