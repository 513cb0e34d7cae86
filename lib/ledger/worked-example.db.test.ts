import { expect, it } from "vitest";
import { addMonths } from "@/lib/calendar/dates";
import { inTransaction } from "@/lib/db";
import { borrowerDisbursement } from "@/lib/transaction-types/borrower-disbursement";
import { borrowerRepayment } from "@/lib/transaction-types/borrower-repayment";
import { interestCalculation } from "@/lib/transaction-types/interest-calculation";
import { investorDeposit } from "@/lib/transaction-types/investor-deposit";
import { investorWithdrawal } from "@/lib/transaction-types/investor-withdrawal";
import * as codes from "@/lib/transaction-types/account-codes";
import { accountSpecs } from "@/lib/transaction-types/account-codes";
import { partsOf } from "@/lib/money/parts";
import { openAccounts } from "./accounts";
import { getBalances } from "./queries";
import { postTransaction } from "./verbs";

const brittany = { investorId: "inv_brittany", investmentId: "ivm_1" };
const art = { borrowerId: "brw_art", loanId: "loan_1" };
const INVESTED = codes.investorPrincipal("inv_brittany", "ivm_1");
const EARNED = codes.investorInterest("inv_brittany", "ivm_1");
const OWED = codes.borrowerPrincipal("brw_art", "loan_1");
const INTEREST = codes.borrowerInterest("brw_art", "loan_1");
const START = "2026-01-01";

it("books the year of Brittany and Art to cash 120.00 and revenue 120.00", async () => {
  await inTransaction((tx) =>
    openAccounts(tx, [
      ...accountSpecs.house(),
      ...accountSpecs.investment(brittany),
      ...accountSpecs.loan(art),
    ]),
  );
  await book("deposit", START, investorDeposit({ ...brittany, amount: "10000.00" }));
  await book(
    "disbursement",
    START,
    borrowerDisbursement({ ...art, principal: "5000.00", originationFee: "0.00" }),
  );
  expect(await posted()).toEqual({
    cash: "5000.00",
    revenue: "0.00",
    invested: "10000.00",
    earned: "0.00",
    owed: "5000.00",
    interest: "0.00",
  });

  for (let period = 1; period <= 12; period++) {
    const on = addMonths(START, period);
    const borrowers = [{ ...art, period, amount: "50.00" }];
    const investors = [{ ...brittany, period, amount: "40.00" }];
    await book(`interest:${period}`, on, interestCalculation({ borrowers, investors }));
    const principal = period < 12 ? "416.67" : "416.63";
    await book(
      `repayment:${period}`,
      on,
      borrowerRepayment({ ...art, parts: partsOf({ interest: "50.00", principal }) }),
    );
    if (period === 1) {
      expect(await posted()).toEqual({
        cash: "5466.67",
        revenue: "10.00",
        invested: "10000.00",
        earned: "40.00",
        owed: "4583.33",
        interest: "0.00",
      });
    }
  }
  await book(
    "withdrawal",
    addMonths(START, 12),
    investorWithdrawal({ ...brittany, principal: "10000.00", interest: "480.00" }),
  );

  expect(await posted()).toEqual({
    cash: "120.00",
    revenue: "120.00",
    invested: "0.00",
    earned: "0.00",
    owed: "0.00",
    interest: "0.00",
  });
  const afterThree = await getBalances([codes.CASH, OWED], { asOf: addMonths(START, 3) });
  expect(afterThree.get(codes.CASH)!.posted).toBe("6400.01"); // 5,000.00 + 3 × 466.67
  expect(afterThree.get(OWED)!.posted).toBe("3749.99"); // 5,000.00 − 3 × 416.67
});

function book(key: string, effectiveOn: string, entries: ReturnType<typeof investorDeposit>) {
  return inTransaction((tx) => postTransaction(tx, { key, mode: "authorize", effectiveOn, ...entries }));
}

async function posted() {
  const balances = await getBalances([codes.CASH, codes.REVENUE, INVESTED, EARNED, OWED, INTEREST]);
  const of = (code: string) => balances.get(code)!.posted;
  return {
    cash: of(codes.CASH),
    revenue: of(codes.REVENUE),
    invested: of(INVESTED),
    earned: of(EARNED),
    owed: of(OWED),
    interest: of(INTEREST),
  };
}
