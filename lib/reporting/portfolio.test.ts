import { describe, expect, it } from "vitest";
import { d, sum, toMoney } from "@/lib/money/money";
import { bucketOf } from "./buckets";
import { monthEndBefore, parOf, rollsOf, vintageOf } from "./portfolio";

describe("portfolio at risk", () => {
  it("is 20% over 30 days and 10% over 90 for ten loans, one 31 and one 95 days past due", () => {
    const loans = [31, 95, ...Array<number>(8).fill(0)].map((daysPastDue) => ({
      balance: "1000.00",
      daysPastDue,
    }));
    const share = (measure: string) => parOf(loans).find((row) => row.measure === measure)?.share;
    expect([share("PAR30"), share("PAR60"), share("PAR90"), share("all active")]).toEqual([
      "20.00",
      "10.00",
      "10.00",
      "100.00",
    ]);
  });

  it("is zero of no loans", () => {
    expect(parOf([]).every(({ share, outstanding }) => share === "0.00" && outstanding === "0.00")).toBe(
      true,
    );
  });

  it.each([
    [0, "current"],
    [1, "1-30"],
    [30, "1-30"],
    [31, "31-60"],
    [60, "31-60"],
    [61, "61-90"],
    [90, "61-90"],
    [91, "91+"],
    [4000, "91+"],
  ])("puts %i days past due into %s", (days, bucket) => expect(bucketOf(days)).toBe(bucket));
});

describe("roll rates", () => {
  it("add up to 100% in each row that has loans, whatever the thirds", () => {
    const rows = rollsOf([
      { from: "current", to: "current", balance: "100.00" },
      { from: "current", to: "1-30", balance: "100.00" },
      { from: "current", to: "paid off", balance: "100.00" },
      { from: "91+", to: "charged off", balance: "50.00" },
    ]);
    const shares = (from: string) => rows.filter((row) => row.from === from).map(({ share }) => d(share));
    expect(toMoney(sum(shares("current")))).toBe("100.00");
    expect(toMoney(sum(shares("91+")))).toBe("100.00");
    expect(toMoney(sum(shares("31-60")))).toBe("0.00");
    expect(rows.find(({ from, to }) => from === "current" && to === "1-30")).toMatchObject({
      loans: 1,
      share: "33.34",
    });
  });

  it("compare with the end of the month before", () => {
    expect(monthEndBefore("2026-03-31")).toBe("2026-02-28");
    expect(monthEndBefore("2026-03-01")).toBe("2026-02-28");
    expect(monthEndBefore("2028-03-15")).toBe("2028-02-29");
  });
});

describe("vintages", () => {
  it("a charge-off of 1,200.00 in month 9 of a cohort of 100,000.00 is 1.20% from then on", () => {
    const member = {
      status: "ACTIVE" as const,
      balance: "0.00",
      daysPastDue: 0,
      chargedOff: "0.00",
      chargedOffOn: null,
    };
    const rows = vintageOf(
      "2026-01",
      [
        { ...member, principal: "98800.00" },
        {
          ...member,
          principal: "1200.00",
          status: "CHARGED_OFF",
          chargedOff: "1200.00",
          chargedOffOn: "2026-10-15",
        },
      ],
      "2026-12-31",
    );
    expect(rows.map(({ lossRate }) => lossRate)).toEqual([
      ...Array<string>(9).fill("0.00"),
      "1.20",
      "1.20",
      "1.20",
    ]);
    expect(rows.at(-1)).toMatchObject({ monthOnBook: 11, original: "100000.00", lateRate: "0.00" });
  });

  it("counts months of a cohort of February 29", () => {
    const rows = vintageOf("2028-02", [], "2028-04-30");
    expect(rows.map(({ monthOnBook }) => monthOnBook)).toEqual([0, 1, 2]);
  });
});
