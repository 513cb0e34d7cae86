// The worked example of the design, section 4: Brittany's 10,000.00 at 4.8% and Art's 5,000.00 at 12% flat.
import { afterEach, beforeAll, expect, it } from "vitest";
import { addMonths } from "@/lib/calendar/dates";
import { matureInvestments } from "@/lib/investing/mature";
import { investorOverview } from "@/lib/investing/overview";
import { payWaitingInvestments } from "@/lib/investing/pay-waiting-investments";
import { accountsOf, getInvestment } from "@/lib/investing/queries";
import { listStatement } from "@/lib/investing/statement";
import { bankSays, newInvestor, openAndClear, postedOn, type TestInvestor } from "@/test/support/investing";
import { setBusinessDate } from "@/test/story";
import { borrowerInterest, borrowerPrincipal } from "@/lib/transaction-types/account-codes";
import { runCrossChecks } from "./cross-checks";
import { interestJournal, listInterestRuns } from "./interest-runs";
import { liquidityLadder } from "./liquidity-ladder";
import { poolHistory, poolOverview } from "./queries";
import { runInterest } from "./run-interest";
import { newLoan, repay, type TestLoan } from "@/test/support/loan";

const DAY_0 = "2026-01-02";
const month = (n: number) => addMonths(DAY_0, n);

let brittany: TestInvestor;
let art: TestLoan;
let investmentId: string;
let accounts: { principal: string; interest: string; artPrincipal: string; artInterest: string };

beforeAll(async () => {
  brittany = await newInvestor("Brittany Chen");
  ({ investmentId } = await openAndClear(brittany, DAY_0));
  art = await newLoan(DAY_0);
  const [principal, interest] = accountsOf({ investorId: brittany.investorId, id: investmentId });
  accounts = {
    principal,
    interest,
    artPrincipal: borrowerPrincipal(art.borrowerId, art.loanId),
    artInterest: borrowerInterest(art.borrowerId, art.loanId),
  };
});

afterEach(async () => {
  expect((await runCrossChecks()).filter((check) => !check.ok)).toEqual([]);
});

it("lends half of the pool on day 0, and charges no interest yet", async () => {
  expect(await runInterest({ businessDate: DAY_0 })).toMatchObject({
    transactions: [],
    borrowerTotal: "0.00",
    loans: 0,
  });
  expect(await poolOverview()).toMatchObject({
    asOf: DAY_0,
    cash: { amount: "5000.00", available: "5000.00", account: "cash" },
    lentOut: { amount: "5000.00", account: "borrower:%:loan:%:principal" },
    owedPrincipal: { amount: "10000.00" },
    owedTotal: "10000.00",
    revenue: { amount: "0.00", isNegativeCarry: false },
    utilization: "0.5000",
    waitingPayouts: { count: 0, amount: "0.00" },
  });
});

it("sees the year ahead: 466.67 a month in, 10,480.00 out at its end", async () => {
  const ladder = await liquidityLadder();
  expect(ladder).toMatchObject({ asOf: DAY_0, availableCash: "5000.00", pastDue: "0.00" });
  expect(ladder.horizons).toEqual([
    { months: 3, until: month(3), inflow: "1400.01", outflow: "0.00", cashAtEnd: "6400.01", isShort: false },
    { months: 6, until: month(6), inflow: "2800.02", outflow: "0.00", cashAtEnd: "7800.02", isShort: false },
    {
      months: 12,
      until: month(12),
      inflow: "5600.00",
      outflow: "10480.00",
      cashAtEnd: "120.00",
      isShort: false,
    },
  ]);
  expect(ladder.monthly.map((step) => step.inflow)).toEqual([...Array<string>(11).fill("466.67"), "466.63"]);
});

