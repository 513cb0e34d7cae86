import { expect, it } from "vitest";
import { defineList, mapFilters, mapList, shortList } from "./list";

type Thing = { id: number; size: number };
const THINGS: Thing[] = Array.from({ length: 1_203 }, (_, n) => ({ id: n + 1, size: n % 7 }));
const loaded: number[] = [];

const things = defineList<[keyof Thing, 1 | -1]>()({
  orders: { id: (to) => ["id", to === "asc" ? 1 : -1], size: (to) => ["size", to === "asc" ? 1 : -1] },
  tie: (to) => [["id", to === "asc" ? 1 : -1]],
  defaultSort: { by: "id", direction: "desc" },
  where: ({ size }: { size?: number | undefined }) =>
    THINGS.filter((thing) => size === undefined || thing.size === size),
  count: async (found) => found.length,
  ids: async (found, orderBy, slice) => {
    const sorted = found.toSorted((a, b) =>
      orderBy.reduce((sum, [column, sign]) => sum || sign * (a[column] - b[column]), 0),
    );
    return slice ? sorted.slice(slice.skip, slice.skip + slice.take) : sorted;
  },
  load: async (ids) => {
    loaded.push(ids.length);
    return THINGS.filter(({ id }) => ids.includes(id)); // not in the order asked for
  },
  idOf: ({ id }) => id,
});

it("shows one page in the order asked for, with the number of all rows", async () => {
  const page = await things.page();
  expect(page).toMatchObject({ total: 1_203, page: 1, pageSize: 25 });
  expect(page.rows.map(({ id }) => id)).toEqual(Array.from({ length: 25 }, (_, n) => 1_203 - n));
});

it("sorts by a key, and breaks ties so that no row is on two pages", async () => {
  const sort = { by: "size", direction: "asc" } as const;
  const seen = [];
  for (let page = 1; page <= 49; page++) seen.push(...(await things.page({ sort, page })).rows);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(1_203);
  expect(seen.map(({ size }) => size)).toEqual(THINGS.map(({ size }) => size).sort());
});

it("shows the last page when a later one is asked for, and the first for none", async () => {
  expect((await things.page({ page: 1_000_000 })).page).toBe(49);
  expect((await things.page({ page: 0 })).page).toBe(1);
  expect(await things.page({ size: 9, page: 4 })).toMatchObject({ rows: [], total: 0, page: 1 });
});

it("exports every row once in batches, never all rows at once", async () => {
  loaded.length = 0;
  const batches = [];
  for await (const rows of things.batches({ sort: { by: "size", direction: "desc" } })) batches.push(rows);
  expect(batches.map((rows) => rows.length)).toEqual([500, 500, 203]);
  expect(loaded).toEqual([500, 500, 203]);
  expect(new Set(batches.flat().map(({ id }) => id)).size).toBe(1_203);
  expect(batches[0]![0]).toEqual({ id: 1_197, size: 6 });
});

it("changes rows and filters for a screen", async () => {
  const list = mapList(
    mapFilters(things, ({ small }: { small?: boolean | undefined }) => (small ? { size: 0 } : {})),
    async (rows) => rows.map(({ id }) => `#${id}`),
  );
  const { rows, total } = await list.page({ small: true, pageSize: 1, page: 2 });
  expect({ rows, total }).toEqual({ rows: ["#1191"], total: 172 }); // newest first: 1198, 1191, …
  const all = [];
  for await (const batch of list.batches({ small: true })) all.push(...batch);
  expect(all).toHaveLength(172);
});

it("sorts and pages a list that is computed as a whole", async () => {
  const list = shortList({
    orders: { size: (a: Thing, b: Thing) => a.size - b.size },
    defaultSort: { by: "size", direction: "desc" },
    rows: async ({ least = 0 }: { least?: number | undefined }) =>
      THINGS.slice(0, 7).filter(({ size }) => size >= least),
  });
  expect(await list.page({ least: 3, pageSize: 3, page: 9 })).toEqual({
    rows: [{ id: 4, size: 3 }],
    ...{ total: 4, page: 2, pageSize: 3 },
  });
});
