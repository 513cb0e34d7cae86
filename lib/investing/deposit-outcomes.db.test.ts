// What the bank says about a deposit: cleared, failed, canceled, returned.
import { beforeEach, expect, it } from "vitest";
import { db } from "@/lib/db";
import { listNotifications } from "@/lib/notifications/queries";
import { newBankAccount, setBusinessDate } from "@/test/story";
import { asOwner } from "@/test/owner";
import { cancelDeposit } from "./cancel-deposit";
import { changePayoutAccount } from "./change-payout-account";
import { matureInvestments } from "./mature";
import { payWaitingInvestments } from "./pay-waiting-investments";
import { getInvestment } from "./queries";
import {
  addRevenueToCash,
  bankSays,
  creditInterest,
  lendOut,
  newInvestor,
  open,
  openAndClear,
  postedOn,
  type TestInvestor,
} from "@/test/support/investing";

let brittany: TestInvestor;
beforeEach(async () => {
  await setBusinessDate("2026-01-02");
  brittany = await newInvestor("Brittany Chen");
});

/** Pays on a day that has come: the ledger refuses a decision dated after the business date. */
async function payOn(day: string) {
  await setBusinessDate(day);
  return payWaitingInvestments({ businessDate: day });
}

const cashNow = async () => (await postedOn("cash")).cash;
const revenueNow = async () => (await postedOn("revenue:interest"))["revenue:interest"];
const page = (investmentId: string) => getInvestment(brittany.investorId, investmentId);

it.each(["ACH", "WIRE"] as const)(
  "posts a cleared %s deposit once and starts the term on that date",
  async (rail) => {
    const before = Number(await cashNow());
    const { investmentId, paymentOrderId } = await open(brittany, { rail });
    await bankSays(paymentOrderId, "COMPLETED", "2026-01-31");
    await asOwner("DELETE FROM payment_transitions WHERE payment_order_id = $1 AND to_status = 'COMPLETED'", [
      paymentOrderId,
    ]);
    await bankSays(paymentOrderId, "COMPLETED", "2026-02-05");
    expect(await page(investmentId)).toMatchObject({
      status: "ACTIVE",
      startedOn: "2026-01-31",
      maturesOn: "2027-01-31",
      balances: { principal: { posted: "10000.00", pendingIn: "0.00" } },
      canCancelDeposit: false,
    });
    expect(Number(await cashNow())).toBe(before + 10000);
    const month = (number: number) => async () => (await page(investmentId)).months[number - 1]?.dueOn;
    expect([await month(1)(), await month(2)()]).toEqual(["2026-02-28", "2026-03-31"]);
  },
);

it.each([
  ["FAILED", undefined, /could not process the deposit/],
  ["FAILED", "R03", /could not find the account/],
  ["CANCELLED", undefined, /canceled before it was sent/],
  ["RETURNED", "R01", /insufficient funds/],
] as const)("ends an investment whose deposit %s (%s) before it cleared", async (status, code, words) => {
  const { investmentId, paymentOrderId } = await open(brittany);
  await bankSays(paymentOrderId, status, "2026-01-05", code);
  const after = await page(investmentId);
  expect(after).toMatchObject({
    status: "FAILED",
    balances: { principal: { posted: "0.00", pendingIn: "0.00" } },
  });
  expect(after.notice).toMatch(words);
  expect((await listNotifications(brittany.userId))[0]).toMatchObject({
    kind: "deposit-failed",
    body: after.notice,
  });
});

it("takes a bank account out of use when its bank says that it is closed, not when money is short", async () => {
  const statusOf = async () =>
    (await db.externalAccount.findUniqueOrThrow({ where: { id: brittany.externalAccountId } })).status;
  await bankSays((await open(brittany)).paymentOrderId, "RETURNED", "2026-01-05", "R01");
  expect(await statusOf()).toBe("ACTIVE");
  await bankSays((await open(brittany)).paymentOrderId, "RETURNED", "2026-01-05", "R02");
  expect(await statusOf()).toBe("DISABLED");
});

it("removes principal and credited interest when a cleared deposit is returned, even below the floor", async () => {
  const { investmentId, paymentOrderId } = await openAndClear(brittany, "2026-01-02");
  const [principalAccount, interestAccount] = [
    (await page(investmentId)).balances.principal.accountCode,
    (await page(investmentId)).balances.interest.accountCode,
  ];
  await creditInterest("2026-03-02");
  expect(await postedOn(interestAccount)).toEqual({ [interestAccount]: "80.00" });
  await setBusinessDate("2026-03-02");
  await lendOut((await cashNow()) ?? "0.00", "2026-03-02");

  const revenueBefore = await revenueNow();
  await bankSays(paymentOrderId, "RETURNED", "2026-03-03", "R10");

  const after = await page(investmentId);
  expect(after.status).toBe("RETURNED");
  expect(after.notice).toMatch(/not authorized.*interest credited/);
  expect(after.months.filter((month) => month.isCredited)).toEqual([]);
  expect(await postedOn(principalAccount, interestAccount)).toEqual({
    [principalAccount]: "0.00",
    [interestAccount]: "0.00",
  });
  expect(await cashNow()).toBe("-10000.00");
  expect(Number(await revenueNow())).toBe(Number(revenueBefore) + 80);
  expect(await db.ledgerOutbox.count({ where: { topic: "floor-alert" } })).toBe(1);
  const accruals = await db.interestAccrual.findMany({ where: { subjectId: investmentId } });
  expect(accruals).toHaveLength(2);
  expect(accruals.every((row) => row.reversedTransactionId !== null)).toBe(true);
});

