import { expect, it } from "vitest";
import { freezeInput, monitorInput, statementInput } from "./order-inputs";

it("reads a freeze and its end", () => {
  const order = { account: "cash", reason: " Fraud is suspected. " };
  expect(freezeInput.parse({ ...order, frozen: "yes" })).toEqual({
    account: "cash",
    frozen: true,
    reason: "Fraud is suspected.",
  });
  expect(freezeInput.parse({ ...order, frozen: "no" }).frozen).toBe(false);
});

it.each(["", "  ", "x", "x".repeat(301)])("asks for a reason instead of %j", (reason) => {
  const parsed = freezeInput.safeParse({ account: "cash", frozen: "yes", reason });
  expect(parsed.error?.issues).toMatchObject([{ path: ["reason"] }]);
});

const monitor = { account: "cash", name: "Low", balance: "available", op: "lt" };

it.each([
  ["1,000.00", "1000.00"],
  [" 5 ", "5"],
  ["−3.50", "-3.50"],
  ["$1,000", "1000"],
  ["-$ 1,000,000.5", "-1000000.5"],
])("reads the threshold %s as %s", (typed, amount) => {
  expect(monitorInput.parse({ ...monitor, amount: typed })).toEqual({ ...monitor, amount });
});

it.each(["", "much", "1e3", "1,00", "1.000,00", "1,000,00", "1.00000", "1234567890123456"])(
  "refuses the threshold %j",
  (amount) => {
    expect(monitorInput.safeParse({ ...monitor, amount }).error?.issues).toMatchObject([
      { path: ["amount"] },
    ]);
  },
);

it("refuses days that do not exist", () => {
  const parsed = statementInput.safeParse({ account: "cash", from: "2026-02-30", to: "" });
  expect(parsed.error?.issues.map(({ path }) => path[0])).toEqual(["from", "to"]);
});
