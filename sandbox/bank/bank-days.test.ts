import { describe, expect, it } from "vitest";
import { isBankingDay, onOrNextBankingDay } from "@/lib/calendar/banking-days";
import { isBankDay, isDate, openDay, plusBankDays, plusDays } from "./bank-days";

describe("the bank's calendar", () => {
  // Federal Reserve Bank Services, holiday schedule 2026.
  it("knows the holidays of 2026", () => {
    const closed: string[] = [];
    for (let date = "2026-01-01"; date <= "2026-12-31"; date = plusDays(date, 1)) {
      const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
      if (weekday !== 0 && weekday !== 6 && !isBankDay(date)) closed.push(date);
    }
    expect(closed).toEqual([
      "2026-01-01",
      "2026-01-19",
      "2026-02-16",
      "2026-05-25",
      "2026-06-19",
      "2026-09-07",
      "2026-10-12",
      "2026-11-11",
      "2026-11-26",
      "2026-12-25",
    ]);
  });

  it("agrees with the product's calendar, written by someone else, on every day of thirty years", () => {
    for (let date = "2022-01-01"; date < "2052-01-01"; date = plusDays(date, 1)) {
      if (isBankDay(date) !== isBankingDay(date)) expect.fail(`they differ on ${date}`);
      if (openDay(date) !== onOrNextBankingDay(date)) expect.fail(`they differ after ${date}`);
    }
  });

  it("counts bank days over a long weekend", () => {
    expect(plusBankDays("2027-07-02", 2)).toBe("2027-07-07");
  });

  it("knows a date from a text that looks like one", () => {
    expect(["2027-02-28", "2027-02-29", "2027-2-1", "tomorrow"].map(isDate)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