/** An investment of 10,000.00 on its way back to the investor, with 480.00 of interest. */
async function underPayout() {
  const opened = await openAndClear(brittany, "2026-01-02");
  // Those of the other tests stay out of it.
  await db.investment.updateMany({
    where: { id: { not: opened.investmentId }, status: "ACTIVE" },
    data: { status: "FAILED" },
  });
  await creditInterest("2027-01-02");
  await addRevenueToCash("20480.00", "2027-01-02");
  const before = { cash: Number(await cashNow()), revenue: Number(await revenueNow()) };
  await matureInvestments({ businessDate: "2027-01-02" });
  expect(await payOn("2027-01-02")).toBe(1);
  return { ...opened, before, payoutOrderId: (await page(opened.investmentId)).payoutOrderId! };
}

type News = ["deposit" | "payout", "COMPLETED" | "RETURNED" | "FAILED"];

it.each<[string, News[]]>([
  [
    "returned, then the payout fails",
    [
      ["deposit", "RETURNED"],
      ["payout", "FAILED"],
    ],
  ],
  [
    "returned, then the payout comes back at once",
    [
      ["deposit", "RETURNED"],
      ["payout", "RETURNED"],
    ],
  ],
  [
    "returned, then the payout clears and comes back",
    [
      ["deposit", "RETURNED"],
      ["payout", "COMPLETED"],
      ["payout", "RETURNED"],
    ],
  ],
  [
    "returned after the payout had cleared, and that comes back",
    [
      ["payout", "COMPLETED"],
      ["deposit", "RETURNED"],
      ["payout", "RETURNED"],
    ],
  ],
])(
  "pays no interest on a deposit that was %s: nothing is left to pay, and nothing is owed",
  async (_, news) => {
    const { investmentId, paymentOrderId, payoutOrderId, before } = await underPayout();
    for (const [what, status] of news)
      await bankSays(
        what === "deposit" ? paymentOrderId : payoutOrderId,
        status,
        "2027-01-05",
        status === "RETURNED" ? "R10" : undefined,
      );

    const after = await page(investmentId);
    expect(after).toMatchObject({
      status: "RETURNED",
      paidOutOn: null,
      canChangePayoutAccount: false,
      balances: {
        principal: { posted: "0.00", pendingIn: "0.00", pendingOut: "0.00" },
        interest: { posted: "0.00", pendingIn: "0.00", pendingOut: "0.00" },
      },
    });
    expect(after.notice).toBe(
      "The bank returned the deposit of $10,000.00, and the payout of $10,480.00 failed. The interest was reversed with it. You owe nothing.",
    );
    expect((await listNotifications(brittany.userId))[0]).toMatchObject({
      kind: "deposit-returned",
      body: after.notice,
    });
    expect(after.months.filter((month) => month.isCredited)).toEqual([]);
    expect(Number(await cashNow())).toBe(before.cash - 10000);
    expect(Number(await revenueNow())).toBe(before.revenue + 480);
    expect(await payOn("2027-01-06")).toBe(0);
    const externalAccountId = await newBankAccount(brittany.userId);
    await expect(changePayoutAccount({ ...brittany, investmentId, externalAccountId })).rejects.toMatchObject(
      {
        code: "wrong-state",
      },
    );
  },
);

it("cancels a deposit that was not sent, for its investor only", async () => {
  const { investmentId, paymentOrderId } = await open(brittany);
  const eve = await newInvestor("Eve");
  await expect(cancelDeposit({ investorId: eve.investorId, investmentId })).rejects.toMatchObject({
    code: "not-found",
  });
  await cancelDeposit({ investorId: brittany.investorId, investmentId });
  expect((await db.paymentOrder.findUniqueOrThrow({ where: { id: paymentOrderId } })).status).toBe(
    "CANCELLED",
  );
});

it("does not cancel a deposit that has cleared", async () => {
  const { investmentId } = await openAndClear(brittany, "2026-01-02");
  const canceling = cancelDeposit({ investorId: brittany.investorId, investmentId });
  await expect(canceling).rejects.toMatchObject({ code: "wrong-state" });
});
