// Every rule of the ledger is tried with plain SQL, past the code of this folder: as the application's own role, and as
// the owner of the database where the rule must hold even then.
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { child, connect, expectBooksHold, move, open, posted, request } from "@/test/ledger-books";

let app: pg.Client;
let owner: pg.Client;
let hold: string;

beforeAll(async () => {
  await open("owed:a", "owed:b");
  const start = await posted(request("start", move("100.00", "owed:a", "cash")));
  hold = await posted(request("hold", move("10.00", "cash", "owed:a"), { kind: "hold" }));
  const other = await posted(request("hold 2", move("5.00", "cash", "owed:a"), { kind: "hold" }));
  await posted(child("settle", "settle", other));
  await posted(child("reversal", "reversal", start));
  app = await connect("modern_lending_app");
  owner = await connect();
});

afterAll(async () => {
  await expectBooksHold();
  await app.end();
  await owner.end();
});

const TABLES = [
  "accounts",
  "balances",
  "keys",
  "transactions",
  "entries",
  "account_days",
  "rejections",
  "outbox",
  "commits",
  "periods",
  "categories",
  "category_tree",
  "category_accounts",
  "statements",
  "blocks",
];

describe("the application's role", () => {
  it.each(
    TABLES.flatMap((table) => [
      `UPDATE ledger.${table} SET xmin = xmin`,
      `DELETE FROM ledger.${table}`,
      `TRUNCATE ledger.${table} CASCADE`,
      `INSERT INTO ledger.${table} DEFAULT VALUES`,
    ]),
  )("may not %s", async (sql) => {
    expect(
      await codeOf(
        app,
        sql.replace("SET xmin = xmin", `SET ${ANY_COLUMN[sql.split(".")[1]!.split(" ")[0]!]}`),
      ),
    ).toBe("42501");
  });

  it.each([
    "DROP TABLE ledger.entries CASCADE",
    "ALTER TABLE ledger.entries DISABLE TRIGGER ALL",
    "ALTER TABLE ledger.balances DROP CONSTRAINT balances_floor",
    "DROP FUNCTION ledger.post CASCADE",
    "CREATE OR REPLACE FUNCTION ledger.guard_complete() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "CREATE TABLE ledger.mine (id int)",
    "SET session_replication_role = replica",
    "SELECT nextval('ledger.transactions_id_seq')",
    "SELECT ledger.guard_entries()",
    "SELECT ledger.first_broken_mirror(ARRAY[1])",
    "SET ROLE ledger_owner",
  ])("may not %s", async (sql) => {
    // A connection that logs in as the role: SET ROLE alone would leave the superuser's rights within reach.
    const login = await connectAsApp();
    try {
      expect(await codeOf(login, sql)).toBe("42501");
    } finally {
      await login.end();
    }
  });

  it("cannot grant itself what it does not have", async () => {
    await app.query("GRANT INSERT, UPDATE ON ledger.entries TO modern_lending_app"); // a warning, and no effect
    const { rows } = await app.query("SELECT has_table_privilege('ledger.entries', 'INSERT, UPDATE') AS may");
    expect(rows).toEqual([{ may: false }]);
  });

  it("may read everything", async () => {
    for (const table of [...TABLES, "account_balances"]) await app.query(`SELECT * FROM ledger.${table}`);
  });

  it("cannot make the posting function run its own code through a table of the same name", async () => {
    await app.query(
      "CREATE TEMP TABLE balances (account_id bigint); CREATE TEMP TABLE accounts (id bigint, code text)",
    );
    expect(
      await codeOf(
        app,
        "SELECT ledger.open_accounts(ARRAY['x:1'], ARRAY['X'], ARRAY[1]::smallint[], ARRAY[''], ARRAY['USD'], ARRAY[2]::smallint[])",
      ),
    ).toBe("none");
  });
});

const ANY_COLUMN: Record<string, string> = {
  accounts: "name = name",
  balances: "version = version",
  keys: "outcome = outcome",
  transactions: "mode = mode",
  entries: "amount = amount",
  account_days: "debits = debits",
  rejections: "reason = reason",
  outbox: "topic = topic",
  commits: "first_id = first_id",
  periods: "closed_by = closed_by",
  categories: "name = name",
  category_tree: "depth = depth",
  category_accounts: "account_id = account_id",
  statements: "opening = opening",
  blocks: "hash = hash",
};

const HEADER =
  "INSERT INTO ledger.transactions (id, kind, mode, parent_id, idem_key, event_type, effective_on, entry_count)";
const ENTRY =
  "INSERT INTO ledger.entries (account_id, account_version, transaction_id, currency, layer, side, amount, balance_after, effective_on)";
