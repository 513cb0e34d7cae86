import { describe, expect, it } from "vitest";
import {
  carries,
  defaultRail,
  expectedOn,
  RAIL_CODES,
  railRefusal,
  RAILS,
  expectedAt,
  railsFor,
  railsInWords,
} from "./rails";

it.each([
  ["ACH", "2027-07-02", "2027-07-06"], // Friday before the observed Independence Day
  ["WIRE", "2027-07-02", "2027-07-02"],
  ["WIRE", "2027-07-03", "2027-07-06"],
  ["RTP", "2027-07-04", "2027-07-04"],
] as const)("expects %s of %s on %s", (rail, createdOn, date) => {
  expect(expectedOn(rail, createdOn)).toBe(date);
});

it.each([
  ["DEPOSIT", ["ACH", "WIRE"]],
  ["DISBURSEMENT", ["ACH", "WIRE", "RTP"]],
  ["REPAYMENT", ["ACH", "WIRE"]],
  ["PAYOUT", ["ACH"]],
  ["WITHDRAWAL", ["ACH"]],
] as const)("makes a %s by %j, the first unless someone chooses", (kind, rails) => {
  expect(railsFor(kind)).toEqual(rails);
  expect(defaultRail(kind)).toBe(rails[0]);
});

it.each([
  ["ACH", "REPAYMENT", "DEBIT", true],
  ["ACH", "DEPOSIT", "INCOMING", false],
  ["WIRE", "DEPOSIT", "INCOMING", true],
  ["WIRE", "DEPOSIT", "DEBIT", false],
  ["WIRE", "REPAYMENT", "INCOMING", true],
  ["RTP", "DISBURSEMENT", "CREDIT", true],
  ["RTP", "DISBURSEMENT", "DEBIT", false],
] as const)("by %s a %s as %s: %s", (rail, kind, direction, isCarried) => {
  expect(carries(rail, { kind, direction })).toBe(isCarried);
});

it("names the rails of one kind of payment in a sentence", () => {
  expect(railsInWords("DEPOSIT")).toBe("ACH or wire");
  expect(railsInWords("DISBURSEMENT")).toBe("ACH, wire, or RTP");
});

it("pulls money only by a rail whose orders have an entry class, and waits only by one that is final", () => {
  for (const { uses, hasEntryClass, returnDays } of RAIL_CODES.map((code) => RAILS[code])) {
    const directions = Object.values(uses).map(({ direction }) => direction);
    if (directions.includes("DEBIT")) expect(hasEntryClass).toBe(true);
    if (directions.includes("INCOMING")) expect(returnDays).toBeNull();
  }
});

it.each([
  ["ACH", "2027-01-15", "19:59", "2027-01-19"], // Friday before a Monday holiday: Tuesday
  ["ACH", "2027-01-15", "20:01", "2027-01-20"],
  ["ACH", "2027-01-16", "20:01", "2027-01-19"], // no cut-off on a day without banking
  ["ACH", "2027-01-15", null, "2027-01-19"],
  ["WIRE", "2027-01-15", "16:59", "2027-01-15"],
  ["WIRE", "2027-01-15", "17:00", "2027-01-19"],
  ["RTP", "2027-01-15", "23:59", "2027-01-15"],
] as const)("expects a payment by %s of %s at %s on %s", (rail, on, time, day) => {
  expect(expectedAt(rail, { on, time })).toBe(day);
});

describe("refusals", () => {
  it("refuses more than the rail's maximum", () => {
    expect(railRefusal(RAILS.RTP, { amount: "10000000.00", holder: "PERSON" })).toBeNull();
    expect(railRefusal(RAILS.RTP, { amount: "10000000.01", holder: "PERSON" })).toBe(
      "RTP carries at most $10,000,000.00 in one payment. Choose another way.",
    );
    expect(railRefusal(RAILS.WIRE, { amount: "10000000.01", holder: "PERSON" })).toBeNull();
  });

  it("refuses a holder that the rail does not reach", () => {
    const people = { ...RAILS.ACH, holders: ["PERSON"] } as const;
    expect(railRefusal(people, { amount: "1.00", holder: "PERSON" })).toBeNull();
    expect(railRefusal(people, { amount: "1.00", holder: null })).toBeNull();
    expect(railRefusal(people, { amount: "1.00", holder: "BUSINESS" })).toMatch(
      "does not reach the bank account of a business",
    );
  });
});
