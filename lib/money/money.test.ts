import fc from "fast-check";
import { expect, it } from "vitest";
import {
  d,
  formatMoney,
  formatPercent,
  formatRate,
  fromCents,
  moneyInput,
  parseMoney,
  roundCents,
  sum,
  toCents,
  toMoney,
} from "./money";

const cents = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n });

it("reads strings, whole numbers, bigints and foreign decimals, and refuses a float", () => {
  expect(d("466.67").plus(d(1)).plus(d(1n)).toString()).toBe("468.67");
  expect(d({ toString: () => "1e-7" }).toFixed()).toBe("0.0000001");
  expect(() => d(0.1)).toThrow(TypeError);
  for (const text of ["", "abc", "NaN", "Infinity", "0x10", "1,000", "1e99999"])
    expect(() => d(text)).toThrow(RangeError);
});

it("rounds half a cent to the even neighbor, or up when the product says so", () => {
  expect(["0.125", "0.135", "-0.125"].map((x) => roundCents(x).toFixed(2))).toEqual([
    "0.12",
    "0.14",
    "-0.12",
  ]);
  expect(["0.125", "0.135", "-0.125"].map((x) => roundCents(x, "half-up").toFixed(2))).toEqual([
    "0.13",
    "0.14",
    "-0.13",
  ]);
});

it("takes any number of cents to dollars and back", () => {
  fc.assert(fc.property(cents, (amount) => toCents(fromCents(amount)) === amount));
  expect(fromCents(-5n).toString()).toBe("-0.05");
});

it("refuses a fraction of a cent at every border", () => {
  for (const border of [toCents, toMoney, formatMoney]) expect(() => border("0.005")).toThrow(RangeError);
});

it("writes amounts with exactly two decimals and no negative zero", () => {
  expect(["466.6", "10480", "-0", "-0.10"].map((x) => toMoney(x))).toEqual([
    "466.60",
    "10480.00",
    "0.00",
    "-0.10",
  ]);
});

it("shows amounts exactly, however large", () => {
  expect(formatMoney("10480")).toBe("10,480.00");
  expect(formatMoney("9007199254740993.05")).toBe("9,007,199,254,740,993.05");
  expect(formatMoney("-1234.5", { currency: "$" })).toBe("\u2212$1,234.50");
  expect(formatMoney("5", { plus: true })).toBe("+5.00");
});

it("reads back every amount that it shows", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 14n) + 1n, max: 10n ** 14n - 1n }), (amount) => {
      expect(
        parseMoney(formatMoney(fromCents(amount)))
          ?.times(100)
          .toFixed(0),
      ).toBe(amount.toString());
    }),
  );
});

it("shows a rate as percent with at least two decimals", () => {
  expect([formatRate("0.12"), formatRate("0.04875"), formatPercent("21.46"), formatRate("-0.01")]).toEqual([
    "12.00%",
    "4.875%",
    "21.46%",
    "\u22121.00%",
  ]);
});

it("adds without losing a cent", () => {
  expect(sum(Array<string>(12).fill("0.1")).toString()).toBe("1.2");
  expect(sum([]).toString()).toBe("0");
});

it.each([
  ["10,000.00", "10000.00"],
  [" 10000 ", "10000.00"],
  ["1,234,567.8", "1234567.80"],
  ["0.01", "0.01"],
  [".5", "0.50"],
  ["$1,000", "1000.00"],
  ["$1,000.00", "1000.00"],
  [" $ 1000 ", "1000.00"],
  ["$\u00a01,000.5", "1000.50"],
  ["\t$1\n", "1.00"],
  ["5.", "5.00"],
  ["007", "7.00"],
  ["999999999999.99", "999999999999.99"],
])("accepts %j from a form", (typed, written) => {
  expect(moneyInput.parse(typed)).toBe(written);
});

it.each([
  ["", "Enter an amount."],
  [undefined, "Enter an amount."],
  ["0", "above 0.00"],
  ["-0.00", "above 0.00"],
  ["-5", "without a minus sign"],
  ["1.234", "two decimals"],
  ["1e9", "exponent"],
  ["-1E9", "exponent"],
  ["ten", "letters"],
  ["１００", "digits 0 to 9"],
  ["٣", "digits 0 to 9"],
  ["$", "Enter an amount."],
  ["$$5", "commas and one decimal point"],
  ["5$", "commas and one decimal point"],
  ["5 000", "commas and one decimal point"],
  ["€5", "commas and one decimal point"],
  ["＄5", "commas and one decimal point"],
  ["USD 5", "letters"],
  ["$-5", "without a minus sign"],
  ["-$5", "without a minus sign"],
  ["$0", "above 0.00"],
  ["$1,00", "between thousands"],
  ["1,00", "between thousands"],
  ["1,0000", "between thousands"],
  ["1,000,00", "between thousands"],
  [",100", "between thousands"],
  ["1.000", "two decimals"],
  ["10,00", "between thousands"],
  ["1.000,00", "between thousands"],
  [".", "between thousands"],
  ["1.2.3", "between thousands"],
  ["1234567890123", "12 digits"],
])("refuses %j from a form with its own sentence", (typed, part) => {
  const result = moneyInput.safeParse(typed);
  expect(result.error?.issues[0]?.message).toContain(part);
});

it("never throws on what somebody types, and accepts amounts above zero only", () => {
  fc.assert(
    fc.property(fc.string(), (typed) => {
      const result = moneyInput.safeParse(typed);
      if (result.success) expect(d(result.data).greaterThan(0)).toBe(true);
    }),
  );
});
