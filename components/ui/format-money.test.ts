import { expect, test } from "vitest";
import { formatMoney, formatRate } from "./format-money";

test.each([
  ["466.67", "466.67"],
  ["5000", "5,000.00"],
  ["1234567.5", "1,234,567.50"],
  ["-1234.50", "−1,234.50"],
  ["-0.00", "0.00"],
  ["9007199254740993.05", "9,007,199,254,740,993.05"],
])("writes the amount %s as %s", (amount, text) => {
  expect(formatMoney(amount)).toBe(text);
});

test("puts the currency sign after the minus", () => {
  expect(formatMoney("-50.00", "$")).toBe("−$50.00");
});

test.each(["", "1e3", "1,000.00", "NaN", ".5", "１.00"])(
  "refuses %j, which is no decimal amount",
  (amount) => {
    expect(() => formatMoney(amount)).toThrow(RangeError);
  },
);

test.each([
  ["0.048", "4.80%"],
  ["0.12", "12.00%"],
  ["0.2146", "21.46%"],
  ["0.12345", "12.345%"],
  ["1.5", "150.00%"],
  ["0", "0.00%"],
  ["-0.0025", "−0.25%"],
])("writes the rate %s as %s", (rate, text) => {
  expect(formatRate(rate)).toBe(text);
});
