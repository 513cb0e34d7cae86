import { describe, expect, it, test } from "vitest";
import { bankBook, scored } from "@/test/bank-book";
import { matchLines } from "./match";
import type { MatchLine, MatchTarget } from "./matching/model";

let count = 0;
function line(given: Partial<MatchLine>): MatchLine {
  return {
    ...{
      id: `line${(count += 1)}`,
      bankAccount: "operating",
      currency: "USD",
      amount: "466.67",
      postedOn: "2026-03-05",
    },
    ...{ typeCode: null, reference: null, bankReference: null, description: null, counterparty: null },
    ...{ pending: false, reversal: false },
    ...given,
  };
}

function order(given: Partial<MatchTarget>): MatchTarget {
  return {
    ...{ id: `order${(count += 1)}`, kind: "ORDER", bankAccount: "operating", currency: "USD" },
    ...{ amount: "466.67", on: "2026-03-05" },
    ...given,
  };
}

/** "line → targets by rule score" for matches, with "?" for suggestions. */
function outcome(
  lines: MatchLine[],
  targets: MatchTarget[],
  options?: Parameters<typeof matchLines>[2],
): string[] {
  const { matches, suggestions } = matchLines(lines, targets, options);
  const text = (mark: string) => (each: (typeof matches)[number]) =>
    `${each.lineId} ${mark} ${each.targets.map(({ id, kind }) => (kind === "RETURN" ? `return of ${id}` : id)).join(" + ")} by ${each.rule} ${each.score}`;
  return [...matches.map(text("→")), ...suggestions.map(text("?"))];
}

const reference = "ML4K7Q2X9B";

describe("provider link", () => {
  it("matches the orders that the provider names when their amounts add up", () => {
    const orders = [order({ id: "a" }), order({ id: "b", amount: "33.33" })];
    expect(outcome([line({ id: "l", amount: "500.00", orderIds: ["a", "b"] })], orders)).toEqual([
      "l → a + b by provider-link 100",
    ]);
  });

  it("suggests them when the amounts differ: the link is evidence, not truth", () => {
    expect(outcome([line({ id: "l", amount: "500.00", orderIds: ["a"] })], [order({ id: "a" })])).toEqual([
      "l ? a by provider-link 100",
    ]);
  });
});

describe("reference", () => {
  it.each([
    ["in its field", { reference }],
    ["with spaces and dashes in its field", { reference: "ML-4K7Q 2X9B" }],
    ["as a word of the text", { description: `LOAN PYMT ${reference} WEB` }],
    ["in lower case", { description: reference.toLowerCase() }],
    ["behind a SEPA code", { description: `EREF+${reference}` }],
    ["run together with other text", { description: `PYMT${reference}CCD` }],
  ])("matches it %s", (_, given) => {
    expect(outcome([line({ id: "l", ...given })], [order({ id: "a", reference })])).toEqual([
      "l → a by reference 98",
    ]);
  });

  it("matches a trace number and a short check number in its field, not inside a text", () => {
    const orders = [
      order({ id: "a", trace: "091000019876543" }),
      order({ id: "b", reference: "1001", amount: "-5.00" }),
    ];
    expect(outcome([line({ id: "l", description: "ACH 091000019876543" })], orders)).toEqual([
      "l → a by reference 98",
    ]);
    expect(outcome([line({ id: "l", amount: "-5.00", reference: "1001" })], orders)).toEqual([
      "l → b by reference 98",
    ]);
    expect(
      outcome(
        [line({ id: "l", amount: "-5.00", description: "STORE 1001", postedOn: "2026-05-05" })],
        orders,
      ),
    ).toEqual([]);
  });

  it("matches several orders that one line names and pays together", () => {
    const orders = [
      order({ id: "a", reference }),
      order({ id: "b", reference: "ML00000001", amount: "3.33" }),
    ];
    expect(
      outcome([line({ id: "l", amount: "470.00", description: `${reference} ML00000001` })], orders),
    ).toEqual(["l → a + b by reference 98"]);
  });

  it("matches the itemized parts of a batch entry", () => {
    const part = (amount: string, text: string) => ({
      amount,
      reference: text,
      bankReference: null,
      description: null,
    });
    const orders = [order({ id: "a", reference }), order({ id: "b", reference: "ML00000001" })];
    const parts = [part("466.67", reference), part("466.67", "ML00000001")];
    expect(outcome([line({ id: "l", amount: "933.34", parts })], orders)).toEqual([
      "l → a + b by reference 98",
    ]);
  });

  it("only suggests another amount", () => {
    expect(
      outcome([line({ id: "l", amount: "466.60", reference })], [order({ id: "a", reference })]),
    ).toEqual(["l ? a by reference-other-amount 60"]);
  });

  it.each([
    ["account", { bankAccount: "reserve" }],
    ["currency", { currency: "EUR" }],
    ["sign", { amount: "-466.67" }],
  ])("does not match across another %s", (_, given) => {
    const { matches } = matchLines([line({ reference })], [order({ reference, ...given })]);
    expect(matches).toEqual([]);
  });

  it("matches the first of two lines on different days, and suggests that the later one is a duplicate", () => {
    const lines = [
      line({ id: "later", reference, postedOn: "2026-03-06" }),
      line({ id: "first", reference }),
    ];
    expect(outcome(lines, [order({ id: "a", reference })])).toEqual([
      "first → a by reference 98",
      "later ? a by reference 98",
    ]);
  });

  it("chooses neither of two equal lines of one day", () => {
    const lines = [line({ id: "l1", reference }), line({ id: "l2", reference })];
    expect(outcome(lines, [order({ id: "a", reference })])).toEqual([
      "l1 ? a by reference 98",
      "l2 ? a by reference 98",
    ]);
  });

  it("only suggests for a pending line", () => {
    expect(outcome([line({ id: "l", reference, pending: true })], [order({ id: "a", reference })])).toEqual([
      "l ? a by reference 98",
    ]);
  });
});

