import { expect, it } from "vitest";
import { isInstructionOpen, rollDecision } from "./roll-decision";

const matured = { principal: "10000.00", interest: "480.00" };
const option = { annualRate: "0.048", minimum: "1000.00", maximum: "250000.00" };

it("invests 10,480.00 again at the rate on offer", () => {
  expect(rollDecision({ matured, minimumRate: null, option })).toEqual({ roll: { amount: "10480.00" } });
  expect(rollDecision({ matured, minimumRate: "0.048", option })).toEqual({ roll: { amount: "10480.00" } });
});

it.each([
  [{ option: null }, "We no longer offer this term."],
  [{ minimumRate: "0.0481" }, "The rate on offer is 4.80%, below your minimum of 4.81%."],
  [
    { option: { ...option, maximum: "10479.99" } },
    "$10,480.00 is outside the limits of the offer, $1,000.00 to $10,479.99.",
  ],
  [
    { option: { ...option, minimum: "10480.01" } },
    "$10,480.00 is outside the limits of the offer, $10,480.01 to $250,000.00.",
  ],
])("pays out with %j and says why", (change, payout) => {
  expect(rollDecision({ matured, minimumRate: null, option, ...change })).toEqual({ payout });
});

it("is open until the day before maturity, also on a leap day, and closed once the investment has ended", () => {
  const active = { status: "ACTIVE", maturesOn: "2028-02-29" };
  expect(["2028-02-28", "2028-02-29", "2028-03-01"].map((today) => isInstructionOpen(active, today))).toEqual(
    [true, false, false],
  );
  expect(isInstructionOpen({ status: "DEPOSITING", maturesOn: null }, "2026-01-01")).toBe(true);
  expect(isInstructionOpen({ status: "PAID_OUT", maturesOn: "2028-02-29" }, "2026-01-01")).toBe(false);
});
