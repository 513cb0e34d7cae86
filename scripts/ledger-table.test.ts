import { expect, it } from "vitest";
import { amountOrNothing, amountText, tableText } from "./ledger-table";

it.each([
  ["1234567.50", "1,234,567.50"],
  ["-0.00", "0.00"],
  ["-12.30", "−12.30"],
  ["5100", "5,100"],
  ["0", "0"],
])("writes %s as %s", (amount, text) => {
  expect(amountText(amount)).toBe(text);
});

it("leaves out zero where most rows have nothing", () => {
  expect(["0.00", "0", "0.01"].map(amountOrNothing)).toEqual(["", "", "0.01"]);
});

it("puts numbers to the right and text to the left", () => {
  expect(
    tableText(
      [
        ["a", "1.00"],
        ["long", "10.00"],
      ],
      [1],
    ),
  ).toBe("a      1.00\nlong  10.00\n");
});
