import { expect, it } from "vitest";
import { placesOf, shortPath } from "./call-path";

const paths = [
  "/companies/a/push/key",
  "/companies/a/connections/b/push/transfers",
  "/companies/a/connections/feed/push/bankAccounts/s/bankTransactions",
  "/companies/a/connections/b",
];

it("leaves out of an address what is named once for all of them", () => {
  const places = placesOf(paths);
  expect(places).toEqual({ companyId: "a", connectionId: "b" });
  expect(paths.map((path) => shortPath(path, places))).toEqual([
    "push/key",
    "push/transfers",
    "connections/feed/push/bankAccounts/s/bankTransactions",
    "the connection itself",
  ]);
});

it("leaves an address as it is where nothing is known of company and connection", () => {
  expect(placesOf(["/webhooks"])).toEqual({ companyId: null, connectionId: null });
  expect(shortPath("/webhooks", { companyId: null, connectionId: null })).toBe("webhooks");
});
