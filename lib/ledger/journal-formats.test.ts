import { expect, it } from "vitest";
import type { JournalTransaction } from "./journal";
import { csvHead, csvTransaction, hledgerHead, hledgerTags, hledgerTransaction } from "./journal-formats";

const leg = {
  name: "Cash",
  normalSide: "debit" as const,
  currency: "USD",
  layer: "posted" as const,
  balanceAfter: "0.00",
  version: "1",
  metadata: {},
};
const deposit: JournalTransaction = {
  id: "7",
  kind: "settle",
  mode: "record",
  key: "settle:po_1",
  eventType: "investor-deposit",
  effectiveOn: "2026-01-02",
  postedAt: "2026-01-02T10:00:00.000Z",
  parentId: "6",
  belongsOn: null,
  metadata: {},
  entries: [
    {
      ...leg,
      account: "cash",
      side: "debit",
      amount: "10.00",
      metadata: { investmentId: "ivm_1", period: 2 },
    },
    { ...leg, account: "investor:i:principal", side: "credit", amount: "10.00" },
    { ...leg, account: "cash", side: "debit", amount: "-10.00", layer: "pending" },
    { ...leg, account: "investor:i:principal", side: "credit", amount: "-10.00", layer: "pending" },
  ],
};
const hold = { ...deposit, entries: deposit.entries.filter(({ layer }) => layer === "pending") };

it("writes what was posted as one hledger entry, debits positive, with its facts as tags", () => {
  expect(hledgerTransaction(deposit)).toBe(
    [
      "2026-01-02 * (7) investor-deposit",
      "    ; key: settle:po_1",
      "    ; parent: 6",
      "    cash  10.00 USD",
      "    ; investmentId: ivm_1",
      "    ; period: 2",
      "    investor:i:principal  -10.00 USD",
      "",
      "",
    ].join("\n"),
  );
});

it("writes nothing for what is only reserved", () => {
  expect(hledgerTransaction(hold)).toBe("");
  expect(csvTransaction(hold)).toBe("");
});

it("keeps text from breaking out of its line or its tag", () => {
  const nasty = { ...deposit, eventType: "a;b|c\nd", key: "k\n2026-01-01 x, y [=2026-13-01]" };
  expect(hledgerTransaction(nasty).split("\n").slice(0, 3)).toEqual([
    "2026-01-02 * (7) a b c d",
    "    ; key: k 2026-01-01 x  y (=2026-13-01)",
    "    ; parent: 6",
  ]);
});

it("says of a fact of a closed month where it belongs", () => {
  const late = { ...deposit, belongsOn: "2025-12-31" };
  expect(hledgerTransaction(late).split("\n")[3]).toBe("    ; belongs-on: 2025-12-31");
  expect(csvTransaction(late)).toMatch(/^7,2026-01-02,2025-12-31,/);
});

it("declares each currency with the decimals it has, and none with a decimal mark all the same", () => {
  const head = hledgerHead([
    { code: "cash", name: "Cash", currency: "USD" },
    { code: "yen", name: "Yen", currency: "JPY" },
  ]);
  expect(head).toContain("commodity USD\n    format 1,000.00 USD\ncommodity JPY\n");
});

it("declares each tag once, before its first use", () => {
  const declared = new Set<string>();
  expect(hledgerTags(hold, declared)).toBe("");
  expect(hledgerTags(deposit, declared)).toBe("tag key\ntag parent\ntag investmentId\ntag period\n");
  expect(hledgerTags({ ...deposit, belongsOn: "2025-12-31" }, declared)).toBe("tag belongs-on\n");
});

it("declares currencies and accounts", () => {
  expect(hledgerHead([{ code: "cash", name: "Cash", currency: "USD" }])).toContain(
    "commodity USD\n    format 1,000.00 USD\naccount cash\n    note Cash\n",
  );
});

it("writes one CSV line per posted entry and disarms formulas", () => {
  expect(csvHead()).toBe(
    "transaction,date,belongsOn,postedAt,type,kind,key,parent,account,currency,debit,credit\n",
  );
  expect(csvTransaction({ ...deposit, eventType: "=1+1" })).toBe(
    "7,2026-01-02,,2026-01-02T10:00:00.000Z,'=1+1,settle,settle:po_1,6,cash,USD,10.00,\n" +
      "7,2026-01-02,,2026-01-02T10:00:00.000Z,'=1+1,settle,settle:po_1,6,investor:i:principal,USD,,10.00\n",
  );
});
