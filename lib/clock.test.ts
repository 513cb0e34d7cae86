import { describe, expect, it } from "vitest";
import { calendarDate, instantOn } from "./clock";

const ZONE = "America/New_York";

describe("a business instant", () => {
  it("is the machine's time of day on the business date", () => {
    const instant = instantOn("2026-01-05", new Date("2026-11-30T15:00:00Z"), ZONE);
    expect(instant.toISOString()).toBe("2026-01-05T15:00:00.000Z");
  });

  it("falls on the business date at every hour of the day, on both sides of the change to summer time", () => {
    for (const on of ["2026-01-05", "2026-03-08", "2026-07-01", "2026-11-01", "2028-02-29"])
      for (const machine of ["2026-11-30", "2026-07-15"])
        for (let hour = 0; hour < 24; hour++) {
          const now = new Date(`${machine}T${String(hour).padStart(2, "0")}:30:00Z`);
          expect(calendarDate(instantOn(on, now, ZONE), ZONE), `${on} from ${now.toISOString()}`).toBe(on);
        }
  });
});
