import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { Prisma } from "@/prisma/generated/client";
import { sqlRows, type SqlType } from "./sql-rows";

const ALL = {
  name: "text",
  number: "int",
  id: "bigint",
  amount: "numeric",
  on_date: "date",
  at: "timestamptz",
  is_on: "boolean",
} as const satisfies Record<string, SqlType>;

const READ = Prisma.raw(
  "SELECT name, number, id, amount::text, on_date::text, at, is_on, place, pg_typeof(amount)::text AS type",
);

test("rows arrive in order with every type exact", async () => {
  const at = new Date("2026-07-01T12:34:56.789Z");
  const rows = [
    {
      name: `it's "quoted", {braced} \\ and back`,
      number: -7,
      id: 9_223_372_036_854_775_807n,
      amount: "12345678901234567.89",
      on_date: "2026-07-01",
      at,
      is_on: false,
    },
    { name: "", number: 0, id: -1n, amount: "0.10", on_date: "2024-02-29", at, is_on: true },
  ];
  const read = await db.$queryRaw`${READ} FROM ${sqlRows("given", ALL, rows)} ORDER BY place`;
  expect(read).toEqual(rows.map((row, n) => ({ ...row, place: BigInt(n + 1), type: "numeric" })));
});

test("null is NULL in every type, also where a column has nothing else", async () => {
  const nothing = { name: null, number: null, id: null, amount: null, on_date: null, at: null, is_on: null };
  const read = await db.$queryRaw`${READ} FROM ${sqlRows("given", ALL, [nothing, nothing])} ORDER BY place`;
  expect(read).toEqual([1n, 2n].map((place) => ({ ...nothing, place, type: "numeric" })));
  const some = await db.$queryRaw`
    SELECT id FROM ${sqlRows("given", { id: "bigint" }, [{ id: null }, { id: 5n }])} ORDER BY place`;
  expect(some).toEqual([{ id: null }, { id: 5n }]);
});

test("the text 'null' and an empty text are no NULL", async () => {
  const rows = [{ name: "null" }, { name: "NULL" }, { name: "" }];
  expect(
    await db.$queryRaw`SELECT name FROM ${sqlRows("given", { name: "text" }, rows)} ORDER BY place`,
  ).toEqual(rows);
});

test("an empty list is a table without rows", async () => {
  expect(await db.$queryRaw`${READ} FROM ${sqlRows("given", ALL, [])}`).toEqual([]);
  expect(
    await db.$queryRaw`SELECT count(*)::int AS n FROM users JOIN ${sqlRows("given", { id: "text" }, [])} ON given.id = users.id`,
  ).toEqual([{ n: 0 }]);
});

test("money is summed to the cent", async () => {
  const rows = Array.from({ length: 1000 }, () => ({ amount: "0.10" }));
  expect(
    await db.$queryRaw`SELECT sum(amount)::text AS total FROM ${sqlRows("given", { amount: "numeric" }, rows)}`,
  ).toEqual([{ total: "100.00" }]);
});

test("as many parameters for a thousand rows as for one", () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ id: BigInt(n), amount: "1.00" }));
  const columns = { id: "bigint", amount: "numeric" } as const;
  expect(sqlRows("given", columns, rows(1000)).values).toHaveLength(2);
  expect(sqlRows("given", columns, rows(1000)).sql).toBe(sqlRows("given", columns, rows(1)).sql);
});
