// Restores a backup to a scratch server and asks everything that a restore must answer: does it start, how much is missing, do the
// books hold, does the seal, and can the sealed account numbers be opened?
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { isRoot, throwAwayFolder } from "../open-folders";
import { userIds } from "../installed-postgres";
import { ended, startProcess } from "../processes";
import type { readTarget } from "./target";

const APP_ROLE = "modern_lending_app";
const PORT = 5432; // names the socket's file; the server listens on no network
const LONGEST_RECOVERY_MS = 60 * 60 * 1000;

export type DrillOptions = {
  /** pgBackRest's configuration file and the stanza in it. */
  config: string;
  stanza: string;
  database: string;
  /** The programs of the same major version as the backup's server. */
  bin: string;
  pgbackrest: string;
  target?: ReturnType<typeof readTarget>;
  say: (line: string) => void;
  /** Asked with the address of the restored database before it is thrown away. */
  look?: (url: string) => Promise<void>;
};

export type DrillReport = {
  backup: string;
  restoredTo: string;
  /** Seconds between the last transaction that is there and the moment that was asked for: what a disaster then would have lost. */
  rpoSeconds: number;
  /** Seconds from the start of the restore until the database took writes, and until everything was checked. */
  writableAfterSeconds: number;
  rtoSeconds: number;
  faults: string[];
};

