// What an investor's money earned, through the verbs that move it.
import { expect, it } from "vitest";
import { addMonths } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import {
  addRevenueToCash,
  bankSays,
  creditInterest,
  newInvestor,
  openAndClear,
} from "@/test/support/investing";
import { setBusinessDate } from "@/test/story";
import { matureInvestments } from "./mature";
import { investorOverview } from "./overview";
import { payWaitingInvestments } from "./pay-waiting-investments";
import { getInvestment } from "./queries";
import { investorYield } from "./yield-queries";

const DAY_0 = "2026-01-02";

async function yieldOf(investorId: string) {
  return investorYield(investorId, await investorOverview(investorId));
}

it("is too early at first, then the rate with what is credited, then realized after the payout", async () => {
  const brittany = await newInvestor("Brittany Chen");
  const { investmentId, paymentOrderId } = await openAndClear(brittany, DAY_0);
  await db.paymentOrder.update({ where: { id: paymentOrderId }, data: { settledOn: new Date(DAY_0) } });
  expect(await yieldOf(brittany.investorId)).toMatchObject({
    ...{ invested: { kind: "too-early" }, sent: { kind: "too-early" } },
    ...{ realized: "0.00", accrued: "0.00", idleShare: "0.0000" },
  });
  expect(await getInvestment(brittany.investorId, investmentId)).toMatchObject({ apy: "0.0480" });

  const half = addMonths(DAY_0, 6);
  await setBusinessDate(half);
  await creditInterest(half);
  expect(await yieldOf(brittany.investorId)).toMatchObject({
    invested: { kind: "rate", rate: "0.0490" },
    ...{ realized: "0.00", accrued: "240.00" },
  });

  const end = addMonths(DAY_0, 12);
  await setBusinessDate(end);
  await creditInterest(end);
  await addRevenueToCash("480.00", end);
  await matureInvestments({ businessDate: end });
  await payWaitingInvestments({ businessDate: end });
  const payout = await db.paymentOrder.findFirstOrThrow({
    where: { subjectId: investmentId, kind: "PAYOUT" },
  });
  const paid = "2027-02-01"; // a month later than it matured
  await setBusinessDate(paid);
  await bankSays(payout.id, "COMPLETED", paid);
  await db.paymentOrder.update({ where: { id: payout.id }, data: { settledOn: new Date(paid) } });
  const { invested, sent, ...rest } = await yieldOf(brittany.investorId);
  expect(invested).toEqual({ kind: "rate", rate: "0.0480" });
  expect(sent).toEqual({ kind: "rate", rate: "0.0443" }); // 1.048^(365/395), since it was gone for 395 days
  expect(rest).toMatchObject({ realized: "480.00", accrued: "0.00", idleShare: "0.0759" }); // 30 of 395 days
});

it("counts no deposit that came back", async () => {
  const carl = await newInvestor("Carl Weber");
  const { paymentOrderId } = await openAndClear(carl, DAY_0);
  await bankSays(paymentOrderId, "RETURNED", "2027-02-01", "R01");
  expect(await yieldOf(carl.investorId)).toMatchObject({ invested: { kind: "too-early" }, accrued: "0.00" });
});
