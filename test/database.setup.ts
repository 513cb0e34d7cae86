// Gives each test file a separate database before any module opens a connection, and after every test asks the
// ledger whether its books still hold.
//
// All files of a worker use one name of a database and one Prisma client: the client keeps the plans of the queries that it has
// compiled, which take longer to make than most tests. The database behind the name is a new copy for each file.
import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterEach, expect, inject } from "vitest";
import { startAfresh } from "./fresh-start";

const port = inject("databasePort");
const owner = (database: string) => `postgresql://postgres:postgres@127.0.0.1:${port}/${database}`;

type Worker = { name: string; admin: pg.Client; open: Set<pg.Client> };
const shared = globalThis as { __databaseOfWorker?: Worker };
const worker = (shared.__databaseOfWorker ??= await startWorker());
const { name } = worker;

startAfresh();
process.env.DATABASE_URL = `postgresql://modern_lending_app:modern_lending_app@127.0.0.1:${port}/${name}`;
process.env.OWNER_DATABASE_URL = owner(name);
await copyTemplate();

async function startWorker(): Promise<Worker> {
  const admin = new pg.Client({ connectionString: owner("postgres") });
  await admin.connect();
  return { name: `test_${randomBytes(6).toString("hex")}`, admin, open: watchConnections() };
}

/** The client's connections end with the database of the file before, and it has to have noticed before anybody asks it. */
async function copyTemplate() {
  const ended = [...worker.open]
    .filter(({ database }) => database === name)
    .map((client) => {
      client.on("error", () => undefined); // a test that failed left it open: unheard, its end would never be announced
      return new Promise((done) => client.once("end", done));
    });
  await worker.admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await Promise.all(ended);
  await worker.admin.query(`CREATE DATABASE ${name} TEMPLATE template_migrated`);
}

/** Every connection that is opened from now on, for as long as it is open. */
function watchConnections(): Set<pg.Client> {
  const open = new Set<pg.Client>();
  const { connect } = pg.Client.prototype;
  pg.Client.prototype.connect = function (this: pg.Client, ...args: unknown[]) {
    open.add(this);
    this.once("end", () => open.delete(this));
    return Reflect.apply(connect, this, args);
  };
  return open;
}

// These tests break the books on purpose and look at the verdict themselves.
const BREAKS_BOOKS = /tamper|attack|check|scripts\/ledger/;

afterEach(async () => {
  if (BREAKS_BOOKS.test(expect.getState().testPath ?? "")) return;
  const state = await stateOfBooks();
  if (state === lastWhole) return; // nothing was written since they were last found whole
  const { runChecks } = await import("@/lib/ledger/check");
  const broken = (await runChecks()).filter(({ ok }) => !ok);
  expect(broken, "the books hold after the test").toEqual([]);
  lastWhole = state;
});

let lastWhole: string | undefined;
let readState: string | undefined;

/**
 * How many rows each table of the ledger has and which transactions wrote them, and the same of its guards and grants: whatever the
 * checks read cannot change without this. It takes a fraction of their time, and most tests post nothing.
 */
async function stateOfBooks(): Promise<string> {
  const { db } = await import("@/lib/db");
  readState ??= await statementOfState();
  const [row] = await db.$queryRawUnsafe<{ state: string }[]>(readState);
  return row!.state;
}

const GUARDS = [
  "pg_class WHERE relnamespace = 'ledger'::regnamespace",
  "pg_proc WHERE pronamespace = 'ledger'::regnamespace",
  "pg_constraint WHERE connamespace = 'ledger'::regnamespace",
  "pg_trigger",
  "pg_index",
  "pg_auth_members",
];

async function statementOfState(): Promise<string> {
  const { db } = await import("@/lib/db");
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT format('ledger.%I', relname) AS name FROM pg_class
     WHERE relnamespace = 'ledger'::regnamespace AND relkind = 'r' ORDER BY 1`;
  const states = [...tables.map(({ name }) => name), ...GUARDS].map(
    (rows) => `(SELECT concat(count(*), ':', sum(xmin::text::bigint)) FROM ${rows})`,
  );
  return `SELECT concat_ws(' ', ${states.join(", ")}) AS state`;
}
