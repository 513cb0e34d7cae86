// npm run bench:users -- [--users 200] [--seconds 120] [--think 10]: people with their browsers, served by two separate web servers
// in turn: 70% look at pages, 20% ask what a payment would do, 10% pay, some of them with a double click. Afterward every payment that
// was acknowledged must be there once, and no other. How to read it: bench/README.md.
import { spawn, type ChildProcess } from "node:child_process";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type pg from "pg";
import { hashPassword } from "@/lib/identity/password";
import { PASSWORD } from "../prisma/seed/people";
import { allowAppLogin, asOwner, ensureDatabase, freePorts, type Server } from "../scripts/embedded-postgres";
import { answers, ended, said, stopProcess } from "../scripts/processes";
import { fillBook } from "./day-book";
import { readSettings, startDurable } from "./durable-server";
import { percentiles, table } from "./measure";
import { signIn } from "./sign-in";
import { VirtualUser } from "./virtual-user";

const DATABASE = "bench_users";
const TYPESCRIPT = ["--conditions=react-server", "--import", "tsx"];

const { values } = parseArgs({
  options: {
    users: { type: "string", default: "200" },
    seconds: { type: "string", default: "120" },
    think: { type: "string", default: "10" },
    loans: { type: "string", default: "2000" },
  },
});
const [users, seconds, think, loans] = [values.users, values.seconds, values.think, values.loans].map(
  Number,
) as [number, number, number, number];

const running: ChildProcess[] = [];
const { server, folder, stop } = await startDurable();
try {
  const { env, ports } = await environment(server, folder);
  const start = (program: string, more: Record<string, string> = {}) => {
    const child = spawn(process.execPath, [...TYPESCRIPT, program], {
      ...{ env: { ...env, ...more }, stdio: ["ignore", "pipe", "inherit", "ipc"] },
    });
    running.push(child);
    return child;
  };
  await ensureDatabase(server, DATABASE);
  await ended(start("scripts/migrate.ts"));
  await allowAppLogin(server);
  await asOwner(server, DATABASE, fill);
  await said(start("scripts/sandbox.ts"), "accounting on port");
  await said(start("scripts/worker.ts"), "Worker is ready");
  for (const port of ports) start("scripts/web.ts", { PORT: String(port) });
  for (const port of ports) await answers(`http://localhost:${port}/api/health`);
  report(
    await visit(ports),
    await asOwner(server, DATABASE, keysOfPayments),
    await readSettings(server, DATABASE),
  );
} finally {
  await Promise.all(running.reverse().map(stopProcess));
  await stop();
}

async function environment(server: Server, folder: string) {
  const [bank, bureau, accounting, mail, mailbox, ...ports] = await freePorts(7);
  const env = {
    ...process.env,
    ...{ LOG_LEVEL: "warn", WEB_PROCESSES: "1", APP_URL: `http://localhost:${ports[0]}` },
    ...{ DATABASE_URL: server.appUrl(DATABASE), MIGRATION_DATABASE_URL: server.ownerUrl(DATABASE) },
    PAYMENTS_BASE_URL: `http://localhost:${bank}`,
    BUREAU_BASE_URL: `http://localhost:${bureau}`,
    CODAT_BASE_URL: `http://localhost:${accounting}`,
    SMTP_URL: `smtp://localhost:${mail}`,
    MAILBOX_URL: `http://localhost:${mailbox}`,
    BANK_DATA_FILE: join(folder, "bank.jsonl"),
    ACCOUNTING_DATA_FILE: join(folder, "accounting.jsonl"),
  };
  return { env, ports };
}

/** Borrowers of the book of a business day, of whom the first can sign in. */
async function fill(client: pg.Client): Promise<void> {
  await fillBook(client, { loans, collections: 0, deposits: 0, disbursements: 0, payouts: 0, people: 0 });
  await client.query(
    `UPDATE users SET password_hash = $1 WHERE id IN (SELECT 'usr_b' || g FROM generate_series(1, $2::int) g)`,
    [await hashPassword(PASSWORD), users],
  );
  await client.query(
    "INSERT INTO user_roles (user_id, role) SELECT 'usr_b' || g, 'BORROWER' FROM generate_series(1, $1::int) g",
    [users],
  );
}

async function visit(ports: number[]): Promise<VirtualUser[]> {
  const place = { host: `localhost:${ports[0]}`, ports };
  const people: VirtualUser[] = [];
  for (let g = 1; g <= users; g++) {
    const cookie = await signIn(`http://${place.host}`, `usr_b${g}@example.com`, PASSWORD);
    people.push(new VirtualUser(place, cookie, { id: `loan_${g}`, externalAccountId: `eac_b${g}` }));
  }
  const end = performance.now() + seconds * 1000;
  const pause = (most: number) => new Promise((later) => setTimeout(later, Math.random() * most));
  await Promise.all(
    people.map(async (person) => {
      await pause(think * 1000); // they do not all come in the same moment
      while (performance.now() < end) {
        await person.act(Math.random());
        await pause(2 * think * 1000);
      }
    }),
  );
  return people;
}

async function keysOfPayments(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ key: string }>("SELECT idempotency_key AS key FROM repayments");
  return rows.map(({ key }) => key);
}

function report(people: VirtualUser[], stored: string[], settings: Record<string, string>) {
  const answered = people.flatMap((person) => person.answered);
  const errors = people.flatMap((person) => person.errors);
  const paid = people.flatMap((person) => person.paid);
  const kinds = ["read", "quote", "pay", "all"].map((what) => {
    const some = answered.filter((each) => what === "all" || each.what === what);
    const { p50, p95, p99, max } = percentiles(some.map(({ milliseconds }) => milliseconds));
    return { what, requests: some.length, "requests/s": some.length / seconds, p50, p95, p99, max };
  });
  const lost = paid.filter((key) => !stored.includes(key)).length;
  const unasked = stored.length - new Set(paid).size;
  const check = errors.length + lost + unasked === 0 ? "clean" : "VOID";
  for (const row of kinds) console.log(JSON.stringify({ bench: "users", ...row, check }, rounded));
  console.log(
    JSON.stringify({
      ...{ bench: "users", users, seconds, think, acknowledged: paid.length, stored: stored.length },
      ...{ lost, unasked, errors: errors.length, cores: cpus().length, settings, check },
    }),
  );
  for (const error of new Set(errors.slice(0, 20))) console.error(error);
  console.error(table(kinds));
}

function rounded(_: string, value: unknown) {
  return typeof value === "number" ? Math.round(value * 10) / 10 : value;
}
