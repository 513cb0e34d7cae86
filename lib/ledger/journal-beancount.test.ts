import { expect, it } from "vitest";
import type { JournalTransaction } from "./journal";
import { beancountHead, beancountNames, beancountTotals, beancountTransaction } from "./journal-beancount";

const account = (code: string, normalSide: "debit" | "credit" = "credit", currency = "USD") => ({
  code,
  name: code,
  normalSide,
  currency,
});
const ACCOUNTS = [
  account("cash", "debit"),
  account("investor:inv_1:principal"),
  account("yen:till", "debit", "JPY"),
];
const NAMES = beancountNames(ACCOUNTS);
const leg = { name: "-", normalSide: "debit" as const, balanceAfter: "0.00", version: "1" };
const deposit: JournalTransaction = {
  id: "7",
  kind: "settle",
  mode: "record",
  key: 'settle:"po_1"',
  eventType: "investor-deposit",
  effectiveOn: "2026-01-02",
  postedAt: "2026-01-02T10:00:00.000Z",
  parentId: "6",
  belongsOn: "2025-12-31",
  metadata: {},
  entries: [
    {
      ...leg,
      account: "cash",
      currency: "USD",
      layer: "posted",
      side: "debit",
      amount: "10.00",
      metadata: { investmentId: "ivm_1", P: 2 },
    },
    {
      ...leg,
      account: "investor:inv_1:principal",
      currency: "USD",
      layer: "posted",
      side: "credit",
      amount: "10.00",
      metadata: {},
    },
  ],
};
const hold = {
  ...deposit,
  entries: deposit.entries.map((entry) => ({ ...entry, layer: "pending" as const })),
};

it("names accounts under the five roots, with capitals, without underscores, and none like another", () => {
  const codes = [
    "revenue:interest",
    "loss:charge-off",
    "investor:a_b",
    "investor:a-b",
    "investor:A-b",
    "-odd:_x",
  ];
  expect([...beancountNames(codes.map((code) => account(code))).values()]).toEqual([
    "Income:Revenue:Interest",
    "Expenses:Loss:Charge-off",
    "Liabilities:Investor:A-b",
    "Liabilities:Investor:A-b-2",
    "Liabilities:Investor:A-b-3",
    "Liabilities:X-odd:X-x",
  ]);
});

it("opens each account in its currency with its own code", () => {
  expect(beancountHead(ACCOUNTS, NAMES)).toContain(
    '1900-01-01 open Liabilities:Investor:Inv-1:Principal USD\n  code: "investor:inv_1:principal"\n',
  );
});

it("writes what was posted, debits positive, with its facts, and nothing for what is only reserved", () => {
  expect(beancountTransaction(deposit, NAMES)).toBe(
    [
      '2026-01-02 * "investor-deposit"',
      '  transaction: "7"',
      '  key: "settle:\\"po_1\\""',
      '  parent: "6"',
      "  belongs-on: 2025-12-31",
      "  Assets:Cash  10.00 USD",
      '    investmentId: "ivm_1"',
      '    x-P: "2"',
      "  Liabilities:Investor:Inv-1:Principal  -10.00 USD",
      "",
      "",
    ].join("\n"),
  );
  expect(beancountTransaction(hold, NAMES)).toBe("");
});

it("asserts each balance to the cent on the day after the last transaction", () => {
  const totals = beancountTotals(ACCOUNTS, NAMES);
  expect(totals.assertions()).toBe("");
  totals.add(deposit);
  totals.add(hold);
  expect(totals.assertions()).toBe(
    [
      "2026-01-03 balance Assets:Cash  10.00 ~ 0.00 USD",
      "2026-01-03 balance Liabilities:Investor:Inv-1:Principal  -10.00 ~ 0.00 USD",
      "2026-01-03 balance Assets:Yen:Till  0 ~ 0 JPY",
      "",
    ].join("\n"),
  );
});
