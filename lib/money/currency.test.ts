import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currencyExponent, fromMinor, toMinor } from "./currency";
import { fromCents, toCents } from "./money";

describe("the decimals of a currency", () => {
  it.each([
    ["USD", 2],
    ["EUR", 2],
    ["JPY", 0],
    ["KWD", 3],
    ["HUF", 2],
    ["IQD", 3],
    ["CLF", 4],
  ])("%s has %i", (currency, exponent) => expect(currencyExponent(currency)).toBe(exponent));

  it.each(["", "usd", "DOLLAR", "U$D"])("refuses %j", (text) => {
    expect(() => currencyExponent(text)).toThrow(RangeError);
  });
});

describe("minor units", () => {
  it.each([
    ["466.67", "USD", 46667n],
    ["466.6", "USD", 46660n],
    ["-0.01", "USD", -1n],
    ["500", "JPY", 500n],
    ["1.5", "KWD", 1500n],
    ["1.000", "USD", 100n],
    ["92233720368547758.08", "USD", 9223372036854775808n],
  ])("%s %s are %s", (amount, currency, minor) => expect(toMinor(amount, currency)).toBe(minor));

  it.each([
    ["1.005", "USD"],
    ["0.5", "JPY"],
    ["1,000.00", "USD"],
    ["1e3", "USD"],
    ["", "USD"],
    [".", "USD"],
    ["NaN", "USD"],
  ])("refuses %j %s", (amount, currency) => expect(() => toMinor(amount, currency)).toThrow(RangeError));

  it("go there and back, and agree with dollars and cents", () => {
    fc.assert(
      fc.property(
        fc.bigInt(-(10n ** 18n), 10n ** 18n),
        fc.constantFrom("USD", "JPY", "KWD"),
        (minor, currency) => {
          expect(toMinor(fromMinor(minor, currencyExponent(currency)), currency)).toBe(minor);
          const dollars = fromCents(minor);
          expect(toMinor(dollars, "USD")).toBe(toCents(dollars));
          expect(fromMinor(minor, 2)).toBe(dollars.toFixed(2));
        },
      ),
    );
  });
});