describe("batch", () => {
  const file = (id: string, ...amounts: string[]) =>
    amounts.map((amount, n) => order({ id: `${id}${n}`, amount, file: `FILE${id}` }));

  it("matches one line with all orders of a file", () => {
    const orders = file("A", "466.67", "466.67", "466.67");
    expect(outcome([line({ id: "l", amount: "1400.01" })], orders)).toEqual(["l → A0 + A1 + A2 by batch 95"]);
  });

  it("suggests when two files of the day have the same total, and matches the one that the line names", () => {
    const orders = [...file("AAAA1", "1.00", "2.00"), ...file("BBBB1", "1.50", "1.50")];
    expect(outcome([line({ id: "l", amount: "3.00" })], orders)).toEqual(["l ? AAAA10 + AAAA11 by batch 95"]);
    expect(outcome([line({ id: "l", amount: "3.00", description: "ACH FILEBBBB1" })], orders)).toEqual([
      "l → BBBB10 + BBBB11 by batch 95",
    ]);
  });

  it("matches a part of a file that only one choice of orders gives", () => {
    const orders = file("A", "5.00", "3.00", "7.10");
    expect(outcome([line({ id: "l", amount: "12.10", description: "FILEA" })], orders)).toEqual([
      "l → A0 + A2 by batch 95",
    ]);
  });

  it("suggests a part of a file that several choices give", () => {
    const orders = file("A", "466.67", "466.67", "466.67");
    expect(outcome([line({ id: "l", amount: "933.34", description: "FILEA" })], orders)).toEqual([
      "l ? A0 + A1 + A2 by batch 60",
    ]);
  });

  it("takes nothing from a file of another day or the other direction", () => {
    const orders = file("A", "1.00", "2.00");
    expect(
      outcome([line({ amount: "3.00", postedOn: "2026-03-06" }), line({ amount: "-3.00" })], orders),
    ).toEqual([]);
  });
});

describe("return", () => {
  it("matches a return that the provider reported by its trace number", () => {
    const target = order({ id: "r", kind: "RETURN", amount: "-466.67", trace: "091000019876543" });
    expect(
      outcome([line({ id: "l", amount: "-466.67", description: "R01 091000019876543" })], [target]),
    ).toEqual(["l → return of r by return 90"]);
  });

  it("matches the return of an order by its reference, beside the order's own line", () => {
    const lines = [
      line({ id: "paid", reference }),
      line({ id: "back", amount: "-466.67", reference, typeCode: "555", postedOn: "2026-03-09" }),
    ];
    expect(outcome(lines, [order({ id: "a", reference })])).toEqual([
      "paid → a by reference 98",
      "back → return of a by return 90",
    ]);
  });

  it("matches by amount within 60 days when only one order can be meant", () => {
    const back = line({ id: "l", amount: "-466.67", description: "ACH RETURN R10", postedOn: "2026-05-04" });
    expect(outcome([back], [order({ id: "a" })])).toEqual(["l → return of a by return 90"]);
    expect(outcome([back], [order({ id: "a" }), order({ id: "b" })])).toEqual(["l ? a + b by return 90"]);
    expect(outcome([{ ...back, postedOn: "2026-05-05" }], [order({ id: "a" })])).toEqual([]);
  });
});

