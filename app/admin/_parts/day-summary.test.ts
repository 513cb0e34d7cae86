import { expect, it } from "vitest";
import { tell, tellAll } from "./day-summary";

it("lists the results of a day by importance and adds up the two bank runs", () => {
  const day = {
    "same-day-rails": { submitted: 1, handled: 0, failed: 1 },
    "bank-settlement": { submitted: 2, handled: 3, failed: 1 },
    maturities: { matured: 1, payouts: 1 },
    interest: { loans: 2, investments: 1, borrowerTotal: "100.00", investorTotal: "40.00", revenue: "60.00" },
  };
  expect(tellAll(day)).toEqual([
    "Interest: 100.00 charged on 2 installments, 40.00 credited for 1 month of investments, revenue 60.00",
    "1 investment matured",
    "1 payout started",
    "3 payment orders sent to the bank",
    "3 payment status changes processed",
    "2 attempts to process a payment status change failed",
  ]);
});

it("omits a side without interest and shows a loss with a minus sign", () => {
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

it("shows an unknown job by the names of its figures", () => {
  expect(tell("delinquency", { noticesSent: 4 })).toEqual(["Notices sent: 4"]);
});
