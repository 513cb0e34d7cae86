import { expect, it } from "vitest";
import type { Category } from "./categories";
import { equationsOf } from "./equation";

const category = (code: string, balances: [string, string][]): Category => ({
  code,
  name: code,
  normalSide: code === "assets" ? "debit" : "credit",
  parents: [],
  depth: 0,
  accounts: 1,
  balances: balances.map(([currency, posted]) => ({ currency, posted, pending: posted, available: posted })),
});

it("says for each currency whether assets are liabilities and equity", () => {
  const categories = [
    category("assets", [
      ["USD", "100.00"],
      ["JPY", "500"],
    ]),
    category("assets:cash", [["USD", "100.00"]]), // below assets: not counted again
    category("liabilities", [["USD", "104.00"]]),
    category("equity", [
      ["USD", "-4.00"], // a spread that is negative
      ["JPY", "499"],
    ]),
  ];
  expect(equationsOf(categories)).toEqual([
    { currency: "JPY", assets: "500", liabilities: "0", equity: "499", holds: false },
    { currency: "USD", assets: "100.00", liabilities: "104.00", equity: "-4.00", holds: true },
  ]);
});

it("has nothing to say while there are no accounts", () => {
  expect(equationsOf([])).toEqual([]);
});
