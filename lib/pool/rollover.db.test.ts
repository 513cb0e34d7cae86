// What happens at maturity when the investor wants to reinvest: the matrix of what can stand in the way, and the way back.
import { beforeEach, describe, expect, it } from "vitest";
import { addMonths, toDbDate } from "@/lib/calendar/dates";
import { db, inTransaction } from "@/lib/db";
import { getDocument } from "@/lib/documents/queries";
import { setFrozen } from "@/lib/ledger/account-terms";
import { getTransaction } from "@/lib/ledger/queries";
import { runCrossChecks } from "./cross-checks";
import { runInterest } from "./run-interest";
import {
  addRevenueToCash,
  bankSays,
  creditInterest,
  newInvestor,
  openAndClear,
  postedOn,
  type TestInvestor,
} from "@/test/support/investing";
import { setBusinessDate } from "@/test/story";
import { matureInvestments } from "@/lib/investing/mature";
import { payWaitingInvestments } from "@/lib/investing/pay-waiting-investments";
import { accountsOf, getInvestment, listInvestments } from "@/lib/investing/queries";
import { setMaturityInstruction } from "@/lib/investing/set-maturity-instruction";

const DAY_0 = "2026-01-01";
const DAY_12 = "2027-01-01";

let brittany: TestInvestor;
let investmentId: string;
let depositId: string;

beforeEach(async () => {
  brittany = await newInvestor("Brittany Chen");
  await db.investmentOption.updateMany({ where: { termMonths: 12 }, data: { isOffered: true } });
  ({ investmentId, paymentOrderId: depositId } = await openAndClear(brittany, DAY_0));
});

const instruct = (minimumRate: string | null = null, signedName = "Brittany Chen") =>
  setMaturityInstruction({ ...brittany, investmentId, choice: "ROLL_ALL", minimumRate, signedName });

async function comeToMaturity() {
  await setBusinessDate(DAY_12);
  await creditInterest(DAY_12);
  await matureInvestments({ businessDate: DAY_12 });
  return payWaitingInvestments({ businessDate: DAY_12 });
}

const statusOf = async (id: string) => (await db.investment.findUniqueOrThrow({ where: { id } })).status;
const noteOf = async (kind: string) =>
  (await db.notification.findFirst({ where: { userId: brittany.userId, kind } }))?.body ?? null;

describe("reinvesting all", () => {
  it("moves 10,480.00 in one transaction without cash, and goes on at the rate of that day", async () => {
    await instruct();
    const cash = await postedOn("cash");
    await comeToMaturity();
    expect(await postedOn("cash")).toEqual(cash);
    const [next] = await db.investment.findMany({
      where: { investorId: brittany.investorId, status: "ACTIVE" },
    });
    expect(next).toMatchObject({
      termMonths: 12,
      startedOn: toDbDate(DAY_12),
      maturesOn: toDbDate("2028-01-01"),
    });
    expect(next!.principal.toFixed(2)).toBe("10480.00");
    expect(await statusOf(investmentId)).toBe("ROLLED");

    const roll = await db.rollover.findUniqueOrThrow({ where: { investmentId } });
    const [oldPrincipal, oldInterest] = accountsOf({ investorId: brittany.investorId, id: investmentId });
    const [newPrincipal] = accountsOf({ investorId: brittany.investorId, id: next!.id });
    const { legs } = (await getTransaction(String(roll.transactionId)))!;
    expect(legs.map(({ account, side, amount }) => `${side} ${account} ${amount}`).sort()).toEqual(
      [
        `debit ${oldPrincipal} 10000.00`,
        `debit ${oldInterest} 480.00`,
        `credit ${newPrincipal} 10480.00`,
      ].sort(),
    );
    const kind = "investment-rolled";
    expect(await db.notification.findFirst({ where: { userId: brittany.userId, kind } })).toMatchObject({
      title: "$10,480.00 has been reinvested for 12 months at 4.80%",
      href: `/investor/investments/${next!.id}`,
    });
    const document = await getDocument(brittany.userId, next!.agreementId);
    expect(document.body).toContain("The rate of the new investment is not known today.");
    expect((await runCrossChecks()).filter(({ ok }) => !ok)).toEqual([]);

    const month = addMonths(DAY_12, 1);
    await setBusinessDate(month);
    await runInterest({ businessDate: month });
    const page = await getInvestment(brittany.investorId, next!.id);
    expect(page.balances.interest.posted).toBe("41.92"); // 10,480.00 · 4.8% / 12
  });

  it("happens once, however often the day is run", async () => {
    await instruct();
    await comeToMaturity();
    await comeToMaturity();
    expect(await db.investment.count({ where: { investorId: brittany.investorId } })).toBe(2);
  });

  it("reinvests again only on another instruction", async () => {
    await instruct();
    await comeToMaturity();
    const [next] = await db.investment.findMany({
      where: { investorId: brittany.investorId, status: "ACTIVE" },
    });
    const end = addMonths(DAY_12, 12);
    await setBusinessDate(end);
    await creditInterest(end);
    await matureInvestments({ businessDate: end });
    expect(await statusOf(next!.id)).toBe("MATURED");
  });
});

