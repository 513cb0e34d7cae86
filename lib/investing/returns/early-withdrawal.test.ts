import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, addMonths } from "@/lib/calendar/dates";
import { CENT, d, fromCents } from "@/lib/money/money";
import { quotient } from "@/lib/money/quotient";
import { earlyWithdrawal, earnedTo, forfeitedMonths } from "./early-withdrawal";

const BRITTANY = {
  principal: d("10000"),
  annualRate: d("0.048"),
  termMonths: 12,
  startedOn: "2026-01-01",
};
const ALL = quotient(1);

describe("interest earned to a day", () => {
  it("is the credited months and the running month by day", () => {
    expect(earnedTo(BRITTANY, "2026-07-16").toFixed(2)).toBe("259.35");
  });

  it.each([
    ["2026-01-31", "2026-02-14", "20.00"], // 14 of the 28 days from January 31 to February 28
    ["2026-01-31", "2026-02-28", "40.00"],
    ["2026-01-31", "2026-03-30", "78.71"], // 30 of the 31 days to March 31
    ["2028-02-29", "2029-02-28", "480.00"],
    ["2028-02-29", "2029-02-27", "478.67"], // 29 of the 30 days from January 29
    ["2028-01-31", "2028-02-15", "20.69"], // 15 of 29 days
  ])("of a start on %s counts months from the start, on %s: %s", (startedOn, on, earned) => {
    expect(earnedTo({ ...BRITTANY, startedOn }, on).toFixed(2)).toBe(earned);
  });
});

describe("the penalty", () => {
  it.each([
    [3, 1],
    [6, 2],
    [12, 3],
    [24, 6],
    [36, 9],
  ])("of a term of %i months forfeits %i months of interest", (termMonths, months) => {
    expect(forfeitedMonths(termMonths)).toBe(months);
  });

  it("is not charged in the first ten days, at maturity, or when we waive it", () => {
    const penalty = (on: string, isFree = false) =>
      earlyWithdrawal(BRITTANY, { on, share: ALL, isFree }).penalty.toFixed(2);
    expect(["2026-01-10", "2026-01-11", "2026-12-31", "2027-01-01"].map((on) => penalty(on))).toEqual([
      "0.00",
      "12.90", // all that was earned
      "120.00",
      "0.00",
    ]);
    expect(penalty("2026-07-01", true)).toBe("0.00");
  });
});

const contracts = fc.record({
  principal: fc.bigInt(1_00n, 250_000_00n).map(fromCents),
  annualRate: fc.integer({ min: 0, max: 2000 }).map((points) => d(points).div(10_000)),
  termMonths: fc.integer({ min: 1, max: 60 }),
  startedOn: fc.integer({ min: 0, max: 3000 }).map((days) => addDays("2024-01-01", days)),
});
const shares = fc
  .record({ top: fc.integer({ min: 1, max: 99 }), bottom: fc.integer({ min: 100, max: 200 }) })
  .map(({ top, bottom }) => quotient(top, bottom));
const withdrawals = fc.record({
  contract: contracts,
  days: fc.integer({ min: 0, max: 2000 }),
  share: shares,
});

describe("any withdrawal", () => {
  it("loses no cent, and never touches principal", () => {
    fc.assert(
      fc.property(withdrawals, ({ contract, days, share }) => {
        const on = addDays(contract.startedOn, days);
        const left = earlyWithdrawal(contract, { on, share });
        const accountedFor = left.paid
          .plus(left.penalty)
          .plus(left.remainingPrincipal)
          .plus(left.remainingInterest);
        expect(accountedFor.toFixed()).toBe(contract.principal.plus(earnedTo(contract, on)).toFixed());
        expect(left.paid.greaterThanOrEqualTo(left.principal)).toBe(true);
        expect(left.penalty.isNegative()).toBe(false);
      }),
    );
  });

  it("earns no less a day later, and all of it at maturity", () => {
    fc.assert(
      fc.property(withdrawals, ({ contract, days }) => {
        const on = addDays(contract.startedOn, days);
        const [today, tomorrow] = [on, addDays(on, 1)].map((day) => earnedTo(contract, day));
        expect(tomorrow!.greaterThanOrEqualTo(today!)).toBe(true);
        const maturesOn = addMonths(contract.startedOn, contract.termMonths);
        const atMaturity = earlyWithdrawal(contract, { on: maturesOn, share: ALL });
        expect(atMaturity.paid.toFixed()).toBe(
          contract.principal.plus(earnedTo(contract, addDays(maturesOn, 400))).toFixed(),
        );
      }),
    );
  });

  it("of a share and of the rest is the withdrawal of all, to one cent for each figure that is rounded", () => {
    fc.assert(
      fc.property(withdrawals, ({ contract, days, share }) => {
        const on = addDays(contract.startedOn, days);
        const rest = quotient(share.denominator - share.numerator, share.denominator);
        const [one, other, all] = [share, rest, ALL].map((part) =>
          earlyWithdrawal(contract, { on, share: part }),
        );
        for (const figure of ["principal", "earned", "penalty"] as const) {
          const gap = one![figure].plus(other![figure]).minus(all![figure]).abs();
          expect(gap.lessThanOrEqualTo(CENT)).toBe(true);
        }
      }),
    );
  });
});
