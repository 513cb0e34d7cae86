// Reports of the worked example, against the ledger.
import { beforeAll, expect, it } from "vitest";
import { addDays, addMonths } from "@/lib/calendar/dates";
import { db, inTransaction } from "@/lib/db";
import { matureInvestments } from "@/lib/investing/mature";
import { payWaitingInvestments } from "@/lib/investing/pay-waiting-investments";
import { sumByPattern } from "@/lib/ledger/queries";
import { openAccounts } from "@/lib/ledger/accounts";
import { postTransaction } from "@/lib/ledger/verbs";
import { loadPosition } from "@/lib/lending/terms/loan-position";
import { standingOn } from "@/lib/lending/terms/standing";
import { runInterest } from "@/lib/pool/run-interest";
import { taxLines } from "@/lib/paperwork/tax-year";
import { accountSpecs, PATTERNS } from "@/lib/transaction-types/account-codes";
import { bankSays, newInvestor, openAndClear, type TestInvestor } from "@/test/support/investing";
import { newLoan, repay, type TestLoan } from "@/test/support/loan";
import { setBusinessDate } from "@/test/story";
import { cashFlow } from "./cash-flow";
import { income } from "./income";
import { loanFacts } from "./loan-facts";
import { writeLoanTape, type TapeRow } from "./loan-tape";
import {
  loansAtRisk,
  loansOfCohort,
  loansThatRolled,
  portfolioAtRisk,
  rollRates,
  vintages,
} from "./portfolio";
import { computeStatistics } from "./public-statistics";

const DAY_0 = "2026-01-02";
const month = (n: number) => addMonths(DAY_0, n);
let brittany: TestInvestor;
let art: TestLoan;
let payoutOn: string;

beforeAll(async () => {
  brittany = await newInvestor("Brittany Chen");
  await openAndClear(brittany, DAY_0);
  art = await newLoan(DAY_0);
  for (let n = 1; n <= 12; n++) {
    await setBusinessDate(month(n));
    await runInterest({ businessDate: month(n) });
    await repay(art, month(n), { interest: "50.00", principal: n < 12 ? "416.67" : "416.63" });
  }
  payoutOn = month(12);
  await matureInvestments({ businessDate: payoutOn });
  await payWaitingInvestments({ businessDate: payoutOn });
  const { payoutOrderId } = await db.investment.findFirstOrThrow({
    where: { investorId: brittany.investorId },
  });
  await bankSays(payoutOrderId!, "COMPLETED", payoutOn);
});

it("shows 250.00 of cash income at mid-year, and 120.00 on both bases at the end", async () => {
  const totalOn = async (asOf: string) => (await income(asOf)).at(-1)!;
  expect(await totalOn("2026-06-30")).toMatchObject({ accrualIncome: "50.00", cashIncome: "250.00" });
  expect(await totalOn(payoutOn)).toMatchObject({
    interestEarned: "600.00",
    investorInterest: "480.00",
    accrualIncome: "120.00",
    interestReceived: "600.00",
    interestPaid: "480.00",
    cashIncome: "120.00",
  });
  const { posted } = await sumByPattern("revenue:interest", { asOf: payoutOn });
  expect(posted).toBe("120.00");
});

it("reports Brittany's interest for 2027, when it was paid, and nothing for 2026", async () => {
  const of = (year: number) => taxLines(db, { investorIds: [brittany.investorId], year });
  expect(await of(2026)).toEqual([]);
  expect(await of(2027)).toMatchObject([{ form: "1099-INT", box1: "480.00" }]);
});

it("writes a tape whose balance is the ledger's on the end of every month", async () => {
  for (let n = 0; n <= 12; n++) {
    const rows: TapeRow[] = [];
    const asOf = addDays(month(n), 20);
    const { balance } = await writeLoanTape(asOf, (some) => void rows.push(...some));
    expect(balance).toBe((await sumByPattern(PATTERNS.borrowerPrincipal, { asOf })).posted);
    expect(rows[0]).toMatchObject({ balance, dpd: 0, orig_amount: "5000.00" });
  }
});

