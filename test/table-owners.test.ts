// Only its owner writes a table, and only the ledger names the ledger's. Faults are planted as well: a check that nothing
// can fail proves nothing.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { LEDGER_WITNESSES, TABLE_OWNERS } from "./table-owners";
import { readModels, readSql, readUses, type Use } from "./table-uses";

const MODELS = readModels(readFileSync("prisma/schema.prisma", "utf8"));
const TABLES = [...MODELS.values()].map(({ table }) => table);
const ownerOf = new Map(
  Object.entries(TABLE_OWNERS).flatMap(([owner, tables]) => tables.map((table) => [table, owner] as const)),
);

function usesIn(file: string, source: string): Use[] {
  if (!file.endsWith(".sql")) return readUses(file, source, MODELS);
  return readSql(source).map((use) => ({ ...use, file, line: 0 }));
}

/** What a file does that it may not, in words. */
function faultsIn(file: string, source: string): string[] {
  const room = /^lib\/([^/]+)\//.exec(file)?.[1] ?? file;
  return usesIn(file, source).flatMap((use) => {
    const at = `${file}:${use.line} (${use.text})`;
    if (use.kind === "ledger")
      return room === "ledger" || LEDGER_WITNESSES.includes(file) ? [] : [`${at} names ${use.table}`];
    if (use.table === "?") return [`${at} hides which table it writes`];
    const owner = use.table.startsWith("ledger.") ? "ledger" : ownerOf.get(use.table);
    return owner === room ? [] : [`${at} writes ${use.table} of ${owner ?? "nobody"}`];
  });
}

const FILES = (readdirSync("lib", { recursive: true }) as string[])
  .map((name) => `lib/${name.replaceAll("\\", "/")}`)
  .filter((name) => /\.(tsx?|sql)$/.test(name) && !name.endsWith(".test.ts"));

it("every table has one owner, and every owner's tables exist", () => {
  const owned = Object.values(TABLE_OWNERS).flat();
  expect(new Set(owned).size).toBe(owned.length);
  const ofLedger = (table: string) => (table.startsWith("ledger.") ? "ledger.*" : table);
  const expected = new Set([...TABLES.map(ofLedger), "graphile_worker._private_jobs"]);
  expect(new Set(owned)).toEqual(expected);
});

it("nobody in lib/ writes another folder's table or names a table of the ledger", () => {
  expect(FILES.length).toBeGreaterThan(300);
  expect(FILES.flatMap((file) => faultsIn(file, readFileSync(file, "utf8")))).toEqual([]);
});

it("sees the writes that there are: every table but the ledger's is written in its owner's room", () => {
  const written = new Set(
    FILES.flatMap((file) => usesIn(file, readFileSync(file, "utf8")))
      .filter(({ kind }) => kind === "write")
      .map(({ table }) => table),
  );
  const unseen = Object.values(TABLE_OWNERS)
    .flat()
    .filter((table) => !written.has(table));
  // The chain of the audit log is written by a function of its migration, as the ledger's tables are.
  expect(unseen).toEqual(["rate_limits", "ledger.*", "audit_blocks", "audit_seals"]);
});

