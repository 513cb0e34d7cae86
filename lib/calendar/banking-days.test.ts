import { expect, it } from "vitest";
import {
  addBankingDays,
  federalReserveHolidays,
  isBankingDay,
  nextBankingDay,
  onOrNextBankingDay,
} from "./banking-days";

// Federal Reserve Bank Services, holiday schedules 2022 to 2027 as published; "not moved" where the holiday is a Saturday.
it.each([
  [2022, "01-01 01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26"],
  [2023, "01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-11 11-23 12-25"],
  [2026, "01-01 01-19 02-16 05-25 06-19 07-04 09-07 10-12 11-11 11-26 12-25"],
  [2027, "01-01 01-18 02-15 05-31 06-19 07-05 09-06 10-11 11-11 11-25 12-25"],
])("knows the holidays of %i", (year, days) => {
  expect(federalReserveHolidays(year)).toEqual(days.split(" ").map((day) => `${year}-${day}`));
});

it("keeps the Friday before a Saturday holiday open, and moves a Sunday holiday to the Monday", () => {
  expect(isBankingDay("2026-07-03")).toBe(true);
  expect(isBankingDay("2027-07-05")).toBe(false);
  expect(isBankingDay("2023-01-02")).toBe(false);
});

it("goes to the next day on which banks are open, strictly after", () => {
  expect(nextBankingDay("2027-12-31")).toBe("2028-01-03");
  expect(nextBankingDay("2027-07-02")).toBe("2027-07-06");
  expect(onOrNextBankingDay("2027-07-04")).toBe("2027-07-06");
  expect(onOrNextBankingDay("2027-07-06")).toBe("2027-07-06");
});

it("steps by banking days in both directions", () => {
  expect(addBankingDays("2027-07-02", 2)).toBe("2027-07-07");
  expect(addBankingDays("2027-07-06", -1)).toBe("2027-07-02");
  expect(addBankingDays("2027-07-04", 0)).toBe("2027-07-04");
});

it("has no Juneteenth before it was a holiday", () => {
  expect(isBankingDay("2020-06-19")).toBe(true);
  expect(isBankingDay("2024-06-19")).toBe(false);
});