export async function drill(options: DrillOptions): Promise<DrillReport> {
  const folder = throwAwayFolder("modern-lending-restore");
  const data = join(folder, "data");
  let server: ChildProcess | undefined;
  try {
    const began = Date.now();
    const asked = options.target?.at ?? new Date();
    makeOwn(folder, 0o700);
    mkdirSync(data, { mode: 0o700 });
    makeOwn(data, 0o700);
    options.say(`restoring to ${options.target?.pgbackrest ?? "the last archived transaction"}`);
    restore(options, data);
    prepare(options.bin, folder, data);
    server = startServer(options.bin, folder, data);
    const superuser = addressOf(options.database, folder, "postgres");
    await writable(superuser, server, folder);
    const writableAfterSeconds = seconds(Date.now() - began);
    options.say(`the scratch server takes writes after ${writableAfterSeconds} s`);

    const last = await lastTransaction(superuser);
    const faults = await check(options, addressOf(options.database, folder, APP_ROLE));
    await options.look?.(superuser);
    return {
      backup: lastBackup(options),
      restoredTo: last?.toISOString() ?? "before the first transaction",
      rpoSeconds: last ? seconds(Math.max(0, asked.getTime() - last.getTime())) : Number.NaN,
      writableAfterSeconds,
      rtoSeconds: seconds(Date.now() - began),
      faults,
    };
  } finally {
    await stop(server);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The user whose server it is, as root; otherwise whoever asks. */
function asServer() {
  return isRoot ? userIds() : undefined;
}

function makeOwn(path: string, mode: number): void {
  const owner = asServer();
  if (owner) chownSync(path, owner.uid, owner.gid);
  chmodSync(path, mode);
}

function restore({ pgbackrest, config, stanza, target }: DrillOptions, data: string): void {
  const kind = target
    ? ["--type=time", `--target=${target.pgbackrest}`, "--target-action=promote"] // by default it would stay read-only
    : ["--type=default"];
  run(pgbackrest, [`--config=${config}`, `--stanza=${stanza}`, "restore", `--pg1-path=${data}`, ...kind]);
}

/** The copy archives nothing, listens on no network, and lets in whoever can enter its folder: its own user. */
function prepare(bin: string, folder: string, data: string): void {
  const access = join(folder, "access.conf");
  writeFileSync(access, "local all all trust\n", { mode: 0o644 });
  appendFileSync(
    join(data, "postgresql.auto.conf"),
    [
      "archive_mode = off",
      "archive_command = ''",
      "synchronous_standby_names = ''",
      "listen_addresses = ''",
      `port = ${PORT}`,
      `unix_socket_directories = '${folder}'`,
      `hba_file = '${access}'`,
      `ident_file = '${access}.ident'`,
      "ssl = off",
      "logging_collector = off",
      ...atLeastAsThere(bin, data),
      "",
    ].join("\n"),
  );
  writeFileSync(`${access}.ident`, "", { mode: 0o644 });
  const config = join(data, "postgresql.conf"); // Debian keeps it elsewhere: the server takes its defaults then
  if (!existsSync(config)) writeFileSync(config, "", { mode: 0o644 });
}

const NO_LOWER = {
  max_connections: "max_connections",
  max_worker_processes: "max_worker_processes",
  max_wal_senders: "max_wal_senders",
  max_prepared_xacts: "max_prepared_transactions",
  max_locks_per_xact: "max_locks_per_transaction",
};

/** Recovery refuses to run with lower limits than the original's, which Patroni sets where no file of the data folder says it. */
function atLeastAsThere(bin: string, data: string): string[] {
  const control = run(join(bin, "pg_controldata"), ["-D", data]);
  return Object.entries(NO_LOWER).flatMap(([name, setting]) => {
    const [, value] = new RegExp(`^${name} setting: +(\\d+)$`, "m").exec(control) ?? [];
    return value ? [`${setting} = ${value}`] : [];
  });
}

function startServer(bin: string, folder: string, data: string): ChildProcess {
  const server = spawn(join(bin, "postgres"), ["-D", data], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
    env: { PATH: process.env.PATH, LC_ALL: "C.UTF-8", NODE_ENV: process.env.NODE_ENV },
    ...asServer(),
  });
  server.on("error", () => {}); // the exit status says it
  server.stderr!.on("data", (chunk: Buffer) => appendFileSync(join(folder, "log"), chunk));
  return server;
}

/** A server that answers may still replay; one whose target was never reached says it is started, and ends a moment later. */
async function writable(url: string, server: ChildProcess, folder: string): Promise<void> {
  for (const end = Date.now() + LONGEST_RECOVERY_MS; Date.now() < end; await wait(200)) {
    if (server.exitCode !== null || server.signalCode !== null)
      throw new Error(`The restored server ended:\n${lastLines(join(folder, "log"))}`);
    const isReadOnly = await ask<{ is: boolean }>(url, "SELECT pg_is_in_recovery() AS is").catch(() => null);
    if (isReadOnly?.[0]?.is === false) return;
  }
  throw new Error(`The restored server did not finish its recovery:\n${lastLines(join(folder, "log"))}`);
}

async function lastTransaction(url: string): Promise<Date | null> {
  const [row] = await ask<{ at: Date | null }>(
    url,
    `SELECT greatest((SELECT max(posted_at) FROM ledger.transactions), (SELECT max(at) FROM public.audit_events),
                     pg_last_xact_replay_timestamp()) AS at`,
  );
  return row!.at;
}

async function check(options: DrillOptions, url: string): Promise<string[]> {
  const faults: string[] = [];
  const env = { ...process.env, DATABASE_URL: url, WORKER_DATABASE_URL: url };
  for (const [command, name] of [
    ["check", "invariants of the ledger and cross-checks"],
    ["verify", "the seal"],
  ] as const) {
    const { code, output } = await ended(
      startProcess(["scripts/ledger.ts", command], env, { stderr: "pipe" }),
    );
    options.say(`${name}: ${code === 0 ? "hold" : "DO NOT HOLD"}`);
    if (code !== 0) faults.push(`${name}: ${output.trim().split("\n").slice(-6).join(" ")}`);
  }
  faults.push(...(await checkKey(options, url)));
  return faults;
}

/** A backup without the key that its account numbers are sealed under pays nobody. */
async function checkKey({ say }: DrillOptions, url: string): Promise<string[]> {
  const [row] = await ask<{ id: string; sealed: string }>(
    url,
    "SELECT id, account_number_sealed AS sealed FROM external_accounts WHERE account_number_sealed ~ '^v[12]\\.' LIMIT 1",
  );
  if (!row) {
    say("ENCRYPTION_KEY: the backup has no account number that is sealed under it");
    return [];
  }
  const { unseal } = await import("@/lib/payments/sealing");
  try {
    unseal(row.sealed, row.id);
    say("ENCRYPTION_KEY: opens the account numbers. It is in no backup of the database: keep it apart");
    return [];
  } catch {
    return ["ENCRYPTION_KEY of this environment does not open the account numbers of the backup"];
  }
}

function lastBackup({ pgbackrest, config, stanza }: DrillOptions): string {
  const [info] = JSON.parse(
    run(pgbackrest, [`--config=${config}`, `--stanza=${stanza}`, "info", "--output=json"]),
  ) as {
    backup: { label: string; type: string; timestamp: { stop: number } }[];
  }[];
  const last = info!.backup.at(-1)!;
  return `${last.label} (${last.type}, ${new Date(last.timestamp.stop * 1000).toISOString()})`;
}

/** @throws Error with what the program printed */
function run(program: string, args: string[]): string {
  try {
    return execFileSync(program, args, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      cwd: "/", // the checkout may be closed to the server's user
      ...asServer(),
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(
      `${program} ${args[2] ?? ""} failed: ${`${stdout ?? ""}${stderr ?? ""}`.trim().split("\n").slice(-6).join("\n")}`,
      {
        cause: error,
      },
    );
  }
}

function addressOf(database: string, folder: string, user: string): string {
  return `postgresql:///${database}?${new URLSearchParams({ host: folder, port: String(PORT), user })}`;
}

async function ask<T extends pg.QueryResultRow>(connectionString: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

async function stop(server: ChildProcess | undefined): Promise<void> {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise((done) => server.once("exit", done));
  server.kill("SIGINT");
  await gone;
}

function lastLines(file: string): string {
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-8).join("\n");
}

function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}
