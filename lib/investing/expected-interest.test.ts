import { describe, expect, it } from "vitest";
import { expectedInterest } from "./expected-interest";

const balance = (posted: string) => ({
  accountCode: "",
  posted,
  pending: posted,
  pendingIn: "0.00",
  pendingOut: "0.00",
});

function investment(
  status: "ACTIVE" | "DEPOSITING" | "MATURED" | "PAID_OUT",
  startedOn: string | null,
  posted = "0.00",
) {
  return {
    status,
    principal: "10000.00",
    annualRate: "0.048",
    termMonths: 12,
    startedOn,
    balances: { principal: balance("10000.00"), interest: balance(posted) },
  };
}

describe("the interest to expect", () => {
  it("includes the months that will have been credited by then", () => {
    expect(expectedInterest([investment("ACTIVE", "2026-01-01", "40.00")], "2026-03-31")).toBe("80.00");
    expect(expectedInterest([investment("ACTIVE", "2026-01-01", "40.00")], "2027-01-01")).toBe("480.00");
  });

  it("leaves out a deposit that has not cleared and a payout that has", () => {
    const others = [investment("DEPOSITING", null), investment("PAID_OUT", "2024-01-01")];
    expect(expectedInterest(others, "2027-01-01")).toBe("0.00");
  });

  it("keeps what has matured and is not yet paid", () => {
    expect(expectedInterest([investment("MATURED", "2025-01-01", "480.00")], "2027-01-01")).toBe("480.00");
  });
});
