// A server of the benchmark's own with books that every run begins from.
import type pg from "pg";
import { applyMigrations } from "../prisma/apply-migrations";
import { allowAppLogin, asOwner, ensureDatabase, type Server } from "../scripts/embedded-postgres";
import type { openAccounts as OpenAccounts } from "@/lib/ledger/accounts";
import { readSettings, startDurable } from "./durable-server";
import { lendingMix, mixAccounts } from "./ledger-mix";

const TEMPLATE = "bench_template";
export const RUN = "bench_run";
const PRELOADED = 4000; // events: with less, connections would keep plans made for empty tables

export type Bench = {
  server: Server;
  port: number;
  settings: Record<string, string>;
  /** A fresh copy of the preloaded books, under the name that the application's connection has. */
  freshBooks: () => Promise<void>;
  asOwner: <T>(work: (client: pg.Client) => Promise<T>) => Promise<T>;
  stop: () => Promise<void>;
};

/** Sets DATABASE_URL for everything that is imported afterward. */
export async function startBench(): Promise<Bench> {
  const { server, port, stop } = await startDurable();
  await ensureDatabase(server, TEMPLATE);
  await applyMigrations(server.ownerUrl(TEMPLATE));
  await allowAppLogin(server);
  process.env.DATABASE_URL = server.appUrl(RUN);
  const bench: Bench = {
    server,
    port,
    settings: await readSettings(server, TEMPLATE),
    freshBooks: () => freshBooks(server),
    asOwner: (work) => asOwner(server, RUN, work),
    stop: async () => {
      const { db } = await import("@/lib/db");
      await db.$disconnect();
      await stop();
    },
  };
  await preload(bench);
  return bench;
}

async function preload(bench: Bench) {
  await freshBooks(bench.server);
  const { inTransaction } = await import("@/lib/db");
  const { openAccounts } = await import("@/lib/ledger/accounts");
  const { post } = await import("@/lib/ledger/post");
  await openAll(openAccounts, inTransaction);
  const rich = [
    { account: "cash", side: "debit", amount: "1000000000.00" },
    { account: "investor:i0:investment:v0:principal", side: "credit", amount: "1000000000.00" },
  ] as const;
  const start = {
    kind: "post",
    mode: "record",
    eventType: "investor-deposit",
    effectiveOn: "2026-01-01",
  } as const;
  await inTransaction((tx) => post(tx, [{ ...start, key: "start", lines: [...rich] }]));
  const next = lendingMix("preload", 1);
  for (let done = 0; done < PRELOADED; done += 500) {
    await inTransaction((tx) => post(tx, Array.from({ length: 500 }, next)));
  }
  const { db } = await import("@/lib/db");
  await db.$disconnect();
  await asOwner(bench.server, RUN, (client) => client.query("VACUUM ANALYZE"));
  await asOwner(bench.server, "postgres", async (client) => {
    await client.query(`DROP DATABASE ${TEMPLATE}`);
    await client.query(`ALTER DATABASE ${RUN} RENAME TO ${TEMPLATE}`);
  });
}

async function openAll(
  openAccounts: typeof OpenAccounts,
  inTransaction: <T>(work: (tx: Parameters<typeof OpenAccounts>[0]) => Promise<T>) => Promise<T>,
) {
  const specs = mixAccounts();
  for (let at = 0; at < specs.length; at += 5000)
    await inTransaction((tx) => openAccounts(tx, specs.slice(at, at + 5000)));
}

async function freshBooks(server: Server) {
  const { db } = await import("@/lib/db");
  await db.$disconnect();
  await asOwner(server, "postgres", async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${RUN} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${RUN} TEMPLATE ${TEMPLATE}`);
    await client.query("CHECKPOINT");
  });
}