describe("expected payment", () => {
  it("matches a virtual account, even with another amount", () => {
    const target = order({ id: "a", kind: "INCOMING", virtualAccount: "900012345678" });
    const wire = line({ id: "l", amount: "400.00", description: "WIRE TO 900012345678" });
    expect(outcome([wire], [target])).toEqual(["l → a by virtual-account 96"]);
  });

  it("suggests when two lines or two payments belong to a virtual account, and the amounts do not decide", () => {
    const target = (id: string, amount: string) =>
      order({ id, kind: "INCOMING", virtualAccount: "900012345678", amount });
    const wire = (id: string, amount: string) => line({ id, amount, description: "900012345678" });
    expect(outcome([wire("l", "7.00")], [target("a", "5.00"), target("b", "6.00")])).toEqual([
      "l ? a + b by virtual-account 96",
    ]);
    expect(
      outcome([wire("l1", "5.00"), wire("l2", "6.00")], [target("a", "6.00"), target("b", "5.00")]),
    ).toEqual(["l1 → b by virtual-account 96", "l2 → a by virtual-account 96"]);
  });

  it("suggests by name and amount within days, and matches when the threshold allows it", () => {
    const lines = [line({ id: "l", counterparty: "Art, Vandelay" })];
    const orders = [order({ id: "a", counterparty: "ART VANDELAY", on: "2026-03-10" })];
    expect(outcome(lines, orders)).toEqual(["l ? a by counterparty 80"]);
    expect(outcome(lines, orders, { autoThreshold: 80 })).toEqual(["l → a by counterparty 80"]);
  });
});

describe("the bank's own lines", () => {
  it.each([
    ["698", "-35.00", "l → expense:bank-fees by bank-fee 90"],
    ["698", "-50.01", "l ? expense:bank-fees by bank-fee 90"],
    ["698", "35.00", "l ? expense:bank-fees by bank-fee 90"],
    ["SRVCHG", "-35.00", "l → expense:bank-fees by bank-fee 90"],
    ["354", "0.12", "l → income:bank-interest by bank-interest 90"],
  ])("books type %s of %s as %s", (typeCode, amount, expected) => {
    expect(outcome([line({ id: "l", typeCode, amount })], [])).toEqual([expected]);
  });
});

describe("amount and date", () => {
  it("suggests the only order of the amount within two banking days", () => {
    const friday = line({ id: "l", postedOn: "2026-03-06" });
    expect(outcome([friday], [order({ id: "a", on: "2026-03-10" })])).toEqual([
      "l ? a by amount-and-date 70",
    ]);
    expect(outcome([friday], [order({ id: "a", on: "2026-03-11" })])).toEqual([]);
  });

  it("matches on the same day when the threshold is lowered, and never on another day", () => {
    expect(outcome([line({ id: "l" })], [order({ id: "a" })], { autoThreshold: 70 })).toEqual([
      "l → a by amount-and-date 70",
    ]);
    const nextDay = order({ id: "a", on: "2026-03-06" });
    expect(outcome([line({ id: "l" })], [nextDay], { autoThreshold: 70 })).toEqual([
      "l ? a by amount-and-date 70",
    ]);
  });

  it("names a few of many equal candidates, and chooses none", () => {
    const orders = Array.from({ length: 9 }, (_, n) => order({ id: `a${n}` }));
    expect(outcome([line({ id: "l" })], orders, { autoThreshold: 70 })).toEqual([
      "l ? a0 + a1 + a2 + a3 + a4 by amount-and-date 70",
    ]);
  });
});

test.each([1, 2, 3, 4, 5])("a generated book is matched without a wrong match, seed %i", (seed) => {
  const { lines, targets, truth } = bankBook({ size: 3000, seed });
  const { wrong, automaticPercent } = scored(matchLines(lines, targets).matches, truth);
  expect(wrong).toBe(0);
  expect(automaticPercent).toBeGreaterThanOrEqual(99.5);
});

test("equal amounts on every side stay fast and unmatched", () => {
  const lines = Array.from({ length: 20_000 }, (_, n) =>
    line({ id: `l${n}`, description: "FILEA00001 ML00000000" }),
  );
  const orders = Array.from({ length: 20_000 }, (_, n) =>
    order({ id: `o${n}`, file: "FILEA00001", reference: "ML00000000" }),
  );
  const begin = performance.now();
  expect(matchLines(lines, orders).matches).toEqual([]);
  expect(performance.now() - begin).toBeLessThan(20_000);
});
