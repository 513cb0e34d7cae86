import { describe, expect, it } from "vitest";
import { z } from "zod";
import { shortList } from "@/lib/list";
import { choice, day, linked, listView, text } from "./list-view";
import { listHref, readList, readQuery } from "./read-list";

type Row = { name: string; amount: number; asked: object };

const VIEW = listView({
  name: "things",
  path: "/admin/things",
  noun: ["thing", "things"],
  list: shortList({
    orders: {
      name: (a: Row, b: Row) => a.name.localeCompare(b.name),
      amount: (a: Row, b: Row) => a.amount - b.amount,
    },
    defaultSort: { by: "name", direction: "asc" },
    rows: async (asked: object) =>
      Array.from({ length: 60 }, (_, n) => ({ name: `n${n}`, amount: n, asked })),
  }),
  filters: {
    q: text("Name"),
    state: choice("State", [
      { value: "ON", label: "Switched on" },
      { value: "OFF", label: "Switched off" },
    ]),
    from: day("From", (date) => `day ${date}`),
    loanId: linked("Loan", (id) => `Loan of ${id}`),
    days: linked("Days", (days) => days, z.enum(["30", "60"]).transform(Number)),
  },
  rowKey: ({ name }) => name,
  columns: [
    { header: "Name", sort: "name", cell: ({ name }) => name },
    { header: "Amount", sort: "-amount", cell: ({ amount }) => amount },
    { header: "Note", cell: () => null },
  ],
  csv: { Name: ({ name }) => name },
});
type Params = Record<string, string | string[] | undefined>;
const read = (params: Params) => readList(VIEW, Promise.resolve(params));

describe("the address of a list", () => {
  it("says what to show, and each filter becomes a chip that its link takes off", async () => {
    const list = await read({
      q: "art",
      state: "ON",
      loanId: "loan_1",
      days: "30",
      sort: "-amount",
      page: "2",
    });
    expect(list).toMatchObject({
      values: { q: "art", state: "ON", loanId: "loan_1", days: 30 },
      sort: { by: "amount", direction: "desc" },
      ...{ page: 2, total: 60, isFiltered: true },
    });
    expect(list.chips.map(({ label, value }) => `${label}: ${value}`)).toEqual([
      "Name: art",
      "State: Switched on",
      "Loan: Loan of loan_1",
      "Days: 30",
    ]);
    expect(list.chips[1]!.href).toBe("/admin/things?q=art&loanId=loan_1&days=30&sort=-amount");
    expect(list.rows[0]!.asked).toEqual({ q: "art", state: "ON", loanId: "loan_1", days: 30 });
  });

  it("leaves out what is the default", async () => {
    const list = await read({});
    expect(listHref(list)).toBe("/admin/things");
    expect(listHref(list, { sort: "name", page: 1 })).toBe("/admin/things");
    expect(listHref(list, { sort: "-name" })).toBe("/admin/things?sort=-name");
    expect(listHref(list, { filters: { state: "OFF" }, page: 3 })).toBe("/admin/things?state=OFF&page=3");
  });

  it("exports with the same filters and order", async () => {
    const list = await read({ state: "ON", sort: "amount", page: "2" });
    expect(listHref(list, {}, VIEW.exportPath)).toBe("/api/admin/lists/things?state=ON&sort=amount");
  });

  const long = "x".repeat(10_000);
  it.each<[string, Params]>([
    ["empty values", { q: "", state: "", from: "", loanId: "", sort: "", page: "" }],
    ["unknown values", { state: "BROKEN", from: "2026-02-30", days: "31", sort: "color", page: "two" }],
    ["names of an object's own parts", { state: "constructor", sort: "constructor", page: "__proto__" }],
    ["a prototype as a key", { sort: "-__proto__", days: "toString" }],
    [
      "10,000 characters",
      { q: long, state: long, from: long, loanId: long, sort: long, page: "9".repeat(10_000) },
    ],
    ["a NUL", { q: "a\0b", state: "ON\0", loanId: "loan\0", sort: "name\0", page: "1\0" }],
    [
      "SQL",
      { q: "\n'; drop", state: "ON'--", loanId: "1 OR 1=1", sort: "name; DROP TABLE users", page: "1;" },
    ],
    ["a negative page", { page: "-1" }],
    ["a page of fractions", { page: "1.5" }],
    ["a page beyond every number", { page: "1e400" }],
  ])("counts %s as not given", async (_, params) => {
    const list = await read(params);
    expect(list).toMatchObject({ sort: VIEW.list.defaultSort, page: 1, chips: [], isFiltered: false });
    expect(Object.values(list.values).filter((value) => value !== undefined)).toEqual([]);
  });

  it("takes the first of a parameter that is given twice, and the last page for one beyond it", async () => {
    const list = await read({ state: ["OFF", "ON"], sort: ["-amount", "name"], page: ["999999999", "1"] });
    expect(list).toMatchObject({ values: { state: "OFF" }, sort: { by: "amount" }, page: 3 });
  });

  it("lets no address change a fixed filter", async () => {
    const { values } = await readQuery(VIEW, Promise.resolve({ userId: "usr_other" }));
    expect(values).not.toHaveProperty("userId");
    const list = await readList(VIEW, Promise.resolve({ loanId: "loan_other" }), { loanId: "loan_own" });
    expect(list.rows[0]!.asked).toMatchObject({ loanId: "loan_own" });
  });
});
