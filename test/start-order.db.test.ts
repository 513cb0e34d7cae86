// Worker and waiting, against the database behind a gate of ours: it can answer as a server that recovers, or not listen.
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import type { ChildProcess } from "node:child_process";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { isNotYet, pauseAfter, waitForDatabase } from "@/lib/wait-for-database";
import { freePort } from "@/scripts/embedded-postgres";
import { startProcess } from "@/scripts/processes";

const SLOW = 180_000;
const owner = new URL(process.env.OWNER_DATABASE_URL!);
const children: ChildProcess[] = [];
const servers: Server[] = [];
const sockets = new Set<Socket>();

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const over = new Promise((gone) => child.once("exit", gone));
    child.kill("SIGKILL");
    await over;
  }
  for (const socket of sockets) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

/** PostgreSQL's message "E" with severity FATAL. */
function fatal(code: string, message: string): Buffer {
  const fields = `SFATAL\0VFATAL\0C${code}\0M${message}\0\0`;
  const head = Buffer.alloc(5);
  head.write("E");
  head.writeInt32BE(4 + Buffer.byteLength(fields), 1);
  return Buffer.concat([head, Buffer.from(fields)]);
}

/** Listens on `port`; refuses `refusals` connections as a server that recovers does, and lets the others through. */
async function gate(port: number, refusals = 0): Promise<number> {
  let left = refusals;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    if (left-- > 0) {
      socket.once("data", () => socket.end(fatal("57P03", "the database system is starting up")));
      return;
    }
    const real = connect(Number(owner.port), "127.0.0.1");
    sockets.add(real);
    real.on("error", () => socket.destroy()).on("close", () => sockets.delete(real));
    socket.pipe(real).pipe(socket);
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(port, "127.0.0.1", listening));
  return (server.address() as AddressInfo).port;
}

function through(port: number): string {
  const url = new URL(process.env.DATABASE_URL!);
  url.port = String(port);
  return url.toString();
}

function start(program: string, env: Record<string, string> = {}) {
  const child = startProcess([program], { ...process.env, LOG_LEVEL: "silent", ...env }, { stderr: "pipe" });
  children.push(child);
  let output = "";
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout!, child.stderr!])
    stream.on("data", (chunk: Buffer) => {
      output += chunk;
      for (const look of waiting) look();
    });
  return {
    child,
    output: () => output,
    says: (words: string) =>
      new Promise<void>((heard, failed) => {
        const look = () => output.includes(words) && heard();
        waiting.add(look);
        child.once("exit", (code) => failed(new Error(`It ended (${code}) and said only: ${output}`)));
        look();
      }),
    exits: new Promise<number | null>((gone) => child.once("exit", gone)),
  };
}

describe("waiting for the database", () => {
  test("goes on while the server recovers, and says why it waits", async () => {
    const said: string[] = [];
    await waitForDatabase(through(await gate(0, 2)), (sentence) => said.push(sentence));
    expect(said).toEqual([
      "The database is not ready (the database system is starting up). Trying again in 0.25 s.",
      "The database is not ready (the database system is starting up). Trying again in 0.50 s.",
      "The database is ready.",
    ]);
  });

  test("ends at once where waiting cannot help", async () => {
    const url = new URL(process.env.DATABASE_URL!);
    url.password = "not the password";
    await expect(waitForDatabase(url.toString(), () => {})).rejects.toThrow(
      /^The database refuses the connection: password authentication failed/,
    );
  });

  test.each(["ECONNREFUSED", "ENOTFOUND", "ETIMEDOUT", "57P01", "57P03", "53300", "08006"])(
    "waits on %s",
    (code) => expect(isNotYet(Object.assign(new Error("x"), { code }))).toBe(true),
  );

  test.each(["28P01", "3D000", "42501", "23505"])("does not wait on %s", (code) =>
    expect(isNotYet(Object.assign(new Error("x"), { code }))).toBe(false),
  );

  test("the pauses grow from a quarter of a second to five seconds", () =>
    expect([1, 2, 3, 4, 5, 6, 30].map(pauseAfter)).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]));
});

test(
  "a worker started while PostgreSQL recovers waits, and works once it is ready",
  { timeout: SLOW },
  async () => {
    const worker = start("scripts/worker.ts", { DATABASE_URL: through(await gate(0, 3)) });
    await worker.says("the database system is starting up");
    await worker.says("Worker is ready.");
    expect(worker.output()).not.toMatch(/\n\s+at /);
  },
);

test("a worker started before its database is there at all waits for it", { timeout: SLOW }, async () => {
  const port = await freePort();
  const worker = start("scripts/worker.ts", { DATABASE_URL: through(port) });
  await worker.says("ECONNREFUSED");
  await gate(port);
  await worker.says("Worker is ready.");
});

describe("a worker that is asked to stop", { timeout: SLOW }, () => {
  let holder: pg.Client;
  beforeEach(async () => {
    holder = new pg.Client({ connectionString: owner.toString() });
    await holder.connect();
    return () => holder.end();
  });

  test.each(["SIGTERM", "SIGINT"] as const)(
    "by %s finishes the job that runs, takes no other, and exits with 0",
    async (signal) => {
      const worker = start("scripts/worker.ts");
      await worker.says("Worker is ready.");
      await holder.query("BEGIN; LOCK TABLE ledger.outbox");
      const name = `notice-${signal}`;
      await db.$queryRaw`SELECT graphile_worker.add_job('tell-ledger-notes', '{}'::json, job_key := ${name}, queue_name := ${name})::text`;
      await untilSome(
        "SELECT 1 FROM graphile_worker._private_jobs WHERE key = $1 AND locked_by IS NOT NULL",
        name,
      );

      worker.child.kill(signal);
      const later = `later-${signal}`;
      await db.$queryRaw`SELECT graphile_worker.add_job('tell-ledger-notes', '{}'::json, job_key := ${later}, queue_name := ${later})::text`;
      await holder.query("ROLLBACK");
      expect(await worker.exits).toBe(0);
      expect(worker.output()).not.toMatch(/\n\s+at /);
      const { rows } = await holder.query(
        "SELECT key FROM graphile_worker._private_jobs WHERE key LIKE '%-' || $1 AND locked_by IS NOT NULL",
        [signal],
      );
      expect(rows).toEqual([]);
    },
  );

  async function untilSome(sql: string, value: string) {
    for (;;) {
      const { rowCount } = await holder.query(sql, [value]);
      if (rowCount) return;
    }
  }
});