it("compares thirteen weeks of cash with the schedules and maturities, and looks thirteen weeks ahead", async () => {
  const asOf = addDays(month(6), 3);
  const rows = await cashFlow(asOf);
  expect(rows.map(({ isAhead }) => isAhead)).toEqual([...Array(13).fill(false), ...Array(13).fill(true)]);
  expect(rows[12]!.to).toBe(asOf);
  const paid = rows.filter(({ actualIn }) => actualIn !== null && actualIn !== "0.00");
  expect(paid.map(({ expectedIn, actualIn, error }) => [expectedIn, actualIn, error])).toEqual(
    Array(3).fill(["466.67", "466.67", "0.00"]),
  );
  expect(rows.filter(({ isAhead, expectedIn }) => isAhead && expectedIn === "466.67")).toHaveLength(3);
  const atEnd = (await cashFlow(addDays(payoutOn, 2)))[12]!;
  expect(atEnd).toMatchObject({
    expectedOut: "10480.00",
    actualOut: "10480.00",
    expectedIn: "466.63",
    error: "0.00",
  });
  // A week that the deposit arrived in, before the first installment: all of it is other cash.
  expect((await cashFlow(addDays(DAY_0, 3)))[12]).toMatchObject({
    expectedIn: "0.00",
    actualIn: "0.00",
    otherNet: "5000.00",
  });
});

it("publishes nothing about so few people", async () => {
  expect(await computeStatistics()).toMatchObject({
    lent: null,
    outstanding: null,
    interestPaidToInvestors: null,
    borrowers: null,
    investors: null,
    years: [{ year: 2026, loans: null, lent: null, meanRate: null, lossRate: null }],
  });
});

async function factsOn(asOf: string) {
  const all = [];
  for await (const some of loanFacts(db, asOf)) all.push(...some);
  return all;
}

it("agrees with the loan's own page on days past due, on any date after the last payment", async () => {
  await openAndClear(await newInvestor("Chris Diaz"), month(12));
  const late = await newLoan(month(12));
  await setBusinessDate(month(15));
  const position = await loadPosition(db, late.loanId);
  for (const asOf of [month(12), month(13), addDays(month(13), 1), addDays(month(13), 31), month(15)]) {
    const facts = (await factsOn(asOf)).find(({ id }) => id === late.loanId);
    expect([asOf, facts?.daysPastDue]).toEqual([asOf, standingOn(position, asOf).daysPastDue]);
  }
  expect(await portfolioAtRisk(addDays(month(13), 31))).toContainEqual(
    expect.objectContaining({ measure: "PAR30", loans: 1, share: "100.00" }),
  );
  const rolls = await rollRates(addDays(month(13), 31));
  expect(rolls.filter(({ amount }) => amount !== "0.00")).toMatchObject([
    { from: "1-30", to: "31-60", share: "100.00" },
  ]);
  const on = addDays(month(13), 31);
  const numbers = (loans: { id: string }[]) => loans.map(({ id }) => id);
  expect(numbers(await loansAtRisk(on, "PAR30"))).toEqual([late.loanId]);
  expect(numbers(await loansAtRisk(on, "31-60", { borrowerKind: "PERSON" }))).toEqual([late.loanId]);
  expect(await loansAtRisk(on, "31-60", { borrowerKind: "BUSINESS" })).toEqual([]);
  expect(numbers(await loansThatRolled(on, { from: "1-30", to: "31-60" }))).toEqual([late.loanId]);
  expect(numbers(await loansOfCohort(on, "2026-01"))).toEqual([art.loanId]);
  expect((await vintages(month(13))).filter(({ monthOnBook }) => monthOnBook === 0)).toMatchObject([
    { cohort: "2026-01", original: "5000.00", netLoss: "0.00" },
    { cohort: "2027-01", original: "5000.00", netLoss: "0.00" },
  ]);
});

it("refuses to publish a tape that is not the ledger to the cent, before its first row", async () => {
  const orphan = { borrowerId: "brw_orphan", loanId: "loan_orphan" };
  await inTransaction(async (tx) => {
    await openAccounts(tx, accountSpecs.loan(orphan));
    await postTransaction(tx, {
      eventType: "borrower-disbursement",
      lines: [
        { account: "borrower:brw_orphan:loan:loan_orphan:principal", side: "debit", amount: "0.01" },
        { account: "cash", side: "credit", amount: "0.01" },
      ],
      key: "test-orphan:1",
      mode: "record",
      effectiveOn: month(15),
    });
  });
  const rows: TapeRow[] = [];
  await expect(writeLoanTape(month(15), (some) => void rows.push(...some))).rejects.toThrow(
    /^The loan tape is not published: its balances add up to 5000\.00, and the ledger's loan principal on 2027-04-02 is 5000\.01\.$/,
  );
  expect(rows).toEqual([]);
});
