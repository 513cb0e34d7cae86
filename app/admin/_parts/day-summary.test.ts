import { expect, it } from "vitest";
import { tell, tellAll } from "./day-summary";

it("tells a day in the order of what matters, the bank's two visits as one", () => {
  const day = {
    "same-day-rails": { submitted: 1, handled: 0, failed: 1 },
    "bank-settlement": { submitted: 2, handled: 3, failed: 1 },
    maturities: { matured: 1, payouts: 1 },
    interest: { loans: 2, investments: 1, borrowerTotal: "100.00", investorTotal: "40.00", revenue: "60.00" },
  };
  expect(tellAll(day)).toEqual([
    "Interest: 100.00 charged on 2 installments, 40.00 credited for 1 month of investments, revenue 60.00",
    "1 investment matured",
    "1 payout begun",
    "3 payment orders sent to the bank",
    "3 payment status changes acted on",
    "2 attempts to act on a payment status change failed",
  ]);
});

it("leaves out a side without interest and writes a loss with a minus sign", () => {
  const figures = {
    loans: 0,
    investments: 2,
    borrowerTotal: "0.00",
    investorTotal: "80.00",
    revenue: "-80.00",
  };
  expect(tell("interest", figures)).toEqual([
    "Interest: 80.00 credited for 2 months of investments, revenue −80.00",
  ]);
});

it("tells a job that it does not know by the names of its figures", () => {
  expect(tell("delinquency", { noticesSent: 4 })).toEqual(["Notices sent: 4"]);
});
