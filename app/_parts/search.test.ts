import { expect, it } from "vitest";
import { z } from "zod";
import { mark, onDate, readFilters, searchText } from "./search";

const rules = { q: searchText, status: z.enum(["ACTIVE"]), asOf: onDate, before: mark };
const read = (params: Record<string, string | string[] | undefined>) =>
  readFilters(rules, Promise.resolve(params));

it("reads filters out of an address", async () => {
  expect(await read({ q: " art ", status: "ACTIVE", asOf: "2026-02-28", before: "loan_1" })).toEqual({
    q: "art",
    status: "ACTIVE",
    asOf: "2026-02-28",
    before: "loan_1",
  });
});

it("counts as not given what breaks its rule", async () => {
  const filters = await read({ q: "", status: "active'; --", asOf: "2026-02-30", before: "<script>" });
  expect(Object.values(filters)).toEqual([undefined, undefined, undefined, undefined]);
});

it("takes the first of a parameter that is given twice", async () => {
  expect(await read({ status: ["ACTIVE", "CLOSED"] })).toMatchObject({ status: "ACTIVE" });
});
