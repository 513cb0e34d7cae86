// The database is behind our own gate here, which can fall silent as a network does: connected, and no answer.
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type * as Ready from "@/app/api/health/ready/route";
import type * as Health from "@/lib/health";

let isSilent = false;
const sockets = new Set<Socket>();
let gate: Server;
const owner = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL });
let health: typeof Health;
let ready: typeof Ready;
// The worker's client goes straight to the database; the one that is made here goes through the gate.
const kept = globalThis as { __modernLendingDb?: { $disconnect: () => Promise<void> } };
const straight = kept.__modernLendingDb;

beforeAll(async () => {
  await owner.connect();
  const url = new URL(process.env.DATABASE_URL!);
  const port = Number(url.port);
  gate = createServer((socket) => {
    const server = connect(port, "127.0.0.1");
    for (const one of [socket, server]) {
      sockets.add(one);
      one.on("error", () => {}).on("close", () => sockets.delete(one));
    }
    socket.on("data", (data) => !isSilent && server.write(data)).on("end", () => server.end());
    server.on("data", (data) => !isSilent && socket.write(data)).on("end", () => socket.end());
  });
  await new Promise<void>((listening) => gate.listen(0, "127.0.0.1", listening));
  url.port = String((gate.address() as AddressInfo).port);
  process.env.DATABASE_URL = url.toString();
  delete kept.__modernLendingDb;
  health = await import("@/lib/health");
  ready = await import("@/app/api/health/ready/route");
});

afterEach(() => {
  isSilent = false;
  delete (globalThis as { __modernLendingWeb?: object }).__modernLendingWeb;
});

afterAll(async () => {
  await owner.end();
  await kept.__modernLendingDb?.$disconnect();
  kept.__modernLendingDb = straight;
  for (const socket of sockets) socket.destroy();
  gate.close();
});

const ALL_WELL = { server: "ok", database: "ok", migrations: "ok", queue: "ok" };

test("a database that answers is alive, and the server is ready", async () => {
  await untilAlive();
  const answer = await untilAnswered();
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ status: "ready", ...ALL_WELL });
});

test("a database that is connected and silent is not alive after the deadline, and alive again later", async () => {
  await untilAlive();
  isSilent = true;
  expect(await health.ping()).toBe(false);
  expect((await health.readiness()).checks).toMatchObject({ database: "unreachable", queue: "unknown" });
  isSilent = false;
  await untilAlive();
});

test("a connection that the server ended is replaced", async () => {
  await untilAlive();
  await owner.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
  );
  await health.ping(); // this one may still find the old connection
  await untilAlive();
});

test("many who ask at once are one question to the database", async () => {
  await untilAlive();
  const before = await connections();
  expect(new Set(await Promise.all(Array.from({ length: 50 }, () => health.ping())))).toEqual(
    new Set([true]),
  );
  expect(await connections()).toBe(before);
});

test("a pending migration turns readiness red and leaves liveness alone", async () => {
  const { rows } = await owner.query(
    "DELETE FROM _prisma_migrations WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations) RETURNING *",
  );
  const answer = await untilAnswered();
  expect(answer.status).toBe(503);
  expect(await answer.json()).toEqual({ status: "not-ready", ...ALL_WELL, migrations: "pending" });
  await untilAlive();
  await owner.query(
    "INSERT INTO _prisma_migrations SELECT * FROM json_populate_record(NULL::_prisma_migrations, $1)",
    [rows[0]],
  );
  expect((await untilAnswered()).status).toBe(200);
});

test("a missing queue turns readiness red", async () => {
  await owner.query("ALTER SCHEMA graphile_worker RENAME TO elsewhere");
  try {
    const answer = await untilAnswered();
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ queue: "missing" });
  } finally {
    await owner.query("ALTER SCHEMA elsewhere RENAME TO graphile_worker");
  }
});

test("a queue that nobody works on is reported, and pages are still served", async () => {
  await owner.query("SET ROLE modern_lending_app");
  await owner.query("SELECT graphile_worker.add_job('expire-holds', run_at := now() - interval '1 hour')");
  await owner.query("RESET ROLE");
  const answer = await untilAnswered();
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ status: "ready", queue: "behind" });
});

test("a server that was asked to stop is not ready", async () => {
  (globalThis as { __modernLendingWeb?: object }).__modernLendingWeb = { isStopping: true };
  const answer = await untilAnswered();
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ status: "not-ready", server: "stopping" });
});

// A slow machine may miss the deadline of two seconds once; the tests of the deadline itself never wait for it to pass.
async function untilAlive() {
  while (!(await health.ping()));
}

async function untilAnswered(): Promise<Response> {
  for (;;) {
    const answer = await ready.GET();
    const { database } = (await answer.clone().json()) as { database: string };
    if (database === "ok") return answer;
  }
}

async function connections(): Promise<number> {
  const { rows } = await owner.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database()",
  );
  return rows[0]!.n;
}
