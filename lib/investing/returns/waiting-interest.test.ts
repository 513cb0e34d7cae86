import { expect, test } from "vitest";
import { d, sum } from "@/lib/money/money";
import { waitingInterest } from "./waiting-interest";

const terms = { principal: d("10000"), annualRate: d("0.048") };

test("12.6: a payout that waits earns 1.3151 per day, rounded over all days together", () => {
  const days = Array.from({ length: 10 }, (_, at) => waitingInterest({ ...terms, after: at, day: at + 1 }));
  expect(days.slice(0, 3).map((amount) => amount.toFixed(2))).toEqual(["1.32", "1.31", "1.32"]);
  expect(sum(days).toFixed(2)).toBe("13.15");
  expect(waitingInterest({ ...terms, after: 0, day: 10 }).toFixed(2)).toBe("13.15");
});

test("an amount below half a cent per day comes to a cent in the end", () => {
  const days = Array.from({ length: 365 }, (_, at) =>
    waitingInterest({ principal: d("10"), annualRate: d("0.05"), after: at, day: at + 1 }),
  );
  expect(sum(days).toFixed(2)).toBe("0.50");
});