const account = (code: string) => `(SELECT id FROM ledger.accounts WHERE code = '${code}')`;
const entry = (
  code: string,
  version: number,
  transaction: number | string,
  layer: number,
  side: number,
  amount: number,
  currency = "USD",
) =>
  `(${account(code)}, ${version}, ${transaction}, '${currency}', ${layer}, ${side}, ${amount}, 0, '2026-01-01')`;
const key = (name: string, ref: number) =>
  `INSERT INTO ledger.keys VALUES ('${name}', decode(repeat('00', 32), 'hex'), 'posted', ${ref})`;
const header = (kind: number, parent: string = "NULL", entries = 2) =>
  `${HEADER} VALUES (900, ${kind}, 1, ${parent}, 'x', 'x', '2026-01-01', ${entries})`;
const pair = (layer: number, amount: number, side = 1) =>
  `${ENTRY} VALUES ${entry("cash", 900, 900, layer, side, amount)}, ${entry("owed:a", 900, 900, layer, -side, amount)}`;

describe("the owner of the database", () => {
  it.each<[string, string, string[]]>([
    ["change an entry", "LG004", ["UPDATE ledger.entries SET amount = amount + 1"]],
    ["delete an entry", "LG004", ["DELETE FROM ledger.entries"]],
    ["change a transaction", "LG004", ["UPDATE ledger.transactions SET effective_on = '2025-01-01'"]],
    ["delete a transaction", "LG004", ["DELETE FROM ledger.transactions"]],
    ["forget a key", "LG004", ["DELETE FROM ledger.keys"]],
    ["rewrite a key", "LG004", ["UPDATE ledger.keys SET ref_id = 1"]],
    [
      "forget a refusal or an alert",
      "LG004",
      ["INSERT INTO ledger.outbox (topic, payload) VALUES ('x', '{}')", "DELETE FROM ledger.outbox"],
    ],
    ["rename an account", "LG004", ["UPDATE ledger.accounts SET code = 'x'"]],
    ["delete a balance", "LG004", ["DELETE FROM ledger.balances"]],
    ["delete a day", "LG004", ["DELETE FROM ledger.account_days"]],
    ...TABLES.map((table): [string, string, string[]] => [
      `truncate ${table}`,
      "LG004",
      [`TRUNCATE ledger.${table} CASCADE`],
    ]),
    [
      "post what is not balanced",
      "LG001",
      [
        header(1),
        `${ENTRY} VALUES ${entry("cash", 900, 900, 0, 1, 5)}, ${entry("owed:a", 900, 900, 0, -1, 4)}`,
      ],
    ],
    [
      "balance one layer with the other",
      "LG001",
      [
        header(1),
        `${ENTRY} VALUES ${entry("cash", 900, 900, 0, 1, 5)}, ${entry("owed:a", 900, 900, 1, -1, 5)}`,
      ],
    ],
    [
      "add entries to an old transaction",
      "LG002",
      [`${ENTRY} VALUES ${entry("cash", 900, 1, 0, 1, 5)}, ${entry("owed:a", 900, 1, 0, -1, 5)}`],
    ],
    ["post a header without entries", "LG003", [header(1), key("x", 900), "COMMIT"]],
    ["post fewer entries than stated", "LG003", [header(1, "NULL", 4), key("x", 900), pair(0, 5)]],
    [
      "post the entries of one transaction in two statements",
      "LG003",
      [header(1), key("x", 900), pair(0, 5), pair(0, 5).replaceAll(", 900, 900,", ", 901, 900,"), "COMMIT"],
    ],
    [
      "post to an account that does not exist",
      "23503",
      [header(1), pair(0, 5).replace(account("owed:a"), "987654321")],
    ],
    [
      "add up a day of an account that does not exist",
      "23503",
      ["INSERT INTO ledger.account_days (account_id, day, debits) VALUES (987654321, '2026-01-01', 1)"],
    ],
    ["forget a commit", "LG004", ["DELETE FROM ledger.commits"]],
    ["close in the middle of a month", "23514", ["SELECT ledger.close_period('2019-12-30', 'x')"]],
    [
      "open a closed month again",
      "LG012",
      ["SELECT ledger.close_period('2019-12-31', 'x')", "SELECT ledger.close_period('2019-11-30', 'x')"],
    ],
    [
      "take back that a month is closed",
      "LG004",
      ["SELECT ledger.close_period('2019-12-31', 'x')", "DELETE FROM ledger.periods"],
    ],
    ["post into a closed month", "LG012", ["SELECT ledger.close_period('2026-01-31', 'x')", header(1)]],
    ["change a seal", "LG004", ["SELECT ledger.seal()", "UPDATE ledger.blocks SET hash = prev_hash"]],
    [
      "put a category below itself",
      "LG013",
      [
        "SELECT ledger.open_category('x', 'X', 1::smallint, ''), ledger.open_category('y', 'Y', 1::smallint, 'x')",
        "SELECT ledger.open_category('x', 'X', 1::smallint, 'y')",
      ],
    ],
    ["post without a key", "LG003", [header(1), pair(0, 5), "COMMIT"]],
    ["post pending entries in a plain posting", "LG005", [header(1), pair(1, 5)]],
    ["post final entries in a hold", "LG005", [header(2), pair(0, 5)]],
    [
      "settle more than was held",
      "LG005",
      [
        header(3, "2", 4),
        `${ENTRY} VALUES ${entry("cash", 900, 900, 1, -1, -1000)}, ${entry("owed:a", 900, 900, 1, 1, -1000)}, ${entry("cash", 901, 900, 0, -1, 1001)}, ${entry("owed:a", 901, 900, 0, 1, 1001)}`,
      ],
    ],
    ["take back less than was held", "LG005", [header(4, "2"), pair(1, -999, -1)]],
    ["release a hold that is none", "LG005", [header(4, "1"), pair(1, -10000)]],
    ["reverse another amount", "LG005", [header(5, "4"), pair(0, 499)]],
    ["reverse to the same side", "LG005", [header(5, "4"), pair(0, 500, -1)]],
    ["resolve a hold twice", "23505", [header(4, "3")]],
    ["reverse a transaction twice", "23505", [header(5, "1")]],
    ["settle without saying what", "23514", [header(3)]],
    [
      "post to an account in another currency",
      "23503",
      [
        header(1),
        `${ENTRY} VALUES ${entry("cash", 900, 900, 0, 1, 5, "EUR")}, ${entry("owed:a", 900, 900, 0, -1, 5, "EUR")}`,
      ],
    ],
    [
      "use a version of an account twice",
      "23505",
      [
        header(1),
        `${ENTRY} VALUES ${entry("cash", 1, 900, 0, 1, 5)}, ${entry("owed:a", 900, 900, 0, -1, 5)}`,
      ],
    ],
    ["use a key twice", "23505", [key("start", 1)]],
    [
      "post an amount of zero",
      "23514",
      [
        header(1),
        `${ENTRY} VALUES ${entry("cash", 900, 900, 0, 1, 0)}, ${entry("owed:a", 900, 900, 0, -1, 0)}`,
      ],
    ],
    [
      "push cash below its floor",
      "23514",
      [
        `UPDATE ledger.balances SET posted_credits = posted_credits + 99999 WHERE account_id = ${account("cash")}`,
      ],
    ],
    [
      "state a shortfall without a recorded fact",
      "LG006",
      [
        `UPDATE ledger.balances SET posted_credits = posted_credits + 99999, shortfall = shortfall + 99999 WHERE account_id = ${account("cash")}`,
      ],
    ],
    [
      "take a posted counter back",
      "LG006",
      [
        `UPDATE ledger.balances SET posted_debits = posted_debits - 1, posted_credits = posted_credits - 1 WHERE account_id = ${account("owed:a")}`,
      ],
    ],
    [
      "turn an account around",
      "LG006",
      [`UPDATE ledger.balances SET sign = -sign WHERE account_id = ${account("owed:b")}`],
    ],
    [
      "raise a floor above what is available",
      "LG006",
      [`UPDATE ledger.balances SET min_available = 1, shortfall = 1 WHERE account_id = ${account("owed:b")}`],
    ],
    [
      "open an account with money in it",
      "LG006",
      [
        "INSERT INTO ledger.accounts (code, name, normal_side) VALUES ('new', 'New', 1)",
        `INSERT INTO ledger.balances (account_id, currency, sign, posted_debits) VALUES (${account("new")}, 'USD', 1, 5)`,
      ],
    ],
    [
      "open an account under a code that is none",
      "23514",
      ["INSERT INTO ledger.accounts (code, name, normal_side) VALUES ('a b', 'New', 1)"],
    ],
  ])("cannot %s", async (_, code, statements) => {
    expect(await codeOf(owner, ...statements)).toBe(code);
  });

  it("can settle by hand what mirrors exactly, so the refusals above are for their own reason", async () => {
    expect(await codeOf(owner, header(4, hold), pair(1, -1000, -1))).toBe("none");
  });
});

/** The code of the error that the last statement meets, or "none"; nothing is kept. */
async function codeOf(client: pg.Client, ...statements: string[]): Promise<string> {
  await client.query("BEGIN");
  try {
    for (const [index, sql] of statements.entries()) {
      const last = index === statements.length - 1;
      try {
        await client.query(sql);
      } catch (error) {
        if (!last) throw error; // the preparation must go through, else the refusal would be for another reason
        return (error as { code: string }).code;
      }
    }
    return "none";
  } finally {
    await client.query("ROLLBACK");
  }
}

async function connectAsApp(): Promise<pg.Client> {
  const { Client } = (await import("pg")).default;
  const client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  return client;
}
