// A pool that has lent more than it can pay back on the day: what the administrator sees, until money arrives.
import { expect, it } from "vitest";
import { matureInvestments } from "@/lib/investing/mature";
import { payWaitingInvestments } from "@/lib/investing/pay-waiting-investments";
import { listStatement } from "@/lib/investing/statement";
import { newInvestor, openAndClear } from "@/test/support/investing";
import { setBusinessDate } from "@/test/story";
import { runCrossChecks } from "./cross-checks";
import { liquidityLadder } from "./liquidity-ladder";
import { poolHistory, poolOverview } from "./queries";
import { runInterest } from "./run-interest";
import { newLoan } from "@/test/support/loan";

it("says how much waits, and pays when another deposit brings the cash", async () => {
  await setBusinessDate("2026-01-05");
  expect(await poolHistory()).toEqual([]);
  const brittany = await newInvestor("Brittany Chen");
  await openAndClear(brittany, "2026-01-05", { optionId: "opt_3_months", amount: "1000.00" });
  await newLoan("2026-01-05", "900.00");
  expect((await liquidityLadder()).horizons[0]).toMatchObject({
    inflow: "252.00",
    outflow: "1009.00",
    isShort: true,
  });

  await setBusinessDate("2026-04-06");
  await runInterest({ businessDate: "2026-04-06" });
  await matureInvestments({ businessDate: "2026-04-06" });
  expect(await payWaitingInvestments({ businessDate: "2026-04-06" })).toBe(0);
  expect((await poolOverview()).waitingPayouts).toEqual({ count: 1, amount: "1009.00" });
  const ladder = await liquidityLadder();
  // Three installments of 84.00 have not been paid.
  expect(ladder).toMatchObject({ availableCash: "100.00", waitingPayouts: "1009.00", pastDue: "252.00" });

  await openAndClear(await newInvestor("Carla"), "2026-04-07");
  expect(await payWaitingInvestments({ businessDate: "2026-04-07" })).toBe(1);
  expect(await poolOverview()).toMatchObject({
    waitingPayouts: { count: 0, amount: "0.00" },
    cash: { amount: "10100.00", available: "9091.00", pendingOut: "1009.00" },
    inTransitOut: "1009.00",
  });
  expect((await runCrossChecks()).filter((check) => !check.ok)).toEqual([]);
});

it("shows nobody a statement of somebody else's investment", async () => {
  const [brittany, eve] = [await newInvestor("Brittany Chen"), await newInvestor("Eve")];
  const { investmentId } = await openAndClear(brittany, "2026-05-01");
  await expect(listStatement(eve.investorId, { investmentId })).rejects.toMatchObject({ code: "not-found" });
  expect((await listStatement(eve.investorId)).lines).toEqual([]);
});