describe("pays out instead", () => {
  it.each<[string, () => Promise<unknown>, RegExp | null]>([
    ["without an instruction", async () => {}, null],
    [
      "when the term is withdrawn",
      async () => {
        await instruct();
        await db.investmentOption.updateMany({ where: { termMonths: 12 }, data: { isOffered: false } });
      },
      /It was not reinvested\. We no longer offer this term\./,
    ],
    [
      "when the rate is below the minimum",
      () => instruct("0.05"),
      /The rate on offer is 4\.80%, below your minimum of 5\.00%\./,
    ],
    [
      "when the instruction was taken back",
      async () => {
        await instruct();
        await setMaturityInstruction({ ...brittany, investmentId, choice: "PAYOUT" });
      },
      null,
    ],
    [
      "when the accounts are frozen, once they are not",
      async () => {
        await instruct();
        const [principal] = accountsOf({ investorId: brittany.investorId, id: investmentId });
        await inTransaction((tx) => setFrozen(tx, { account: principal, frozen: true }));
      },
      /Your accounts are frozen\./,
    ],
  ])("%s", async (_, prepare, reason) => {
    await prepare();
    await comeToMaturity();
    expect(await statusOf(investmentId)).toBe("MATURED");
    expect(await db.rollover.count({ where: { investmentId } })).toBe(0);
    const body = await noteOf("investment-matured");
    if (reason) expect(body).toMatch(reason);
    else expect(body).not.toContain("not reinvested");
  });
});

describe("an instruction", () => {
  it("can be changed until the day before maturity", async () => {
    await setBusinessDate("2026-12-31");
    await instruct();
    await setBusinessDate(DAY_12);
    await expect(instruct()).rejects.toThrow("until the day before");
    await expect(setMaturityInstruction({ ...brittany, investmentId, choice: "PAYOUT" })).rejects.toThrow(
      "until the day before",
    );
  });

  it("is signed by its investor, for an investment of theirs", async () => {
    await expect(instruct(null, "Somebody Else")).rejects.toMatchObject({ field: "signedName" });
    const carl = await newInvestor("Carl Weber");
    const wish = { choice: "ROLL_ALL", minimumRate: null, signedName: "Carl Weber" } as const;
    await expect(setMaturityInstruction({ ...carl, investmentId, ...wish })).rejects.toMatchObject({
      code: "not-found",
    });
    expect(await db.maturityInstruction.count({ where: { investmentId } })).toBe(0);
  });
});

describe("the deposit of a reinvested investment comes back", () => {
  it("before the second maturity: both end, every balance is zero, interest is undone", async () => {
    await instruct();
    await comeToMaturity();
    const month = addMonths(DAY_12, 1);
    await setBusinessDate(month);
    await creditInterest(month);
    await bankSays(depositId, "RETURNED", month, "R10");
    const investments = await listInvestments(brittany.investorId);
    expect(investments.map(({ status }) => status)).toEqual(["RETURNED", "RETURNED"]);
    for (const { balances } of investments) {
      expect([balances.principal.posted, balances.interest.posted]).toEqual(["0.00", "0.00"]);
    }
    const roll = await db.rollover.findUniqueOrThrow({ where: { investmentId } });
    expect(roll.undoneTransactionId).not.toBeNull();
  });

  it("after the second payout: the investor owes the deposit", async () => {
    await instruct();
    await comeToMaturity();
    const end = addMonths(DAY_12, 12);
    await setBusinessDate(end);
    await creditInterest(end);
    await addRevenueToCash("2000.00", end);
    await matureInvestments({ businessDate: end });
    await payWaitingInvestments({ businessDate: end });
    await bankSays(depositId, "RETURNED", end, "R10");
    const first = await getInvestment(brittany.investorId, investmentId);
    expect(first.notice).toContain("You owe this amount");
    expect(first.balances.principal.posted).toBe("-10000.00");
  });
});
