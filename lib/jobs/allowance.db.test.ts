// What is set aside for losses, night by night, in the ledger: the figures of the specification, and SQL against the pure arithmetic.
import "@/test/sandbox-bank";
import { beforeAll, expect, test } from "vitest";
import { addMonths, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { repay } from "@/lib/lending/repayment/repay";
import { requestDisbursement } from "@/lib/lending/disbursement/request-disbursement";
import { refreshStandings } from "@/lib/lending/reading/loan-standings";
import { d } from "@/lib/money/money";
import { allowanceBuckets, coverageDays, cushion } from "@/lib/pool/allowance/queries";
import { runAllowance } from "@/lib/pool/allowance/run-allowance";
import { allowanceTarget } from "@/lib/pool/allowance/target";
import { runCrossChecks } from "@/lib/pool/cross-checks";
import { provision, type LossGrade } from "@/lib/pool/losses/provision";
import { income } from "@/lib/reporting/income";
import { ALLOWANCE, CHARGE_OFF_LOSS, PROVISION_EXPENSE } from "@/lib/transaction-types/account-codes";
import { newAdmin } from "@/test/people";
import { setBusinessDate } from "@/test/story";
import { bankTells } from "@/test/support/bank";
import { newInvestor, openAndClear, postedOn } from "@/test/support/investing";
import { acceptedLoan, chargeInterest, newBorrower, useBureau } from "@/test/support/lending";
import { chargeOffLoan } from "./charge-off-loan";

const START = "2026-01-01";
const FEB = "2026-02-01";
const books = async () => Object.values(await postedOn(ALLOWANCE, PROVISION_EXPENSE, CHARGE_OFF_LOSS));
const nightOf = async (on: IsoDate) => {
  await setBusinessDate(on);
  return runAllowance({ businessDate: on });
};
async function broken() {
  return (await runCrossChecks()).filter(({ ok }) => !ok).map(({ id, offending }) => [id, offending]);
}

let loanId: string;

beforeAll(async () => {
  await useBureau();
  await setBusinessDate(START);
  await openAndClear(await newInvestor("Brittany Chen"), START);
  const art = await newBorrower();
  loanId = await acceptedLoan(art);
  const started = await requestDisbursement({ ...art, loanId, rail: "ACH", isAutopay: false });
  await bankTells(started.paymentOrderId!, "COMPLETED", START);
  await setBusinessDate(FEB);
  await chargeInterest(FEB, loanId);
  const paid = await repay({ ...art, loanId, kind: "SCHEDULED", idempotencyKey: crypto.randomUUID() });
  await bankTells(paid.paymentOrderId, "COMPLETED", FEB);
});

test("12.9: Art's B5 with 4,583.33 and 11 months left needs 126.04, and the night posts once", async () => {
  expect(await nightOf(FEB)).toMatchObject({ loans: 1, provision: "126.04", allowance: "126.04" });
  expect(await nightOf(FEB)).toBeNull();
  expect(await books()).toEqual(["126.04", "126.04", "0.00"]);
  expect(await allowanceBuckets(FEB)).toEqual([
    { grade: "B", bucket: 0, loans: 1, outstanding: "4583.33", allowance: "126.04" },
  ]);
  expect(await broken()).toEqual([]);
});

test("12.9: at 45 days past due it needs 1,375.00", async () => {
  for (const month of [2, 3]) await chargeInterest(addMonths(START, month), loanId);
  expect(await nightOf("2026-04-15")).toMatchObject({ provision: "1248.96", allowance: "1375.00" });
  expect(await allowanceBuckets("2026-04-15")).toMatchObject([{ bucket: 31 }]);
});

test("coverage is cash, loans and interest less the allowance over what is owed; gross, as the proof", async () => {
  const [day] = await coverageDays();
  const { cash, outstanding, interest, allowance, owed, coverage, gross } = day!;
  const assets = d(cash).plus(outstanding).plus(interest);
  expect(gross).toBe(assets.div(owed).toFixed(8));
  expect(coverage).toBe(assets.minus(allowance).div(owed).toFixed(8));
  const { retained, firstLoss, total } = await cushion();
  expect(d(retained).plus(firstLoss).toFixed(2)).toBe(total);
});

test("an earlier date than the last is not made up", async () => {
  expect(await nightOf("2026-03-01")).toBeNull();
});

test("12.9: the night takes a charge-off from the allowance and restores what the rest needs", async () => {
  for (const month of [4, 5]) await chargeInterest(addMonths(START, month), loanId);
  await setBusinessDate("2026-06-29");
  await chargeOffLoan({
    ...{ userId: (await newAdmin()).userId, loanId, reason: "The borrower is insolvent." },
    shown: { fees: "0.00", interest: "200.00", principal: "4583.33" },
    idempotencyKey: crypto.randomUUID(),
  });
  expect(await books()).toEqual(["1375.00", "1375.00", "4583.33"]);
  expect(await broken()).toEqual([]);
  expect(await nightOf("2026-06-29")).toMatchObject({
    absorbed: "4583.33",
    provision: "3208.33",
    allowance: "0.00",
  });
  expect(await books()).toEqual(["0.00", "4583.33", "0.00"]);
  expect(await broken()).toEqual([]);
  const months = await income("2026-06-30");
  expect(months.at(-1)).toMatchObject({ month: "total", chargeOffLoss: "4583.33" });
  expect(months.find(({ month }) => month === "2026-06")).toMatchObject({ chargeOffLoss: "3208.33" });
});

test("SQL and the pure arithmetic set aside the same for loans of any grade, age and lateness", async () => {
  const art = await newBorrower();
  await setBusinessDate("2026-07-01");
  await openAndClear(await newInvestor("Liam Ortiz"), "2026-07-01");
  const id = await acceptedLoan(art);
  const started = await requestDisbursement({ ...art, loanId: id, rail: "ACH", isAutopay: false });
  await bankTells(started.paymentOrderId!, "COMPLETED", "2026-07-01");
  await refreshStandings();
  for (const [on, monthsLeft, daysPastDue] of [
    ["2026-07-01", 12, 0],
    ["2026-07-02", 11, 0],
    ["2026-08-02", 10, 1],
    ["2026-09-02", 9, 32],
    ["2026-10-01", 9, 61],
    ["2026-11-02", 7, 93],
    ["2026-12-15", 6, 136],
  ] as const) {
    await setBusinessDate(on);
    await refreshStandings();
    const [bucket] = await allowanceTarget(db, on);
    const { grade, outstanding, allowance } = bucket!;
    const expected = provision({
      outstanding: d(outstanding),
      grade: grade as LossGrade,
      monthsLeft,
      daysPastDue,
    });
    expect(allowance, on).toBe(expected.toFixed(2));
  }
});