describe("planted faults", () => {
  const planted: [what: string, code: string, fault: string][] = [
    ["a Prisma write", "tx.loan.update({ where: { id }, data: {} });", "writes loans of lending"],
    ["a write that returns rows", "db.offer.createManyAndReturn({ data });", "writes offers of lending"],
    [
      "a delete through a longer path",
      "this.client.session.deleteMany({});",
      "writes sessions of lib/session-rows.ts",
    ],
    [
      "a nested write",
      "tx.externalAccount.update({ where: { id }, data: { paymentOrders: { create: [{}] }, status } });",
      "writes payment_orders of payments",
    ],
    [
      "a write nested twice",
      "tx.externalAccount.upsert({ create: { paymentOrders: { create: [{ transitions: { create: {} } }] } } });",
      "writes payment_transitions of payments",
    ],
    [
      "raw SQL",
      "tx.$executeRaw`UPDATE loans l SET status = ${status} WHERE l.id = ${id}`;",
      "writes loans of lending",
    ],
    [
      "a quoted name",
      'tx.$executeRaw`INSERT INTO "public"."offers" (id) VALUES (1)`;',
      "writes offers of lending",
    ],
    ["small letters", "tx.$executeRaw`delete from only loans where id = ${id}`;", "writes loans of lending"],
    [
      "a statement in a WITH",
      "db.$queryRaw`WITH x AS (UPDATE loans SET number = 1 RETURNING id) SELECT * FROM x`;",
      "writes loans of lending",
    ],
    [
      "a merge",
      "tx.$executeRaw`MERGE INTO loans AS l USING x ON x.id = l.id WHEN MATCHED THEN DELETE`;",
      "writes loans of lending",
    ],
    ["a truncate", "tx.$executeRawUnsafe('TRUNCATE TABLE loans');", "writes loans of lending"],
    ["a copy", "client.query('COPY loans (id) FROM STDIN');", "writes loans of lending"],
    ["a fragment", "const part = Prisma.sql`INSERT INTO loans (id) SELECT 1`;", "writes loans of lending"],
    [
      "a query string kept elsewhere",
      'const text = "DELETE FROM loans WHERE id = $1";',
      "writes loans of lending",
    ],
    ["a table that is put in", "tx.$executeRaw`DELETE FROM ${table}`;", "hides which table it writes"],
    ["a model that is put in", "tx[model].updateMany({});", "hides which table it writes"],
    ["a model taken out of its client", "const { loan } = tx;", "hides which table it writes"],
    ["a table of nobody", "tx.$executeRaw`INSERT INTO _prisma_migrations (id) VALUES (1)`;", "of nobody"],
    [
      "the ledger's table in SQL",
      "db.$queryRaw`SELECT count(*) FROM ledger.entries`;",
      "names ledger.entries",
    ],
    [
      "the ledger's table in quotes",
      'db.$queryRaw`SELECT 1 FROM "ledger"."entries"`;',
      "names ledger.entries",
    ],
    [
      "the ledger's table in a fragment",
      "const part = Prisma.sql`JOIN ledger.keys k ON true`;",
      "names ledger.keys",
    ],
    [
      "the ledger's function",
      "tx.$queryRaw`SELECT ledger.set_frozen('cash', true)`;",
      "names ledger.set_frozen",
    ],
    ["the ledger's model", "db.ledgerTransaction.findMany({});", "names ledger.transactions"],
    [
      "the ledger's row type",
      'import type { LedgerEntry as E } from "@/prisma/generated/client";',
      "names ledger.entries",
    ],
    ["a write to the ledger", "tx.$executeRaw`DELETE FROM ledger.keys`;", "writes ledger.keys of ledger"],
  ];

  it.each(planted)("refuses %s", (_, code, fault) => {
    const found = faultsIn("lib/pool/x.ts", code);
    expect(
      found.some((each) => each.endsWith(fault)),
      found.join("\n") || "nothing was found",
    ).toBe(true);
  });

  it("refuses a statement in an .sql file", () => {
    expect(faultsIn("lib/pool/x.sql", "-- a comment\nUPDATE loans SET number = 1;")).toHaveLength(1);
    expect(faultsIn("lib/pool/x.sql", "SELECT 1 FROM ledger.keys;")).toHaveLength(1);
  });

  it("refuses the witness's own room, but for the witness", () => {
    const code = "db.$queryRaw`SELECT 1 FROM ledger.keys`;";
    expect(faultsIn("lib/pool/queries.ts", code)).toHaveLength(1);
    expect(faultsIn("lib/pool/cross-checks.ts", code)).toEqual([]);
    expect(faultsIn("lib/ledger/x.ts", code)).toEqual([]);
  });
});

it.each([
  ["its own table", "tx.loan.update({ where: { id }, data: { borrower: { connect: { id } } } });"],
  ["its own table by SQL", "tx.$executeRaw`UPDATE loans SET number = 1`;"],
  [
    "a reading of other tables",
    "db.$queryRaw`SELECT 1 FROM payment_orders JOIN ledger_balances USING (id)`;",
  ],
  [
    "a lock",
    "tx.$queryRaw`SELECT 1 FROM payment_orders WHERE id = ${id} FOR NO KEY UPDATE OF payment_orders`;",
  ],
  [
    "an upsert's second half",
    "tx.$executeRaw`INSERT INTO loans (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET number = 2`;",
  ],
  ["a comment in SQL", "db.$queryRaw`SELECT 1 -- not DELETE FROM users\n`;"],
  ["quoted text in SQL", "db.$queryRaw`SELECT 'DELETE FROM users'`;"],
  ["plain English", 'const text = "Update it set by set; delete from the list. See lib/ledger.";'],
  ["an import of the ledger", 'import { post } from "@/lib/ledger/post";'],
  ["a reading through Prisma", "db.user.findMany({ include: { borrower: true } });"],
])("has nothing against %s", (_, code) => {
  expect(faultsIn("lib/lending/x.ts", code)).toEqual([]);
});
