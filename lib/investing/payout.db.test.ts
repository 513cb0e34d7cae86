// From maturity to the money at the investor's bank, with what can go wrong between.
import { beforeEach, expect, it } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { startCoolOff } from "@/lib/accounts/cool-off";
import { setFrozen } from "@/lib/ledger/account-terms";
import { getBalances } from "@/lib/ledger/queries";
import { listNotifications } from "@/lib/notifications/queries";
import { newBankAccount, setBusinessDate } from "@/test/story";
import { asOwner } from "@/test/owner";
import { changePayoutAccount } from "./change-payout-account";
import { investmentList } from "./admin-queries";
import { matureInvestments } from "./mature";
import { payWaitingInvestments } from "./pay-waiting-investments";
import { getInvestment } from "./queries";
import {
  addRevenueToCash,
  bankSays,
  creditInterest,
  lendOut,
  newInvestor,
  openAndClear,
  postedOn,
  type TestInvestor,
} from "@/test/support/investing";

const START = "2026-01-02";
const MATURITY = "2027-01-02";
let brittany: TestInvestor;
let investmentId: string;
let cashBefore: number;

const page = (id = investmentId) => getInvestment(brittany.investorId, id);
const cashNow = async () => (await postedOn("cash")).cash ?? "0.00";
const cashSince = async () => Number(await cashNow()) - cashBefore;

/** The only investment of the pool, its interest credited, on the day it matures. */
beforeEach(async () => {
  await db.investment.updateMany({
    where: { status: { in: ["ACTIVE", "MATURED"] } },
    data: { status: "FAILED" },
  });
  brittany = await newInvestor("Brittany Chen");
  ({ investmentId } = await openAndClear(brittany, START));
  await creditInterest(MATURITY);
  await setBusinessDate(MATURITY);
  // Cash that earlier tests have reserved stays; what is available is lent.
  await lendOut((await getBalances(["cash"])).get("cash")?.available ?? "0.00", MATURITY);
  cashBefore = Number(await cashNow());
});

/** Pays on a day that has come: the ledger refuses a decision dated after the business date. */
async function payOn(day: string) {
  await setBusinessDate(day);
  return payWaitingInvestments({ businessDate: day });
}

async function startPayout() {
  await addRevenueToCash("10480.00", MATURITY);
  await matureInvestments({ businessDate: MATURITY });
  expect(await payWaitingInvestments({ businessDate: MATURITY })).toBe(1);
  return (await page()).payoutOrderId ?? "";
}

it("does not mature a day early, nor before its interest is complete", async () => {
  expect(await matureInvestments({ businessDate: "2027-01-01" })).toBe(0);
  await asOwner("DELETE FROM interest_accruals WHERE subject_id = $1 AND period = 12", [investmentId]);
  expect(await matureInvestments({ businessDate: MATURITY })).toBe(0);
  expect((await page()).status).toBe("ACTIVE");
});

it("matures once, reserves the cash and pays 10,480.00 out", async () => {
  const orderId = await startPayout();
  expect(await matureInvestments({ businessDate: MATURITY })).toBe(0);
  expect(await payWaitingInvestments({ businessDate: MATURITY })).toBe(0);
  expect(await page()).toMatchObject({
    status: "MATURED",
    isPayoutWaiting: false,
    canChangePayoutAccount: false,
    balances: {
      principal: { posted: "10000.00", pendingOut: "10000.00" },
      interest: { pendingOut: "480.00" },
    },
  });
  await bankSays(orderId, "COMPLETED", "2027-01-04");
  expect(await page()).toMatchObject({
    status: "PAID_OUT",
    paidOutOn: "2027-01-04",
    balances: {
      principal: { posted: "0.00", pending: "0.00" },
      interest: { posted: "0.00", pending: "0.00" },
    },
    payments: [{ kind: "DEPOSIT" }, { kind: "PAYOUT", amount: "10480.00", rail: "ACH" }],
  });
  expect(await cashSince()).toBe(0);
});

it("waits while cash is short, says so once, and pays when money arrives", async () => {
  await addRevenueToCash("10479.99", MATURITY);
  await matureInvestments({ businessDate: MATURITY });
  expect(await payWaitingInvestments({ businessDate: MATURITY })).toBe(0);
  expect(await payOn("2027-01-04")).toBe(0);
  const waiting = await page();
  expect(waiting).toMatchObject({ status: "MATURED", isPayoutWaiting: true, payoutOrderId: null });
  expect(waiting.notice).toBe(
    "Your payout of $10,480.00 is delayed until the pool has enough cash. We try again every banking day and as money arrives.",
  );
  const notes = await listNotifications(brittany.userId);
  expect(notes.filter(({ kind }) => kind === "payout-waiting").map(({ body }) => body)).toEqual([
    waiting.notice,
  ]);
  expect((await investmentList.page({ waiting: "cash" })).rows.map((row) => row.id)).toEqual([investmentId]);

  await addRevenueToCash("0.01", "2027-01-05");
  expect(await payOn("2027-01-05")).toBe(1);
  expect((await page()).isPayoutWaiting).toBe(false);
});

