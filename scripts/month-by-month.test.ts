import { expect, test } from "vitest";
import { addDays, compare } from "@/lib/calendar/dates";
import { monthByMonth } from "../prisma/seed/month-by-month";
import { FIRST_DAY, LAST_DAY } from "../prisma/seed/people";

test("the seed prints one line for each month of its story, as the month begins", () => {
  const lines: string[] = [];
  const onDay = monthByMonth((line) => lines.push(line));
  for (let day = FIRST_DAY; compare(day, LAST_DAY) <= 0; day = addDays(day, 1)) onDay(day);
  expect(lines).toHaveLength(19);
  expect(lines[0]).toBe("January 2025 (month 1 of 19)");
  expect(lines.at(-1)).toBe("July 2026 (month 19 of 19)");
});
