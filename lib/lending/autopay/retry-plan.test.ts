import { expect, test } from "vitest";
import { addBankingDays, isBankingDay } from "@/lib/calendar/banking-days";
import { addDays } from "@/lib/calendar/dates";
import { retryDay } from "./retry-plan";

test("the first retry is on the next Friday, 1st or 15th at least three banking days after the return", () => {
  const first = (endedOn: string) => retryDay({ attempt: 1, submittedOn: addDays(endedOn, -2), endedOn });
  expect(first("2026-02-03")).toBe("2026-02-06"); // a Friday, exactly three banking days later
  expect(first("2026-02-04")).toBe("2026-02-13"); // the Friday before is only two
  expect(first("2026-03-26")).toBe("2026-04-01"); // the 1st comes before the Friday
  expect(first("2026-04-09")).toBe("2026-04-15");
  expect(first("2026-12-28")).toBe("2027-01-04"); // New Year's Day is a Friday on which banks are closed
});

test("the second retry is seven banking days after the first one, and never before that came back", () => {
  const second = (submittedOn: string, endedOn: string) => retryDay({ attempt: 2, submittedOn, endedOn });
  expect(second("2026-03-06", "2026-03-09")).toBe("2026-03-17");
  expect(second("2026-02-06", "2026-02-10")).toBe("2026-02-18"); // Presidents' Day is none of the seven
  expect(second("2026-03-06", "2026-03-20")).toBe("2026-03-23");
});

test("on every day of four years a retry falls on a banking day that is far enough away", () => {
  for (let day = "2025-01-01"; day < "2029-01-01"; day = addDays(day, 1)) {
    const first = retryDay({ attempt: 1, submittedOn: day, endedOn: day });
    expect(isBankingDay(first) && first >= addBankingDays(day, 3), day).toBe(true);
    expect(first <= addDays(day, 17), day).toBe(true);
    const second = retryDay({ attempt: 2, submittedOn: day, endedOn: addDays(day, 2) });
    expect(isBankingDay(second) && second >= addBankingDays(day, 7), day).toBe(true);
  }
});
