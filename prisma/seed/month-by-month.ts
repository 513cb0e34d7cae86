// What the seed says while it works: it takes a minute or more, and silence looks like a program that hangs.
import { monthName, type IsoDate } from "@/lib/calendar/dates";
import { FIRST_DAY, LAST_DAY } from "./people";

const monthNumber = (day: IsoDate) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));

/** Makes a function that is called with every day of the story and prints a line when a month begins. */
export function monthByMonth(print: (line: string) => void): (day: IsoDate) => void {
  const months = monthNumber(LAST_DAY) - monthNumber(FIRST_DAY) + 1;
  let printed = 0;
  return (day) => {
    const month = monthNumber(day) - monthNumber(FIRST_DAY) + 1;
    if (month <= printed) return;
    printed = month;
    print(`${monthName(day)} (month ${month} of ${months})`);
  };
}
