// Every list of the administrators: sorted by each of its keys, unharmed by any address, exported as its page shows it.
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { AnyListView, ListFilters } from "@/app/_parts/list/list-view";
import { readList, sortsOf } from "@/app/_parts/list/read-list";
import { GET } from "@/app/api/admin/lists/[list]/route";
import { db } from "@/lib/db";
import { newAdmin, newPerson, setBusinessDate } from "@/test/people";
import { browseAs } from "@/test/request-context";
import { LISTS } from "@/app/admin/lists";
import { WRITEBACK_LOG } from "@/app/admin/settings/writeback/log/list";

vi.mock("next/headers", () => import("@/test/request-context"));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined, refresh: () => undefined }));

const VIEWS: [string, AnyListView][] = [...LISTS, [WRITEBACK_LOG.name, WRITEBACK_LOG]];
const LONG = "9".repeat(10_000);
const HOSTILE = [
  "",
  "\0",
  "a\0b",
  "'; DROP TABLE users; --",
  "-1",
  "1e999",
  "constructor",
  "__proto__",
  LONG,
];

let adminId: string;
let customerId: string;

beforeAll(async () => {
  await setBusinessDate("2026-01-05");
  adminId = (await newAdmin()).userId;
  customerId = (await newPerson("BORROWER", "INVESTOR")).userId;
  await db.user.createMany({
    data: Array.from({ length: 1_100 }, (_, n) => ({
      id: `usr_listed_${n}`,
      email: `listed-${n}@example.com`,
      name: n === 0 ? "=HYPERLINK(1)" : `Listed ${String(n).padStart(4, "0")}`,
      passwordHash: "none",
    })),
  });
});
beforeEach(() => browseAs(adminId));

function read(view: AnyListView, params: Record<string, string | string[]> = {}) {
  return readList(view, Promise.resolve(params), view.fixed?.({ userId: adminId }));
}

describe.each(VIEWS)("the list %s", (_, view) => {
  it("sorts by every key, both ways, and shows as many rows as it counts", async () => {
    for (const { by } of sortsOf(view)) {
      for (const sort of [by, `-${by}`]) {
        const { rows, total, sort: used } = await read(view, { sort });
        expect([by, used.by]).toEqual([by, by]);
        expect(rows).toHaveLength(Math.min(total, 25));
      }
    }
    expect(sortsOf(view).length).toBeGreaterThan(1);
  });

  it("falls back to the default for any value that makes no sense", async () => {
    const names = [...Object.keys(view.filters), "sort", "page"];
    for (const value of HOSTILE) {
      const { sort } = await read(view, Object.fromEntries(names.map((name) => [name, value])));
      expect(sort).toEqual(view.list.defaultSort);
    }
    const twice = Object.fromEntries(names.map((name) => [name, [LONG, "x"]]));
    expect((await read(view, twice)).chips).toEqual([]);
    const last = await read(view, { page: "999999999" });
    expect(last.page).toBe(Math.max(1, Math.ceil(last.total / 25)));
  });

  it("finds nothing for filters that fit nothing, without an error", async () => {
    for (const [name, { rule }] of Object.entries(view.filters as ListFilters)) {
      const value = ["no-such-thing", "2020-01-01"].find((each) => rule.safeParse(each).success);
      if (value) expect((await read(view, { [name]: value })).chips).toMatchObject([{ name }]);
    }
  });
});

describe("the CSV file of a list", () => {
  const ask = (name: string, query = "") =>
    GET(new Request(`http://localhost/api/admin/lists/${name}${query}`), {
      params: Promise.resolve({ list: name }),
    });
  const linesOf = async (response: Response) => (await response.text()).trimEnd().split("\r\n");

  it.each([...LISTS.keys()])("of %s has a header and is named after the list and the date", async (name) => {
    const response = await ask(name);
    expect(response.status).toBe(200);
    expect(response.headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
    expect(response.headers.get("Content-Disposition")).toBe(`attachment; filename="${name}-2026-01-05.csv"`);
    expect((await linesOf(response))[0]).toBe(LISTS.get(name)!.csv.header.map(quoted).join(","));
  });

  it("holds all rows that the filters let through, once each, in the order of the page", async () => {
    const [, ...lines] = await linesOf(await ask("people", "?q=listed-&sort=name"));
    expect(lines).toHaveLength(1_100);
    expect(lines[0]).toMatch(/^'=HYPERLINK\(1\),listed-0@example\.com/);
    expect(lines.slice(1)).toEqual(lines.slice(1).toSorted());
    const page = await read(LISTS.get("people")!, { q: "listed-", sort: "name", page: "2" });
    expect(page).toMatchObject({ total: 1_100, page: 2 });
    const rows: { email: string }[] = page.rows;
    expect(lines.slice(25, 50).map((line) => line.split(",")[1])).toEqual(rows.map(({ email }) => email));
  });

  it("holds only what the one filter lets through", async () => {
    const [, ...lines] = await linesOf(await ask("people", "?role=ADMIN"));
    expect(lines.length).toBe(await db.user.count({ where: { roles: { some: { role: "ADMIN" } } } }));
  });

  it("is sent in parts while it is read", async () => {
    const reader = (await ask("people", "?q=listed-")).body!.getReader();
    let parts = 0;
    while (!(await reader.read()).done) parts++;
    expect(parts).toBe(4); // the header and three batches
  });

  it("of notifications holds those of the administrator who asks", async () => {
    await db.notification.createMany({
      data: [adminId, customerId].map((userId, n) => ({
        ...{ id: `ntf_listed_${n}`, userId, kind: "x", title: `For ${userId}`, body: "-10.00" },
        datedOn: new Date("2026-01-05"),
      })),
    });
    const text = (await linesOf(await ask("notifications", `?userId=${customerId}`))).join("\n");
    expect(text).toContain(`For ${adminId},-10.00`);
    expect(text).not.toContain(`For ${customerId}`);
  });

  it("is refused to strangers with 401, to customers and for unknown names with 404", async () => {
    for (const name of ["people", "none", "constructor", "__proto__"]) {
      await browseAs(null);
      expect((await ask(name)).status).toBe(401);
      await browseAs(customerId);
      expect((await ask(name)).status).toBe(404);
    }
    await browseAs(adminId);
    expect((await ask("__proto__")).status).toBe(404);
  });
});

function quoted(text: string) {
  return /[",]/.test(text) ? `"${text}"` : text;
}