it("pays the oldest maturity first: a small payout does not overtake a large one", async () => {
  const small = await openAndClear(brittany, "2026-01-03", { amount: "100.00" });
  await creditInterest("2027-01-03");
  await matureInvestments({ businessDate: "2027-01-03" });
  expect(await payOn("2027-01-03")).toBe(0); // 100.00 of deposit is in the pool
  expect((await page(small.investmentId)).notice).toMatch(/^Your payout of \$104\.80 is delayed until/);
  await addRevenueToCash("10480.00", "2027-01-04"); // with the deposit there is enough for either, not for both
  expect(await payOn("2027-01-04")).toBe(1);
  expect((await page()).payoutOrderId).not.toBeNull();
  expect((await page(small.investmentId)).isPayoutWaiting).toBe(true);
});

it("starts one payout when two runs meet", async () => {
  await addRevenueToCash("30000.00", MATURITY);
  await matureInvestments({ businessDate: MATURITY });
  const started = await Promise.all([1, 2, 3].map(() => payWaitingInvestments({ businessDate: MATURITY })));
  expect(started.reduce((sum, count) => sum + count, 0)).toBe(1);
  expect(await db.paymentOrder.count({ where: { subjectId: investmentId, kind: "PAYOUT" } })).toBe(1);
  await expect(lendOut("19520.01", MATURITY)).rejects.toMatchObject({ code: "insufficient-funds" });
  await lendOut("19520.00", MATURITY); // what is not reserved
});

it.each([
  ["FAILED", false],
  ["RETURNED", true],
] as const)(
  "gives the money back to the investor when the payout %s, and pays again to another account",
  async (status, isCleared) => {
    const orderId = await startPayout();
    if (isCleared) await bankSays(orderId, "COMPLETED", "2027-01-04");
    await bankSays(orderId, status, "2027-01-05", "R02");
    const failed = await page();
    expect(failed).toMatchObject({
      status: "MATURED",
      paidOutOn: null,
      isPayoutWaiting: false,
      canChangePayoutAccount: true,
      payoutAccount: { status: "DISABLED" },
      balances: {
        principal: { posted: "10000.00", pendingOut: "0.00" },
        interest: { posted: "480.00", pendingOut: "0.00" },
      },
    });
    expect(failed.notice).toBe(
      "The account is closed. The money is still yours. Choose another bank account and we will pay it again 24 hours later.",
    );
    expect(await payOn("2027-01-06")).toBe(0); // it waits for an account, not for cash
    expect(await cashSince()).toBe(10480);

    const externalAccountId = await newBankAccount(brittany.userId);
    await changePayoutAccount({ ...brittany, investmentId, externalAccountId });
    const waiting = await page();
    expect(waiting).toMatchObject({ isPayoutOnHold: true, payoutAccount: { id: externalAccountId } });
    expect(waiting.notice).toMatch(
      /^Your payout of \$10,480\.00 waits until January 7, 2027.*, because the bank account for a payout changed\./,
    );
    const notes = await listNotifications(brittany.userId);
    expect(notes.filter(({ kind }) => kind === "payout-cooling-off")).toMatchObject([
      { body: waiting.notice },
    ]);
    expect(await payOn("2027-01-08")).toBe(1);
    const again = await page();
    expect(again).toMatchObject({ notice: null, payoutAccount: { id: externalAccountId } });
    expect(again.payoutOrderId).not.toBe(orderId);
    await bankSays(again.payoutOrderId ?? "", "COMPLETED", "2027-01-11");
    expect((await page()).status).toBe("PAID_OUT");
    expect(await cashSince()).toBe(0);
  },
);

it("asks for another account instead of paying to one that was taken out of use", async () => {
  await db.externalAccount.update({
    where: { id: brittany.externalAccountId },
    data: { status: "DISABLED" },
  });
  await addRevenueToCash("10480.00", MATURITY);
  await matureInvestments({ businessDate: MATURITY });
  expect(await payWaitingInvestments({ businessDate: MATURITY })).toBe(0);
  expect((await page()).notice).toMatch(/can no longer be used/);
  expect((await listNotifications(brittany.userId))[0]?.kind).toBe("payout-needs-account");
});

