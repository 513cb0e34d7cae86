import { describe, expect, it } from "vitest";
import { d } from "@/lib/money/money";
import { annualReturn, idleDays, idleShare } from "./yield";

const percent = (found: ReturnType<typeof annualReturn>) =>
  found.kind === "rate" ? found.rate.times(100).toFixed(2) : found.kind;
const paidIn = { on: "2026-01-01", amount: d("-10000") };
const NOTHING = d("0");

describe("the yearly return", () => {
  it("of Brittany's twelve months is 4.80%, and 2.43% when she left on July 1 with 10,120.00", () => {
    const atMaturity = [paidIn, { on: "2027-01-01", amount: d("10480") }];
    expect(percent(annualReturn(atMaturity, NOTHING, "2027-02-01"))).toBe("4.80");
    const left = [paidIn, { on: "2026-07-01", amount: d("10120") }];
    expect(percent(annualReturn(left, NOTHING, "2026-07-01"))).toBe("2.43");
  });

  it("counts what is owed today as if it were paid today", () => {
    expect(percent(annualReturn([paidIn], d("10240"), "2026-07-01"))).toBe("4.90");
  });

  it("is not shown before 90 days", () => {
    expect(percent(annualReturn([paidIn], d("10080"), "2026-03-31"))).toBe("too-early");
    expect(percent(annualReturn([paidIn], d("10120"), "2026-04-01"))).toMatch(/^\d/);
    expect(percent(annualReturn([], NOTHING, "2026-04-01"))).toBe("too-early");
  });

  it("is none when nothing came back or nothing stayed in", () => {
    expect(percent(annualReturn([paidIn], NOTHING, "2027-01-01"))).toBe("none");
    const undone = [paidIn, { on: "2026-01-01", amount: d("10000") }];
    expect(percent(annualReturn(undone, NOTHING, "2027-01-01"))).toBe("none");
  });
});

describe("idle days", () => {
  const dates = {
    principal: d("10000"),
    sentOn: "2026-01-01",
    startedOn: "2026-01-05",
    maturesOn: "2027-01-05",
    paidOutOn: "2027-01-07",
  };

  it("are those before the deposit clears and those after maturity", () => {
    expect(idleDays(dates, "2027-06-01")).toBe(6);
    expect(idleDays({ ...dates, paidOutOn: null }, "2027-01-10")).toBe(9);
    expect(idleDays({ ...dates, paidOutOn: null }, "2026-06-01")).toBe(4);
    const depositing = { ...dates, startedOn: null, maturesOn: null, paidOutOn: null };
    expect(idleDays(depositing, "2026-01-03")).toBe(2);
  });

  it("count by the amount, and paid money no longer", () => {
    const running = { ...dates, paidOutOn: null };
    expect(idleShare([running], "2026-04-11").toFixed(4)).toBe("0.0400");
    expect(idleShare([{ ...running, principal: d("0") }], "2026-04-11").toFixed(4)).toBe("0.0000");
    expect(idleShare([], "2026-04-11").toFixed(4)).toBe("0.0000");
    expect(idleShare([dates], "2027-06-01")).toEqual(idleShare([dates], "2028-06-01"));
  });
});