it("posts each month's interest in one transaction: Dr Art 50.00, Cr Brittany 40.00, Cr revenue 10.00", async () => {
  for (let n = 1; n <= 12; n++) {
    await setBusinessDate(month(n));
    const run = await runInterest({ businessDate: month(n) });
    expect(run).toMatchObject({
      borrowerTotal: "50.00",
      investorTotal: "40.00",
      revenue: "10.00",
      loans: 1,
      investments: 1,
    });
    expect(run.transactions).toHaveLength(1);
    if (n === 1) {
      const [transaction] = await interestJournal(month(1));
      expect(transaction?.legs.map((leg) => `${leg.side} ${leg.account} ${leg.amount}`).sort()).toEqual(
        [
          `debit ${accounts.artInterest} 50.00`,
          `credit ${accounts.interest} 40.00`,
          "credit revenue:interest 10.00",
        ].sort(),
      );
    }
    await repay(art, month(n), { interest: "50.00", principal: n < 12 ? "416.67" : "416.63" });
    if (n === 1)
      expect(await postedOn(accounts.artPrincipal, accounts.artInterest)).toEqual({
        [accounts.artPrincipal]: "4583.33",
        [accounts.artInterest]: "0.00",
      });
  }
  expect(await postedOn("cash", "revenue:interest", accounts.artPrincipal, accounts.interest)).toEqual({
    cash: "10600.00",
    "revenue:interest": "120.00",
    [accounts.artPrincipal]: "0.00",
    [accounts.interest]: "480.00",
  });
});

it("pays Brittany out and ends with cash 120.00 and revenue 120.00, everything else 0.00", async () => {
  expect(await matureInvestments({ businessDate: month(12) })).toBe(1);
  expect(await payWaitingInvestments({ businessDate: month(12) })).toBe(1);
  const { payoutOrderId } = await getInvestment(brittany.investorId, investmentId);
  await bankSays(payoutOrderId ?? "", "COMPLETED", "2027-01-04");
  expect(await postedOn("cash", "revenue:interest", ...Object.values(accounts))).toEqual({
    cash: "120.00",
    "revenue:interest": "120.00",
    ...Object.fromEntries(Object.values(accounts).map((code) => [code, "0.00"])),
  });
});

it("replays the year: statement, overview, runs and history", async () => {
  const statement = await listStatement(brittany.investorId);
  expect(statement.lines.map((line) => `${line.description} ${line.amount}`)).toEqual([
    "Payout of principal -10000.00",
    "Payout of interest -480.00",
    ...Array.from({ length: 12 }, (_, at) => `Interest for month ${12 - at} 40.00`),
    "Deposit 10000.00",
  ]);
  const half = await listStatement(brittany.investorId, { from: "2026-02-01", to: "2026-03-31" });
  expect(half).toMatchObject({ openingBalance: "10000.00", closingBalance: "10080.00" });
  expect(half.lines).toHaveLength(2);

  const overview = await investorOverview(brittany.investorId);
  expect(overview).toMatchObject({
    total: "0.00",
    interestEarned: "480.00",
    activeCount: 0,
    nextMaturity: null,
  });
  expect(overview.series[0]).toEqual({
    on: DAY_0,
    principal: "10000.00",
    interest: "0.00",
    total: "10000.00",
  });
  expect(overview.series.find((point) => point.on === month(12))?.total).toBe("10480.00");

  const runs = await listInterestRuns();
  expect(runs).toHaveLength(12);
  expect(runs[0]).toMatchObject({
    businessDate: month(12),
    borrowerTotal: "50.00",
    investorTotal: "40.00",
    revenue: "10.00",
  });

  const history = await poolHistory();
  expect(history).toHaveLength(13);
  expect(history[1]).toEqual({
    month: "2026-02",
    cash: "5466.67",
    lentOut: "4583.33",
    owedToInvestors: "10040.00",
    revenue: "10.00",
    utilization: "0.4561",
    borrowerInterest: "50.00",
    investorInterest: "40.00",
    spread: "10.00",
  });
});

it("shows the pool as it was at the end of any day", async () => {
  expect(await poolOverview({ asOf: month(1) })).toMatchObject({
    cash: { amount: "5466.67" },
    lentOut: { amount: "4583.33" },
    owedInterest: { amount: "40.00" },
    revenue: { amount: "10.00" },
  });
});