const freeze = (account: string, frozen: boolean) =>
  inTransaction((tx) => setFrozen(tx, { account, frozen }));
const ON_HOLD =
  "Your payout of $10,480.00 is on hold because an account that it is paid from is frozen. We will pay as soon as the account is active again. Contact us if you have questions.";

it.each(["principal", "interest"] as const)(
  "skips an investment whose %s account is frozen, and pays it once the account is unfrozen",
  async (part) => {
    const account = (await page()).balances[part].accountCode;
    const small = await openAndClear(brittany, "2026-01-03", { amount: "100.00" });
    await creditInterest("2027-01-03");
    await matureInvestments({ businessDate: "2027-01-03" });
    await addRevenueToCash("20000.00", "2027-01-03");
    await freeze(account, true);
    expect(await payOn("2027-01-03")).toBe(1);
    expect(await payOn("2027-01-04")).toBe(0);
    expect((await page(small.investmentId)).payoutOrderId).not.toBeNull();

    expect(await page()).toMatchObject({ isPayoutWaiting: true, isPayoutOnHold: true, notice: ON_HOLD });
    const notes = await listNotifications(brittany.userId);
    expect(notes.filter(({ kind }) => kind === "payout-on-hold").map(({ body }) => body)).toEqual([ON_HOLD]);
    const { payoutTries } = await db.investment.findUniqueOrThrow({ where: { id: investmentId } });
    expect(payoutTries, "no key of the ledger is burnt").toBe(0);

    await freeze(account, false);
    expect((await page()).isPayoutOnHold).toBe(false);
    expect(await payOn("2027-01-05")).toBe(1);
  },
);

it("pays nobody while cash is frozen, notifies investors, and allows another payout account", async () => {
  const { investmentId: behind } = await openAndClear(brittany, "2026-01-03", { amount: "100.00" });
  await creditInterest("2027-01-03");
  await matureInvestments({ businessDate: "2027-01-03" });
  await addRevenueToCash("20000.00", "2027-01-03");
  await freeze("cash", true);
  expect(await payOn("2027-01-03")).toBe(0);
  const externalAccountId = await newBankAccount(brittany.userId);
  await changePayoutAccount({ ...brittany, investmentId, externalAccountId });
  expect(await page()).toMatchObject({ notice: ON_HOLD, payoutAccount: { id: externalAccountId } });
  expect((await page(behind)).notice).toBe(ON_HOLD.replace("10,480.00", "104.80"));
  expect((await investmentList.page({ waiting: "cash" })).rows.map((row) => row.isPayoutOnHold)).toEqual([
    true,
    true,
  ]);
  await freeze("cash", false);
  expect(await payOn("2027-01-04")).toBe(2);
});

it("passes over an investor whose password changed within a day, says so once, and pays the others", async () => {
  const samuel = await newInvestor("Samuel Ortega");
  const { investmentId: behind } = await openAndClear(samuel, "2026-01-03", { amount: "100.00" });
  await creditInterest("2027-01-03");
  await matureInvestments({ businessDate: "2027-01-03" });
  await addRevenueToCash("20000.00", "2027-01-03");
  await setBusinessDate("2027-01-04");
  await inTransaction((tx) => startCoolOff(tx, brittany.userId, "password"));
  expect(await payOn("2027-01-04")).toBe(1);
  expect(await payOn("2027-01-04")).toBe(0);
  expect((await getInvestment(samuel.investorId, behind)).payoutOrderId).not.toBeNull();
  const { notice } = await page();
  expect(notice).toMatch(/waits until January 5, 2027.*, because your password changed/);
  const notes = await listNotifications(brittany.userId);
  expect(notes.filter(({ kind }) => kind === "payout-cooling-off").map(({ body }) => body)).toEqual([notice]);
  expect(await payOn("2027-01-06")).toBe(1);
});

it("lets only its investor change the payout account, to their own account, before the payout", async () => {
  const mine = await newBankAccount(brittany.userId);
  const eve = await newInvestor("Eve");
  const change = (who: TestInvestor, externalAccountId: string) =>
    changePayoutAccount({ ...who, investmentId, externalAccountId });
  await expect(change(eve, eve.externalAccountId)).rejects.toMatchObject({ code: "not-found" });
  await expect(change(brittany, eve.externalAccountId)).rejects.toMatchObject({ field: "externalAccountId" });
  await change(brittany, mine);
  expect((await page()).payoutAccount.id).toBe(mine);
  await db.payoutCoolOff.deleteMany({ where: { userId: brittany.userId } }); // a day later
  await startPayout();
  await expect(change(brittany, brittany.externalAccountId)).rejects.toMatchObject({ code: "wrong-state" });
});
