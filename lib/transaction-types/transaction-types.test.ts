import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { d, fromCents } from "@/lib/money/money";
import { partsOf } from "@/lib/money/parts";
import * as codes from "./account-codes";
import { balanced, total, type Entries } from "./balanced";
import { borrowerDisbursement } from "./borrower-disbursement";
import { borrowerRepayment } from "./borrower-repayment";
import { bankLine, receiptSentBack, suspenseOffset, suspenseWasFee, suspenseWrittenOff } from "./bank-line";
import { borrowerRefund } from "./borrower-credit";
import { chargeOff } from "./charge-off";
import { interestCalculation } from "./interest-calculation";
import { investorDeposit } from "./investor-deposit";
import { investorRollover } from "./investor-rollover";
import { investorWithdrawal } from "./investor-withdrawal";
import { feeAssessment, feeCorrection, feeWaiver } from "./loan-fee";
import { reversal } from "./reversal";

const investor = { investorId: "inv_1", investmentId: "ivm_1" };
const borrower = { borrowerId: "brw_1", loanId: "loan_1" };
const INVESTED = "investor:inv_1:investment:ivm_1:principal";
const EARNED = "investor:inv_1:investment:ivm_1:interest";
const OWED = "borrower:brw_1:loan:loan_1:principal";
const INTEREST = "borrower:brw_1:loan:loan_1:interest";
const FEES = "borrower:brw_1:loan:loan_1:fees";
const CREDIT = "borrower:brw_1:loan:loan_1:credit";

/** The journal as people write it. */
function journal({ lines }: Entries) {
  return lines.map(({ account, side, amount }) => `${side === "debit" ? "Dr" : "Cr"} ${account} ${amount}`);
}

describe("the worked example", () => {
  it("books a deposit", () => {
    const deposit = investorDeposit({ ...investor, amount: "10000.00" });
    expect(deposit.eventType).toBe("investor-deposit");
    expect(journal(deposit)).toEqual(["Dr cash 10000.00", `Cr ${INVESTED} 10000.00`]);
    expect(deposit.lines[0]!.metadata).toEqual({ investmentId: "ivm_1" });
  });

  it("books a rollover without cash", () => {
    const amounts = { principal: "10000.00", interest: "480.00" };
    const rollover = investorRollover({ investorId: "inv_1", fromId: "ivm_1", intoId: "ivm_2", ...amounts });
    expect(rollover.eventType).toBe("investor-rollover");
    expect(journal(rollover)).toEqual([
      `Dr ${INVESTED} 10000.00`,
      `Dr ${EARNED} 480.00`,
      "Cr investor:inv_1:investment:ivm_2:principal 10480.00",
    ]);
  });

  it("books a disbursement, with and without a fee that is withheld", () => {
    expect(
      journal(borrowerDisbursement({ ...borrower, principal: "5000.00", originationFee: "0.00" })),
    ).toEqual([`Dr ${OWED} 5000.00`, "Cr cash 5000.00"]);
    expect(
      journal(borrowerDisbursement({ ...borrower, principal: "5000.00", originationFee: "150.00" })),
    ).toEqual([`Dr ${OWED} 5000.00`, "Cr cash 4850.00", "Cr revenue:fees 150.00"]);
  });

  it("books a month's interest as one transaction, the spread on revenue", () => {
    const month = interestCalculation({
      borrowers: [{ ...borrower, period: 1, amount: "50.00" }],
      investors: [{ ...investor, period: 1, amount: "40.00" }],
    });
    expect(journal(month)).toEqual([
      `Dr ${INTEREST} 50.00`,
      `Cr ${EARNED} 40.00`,
      "Cr revenue:interest 10.00",
    ]);
    expect(month.lines.map(({ metadata }) => metadata)).toEqual([
      { loanId: "loan_1", period: 1 },
      { investmentId: "ivm_1", period: 1 },
      undefined,
    ]);
  });

  it("books a repayment, the last one, and one of interest or of principal only", () => {
    const repay = (interest: string, principal: string) =>
      journal(borrowerRepayment({ ...borrower, parts: partsOf({ interest, principal }) }));
    expect(repay("50.00", "416.67")).toEqual(["Dr cash 466.67", `Cr ${INTEREST} 50.00`, `Cr ${OWED} 416.67`]);
    expect(repay("50.00", "416.63")[0]).toBe("Dr cash 466.63");
    expect(repay("0.00", "100.00")).toEqual(["Dr cash 100.00", `Cr ${OWED} 100.00`]);
    expect(repay("7.00", "0.00")).toEqual(["Dr cash 7.00", `Cr ${INTEREST} 7.00`]);
  });

  it("books a withdrawal", () => {
    expect(journal(investorWithdrawal({ ...investor, principal: "10000.00", interest: "480.00" }))).toEqual([
      `Dr ${INVESTED} 10000.00`,
      `Dr ${EARNED} 480.00`,
      "Cr cash 10480.00",
    ]);
  });
});

describe("a charge-off", () => {
  const entries = (principal: string, interest: string) =>
    journal(chargeOff({ ...borrower, parts: partsOf({ interest, principal }) }));

  it("loses the principal, and takes interest that never came in back from income", () => {
    expect(entries("4583.33", "200.00")).toEqual([
      "Dr loss:charge-off 4583.33",
      "Dr revenue:interest 200.00",
      `Cr ${OWED} 4583.33`,
      `Cr ${INTEREST} 200.00`,
    ]);
  });

  it("has no line for interest when none is owed, nor for a loss when only interest is", () => {
    expect(entries("4583.33", "0.00")).toEqual(["Dr loss:charge-off 4583.33", `Cr ${OWED} 4583.33`]);
    expect(entries("0.00", "50.00")).toEqual(["Dr revenue:interest 50.00", `Cr ${INTEREST} 50.00`]);
  });

  it("loses less by interest that was paid before it was charged", () => {
    expect(entries("100.00", "-8.00")).toEqual([
      "Dr loss:charge-off 92.00",
      `Dr ${INTEREST} 8.00`,
      `Cr ${OWED} 100.00`,
    ]);
  });
});

describe("the spread", () => {
  const due = (lent: string, owed: string) =>
    interestCalculation({
      borrowers: [{ ...borrower, period: 1, amount: lent }],
      investors: [{ ...investor, period: 1, amount: owed }],
    });

  it("is a cost when investors earn more than borrowers pay", () => {
    expect(journal(due("40.00", "50.00")).at(-1)).toBe("Dr revenue:interest 10.00");
  });

  it("has no line when it is zero", () => {
    expect(journal(due("40.00", "40.00"))).toHaveLength(2);
  });

  it("is all of it when only one side has interest due", () => {
    expect(
      journal(
        interestCalculation({ borrowers: [], investors: [{ ...investor, period: 3, amount: "40.00" }] }),
      ),
    ).toEqual([`Cr ${EARNED} 40.00`, "Dr revenue:interest 40.00"]);
  });
});

describe("every event", () => {
  const cents = fc.bigInt({ min: 1n, max: 10n ** 12n }).map((amount) => fromCents(amount).toFixed(2));

  it("debits what it credits, and its reversal undoes it to nothing", () => {
    fc.assert(
      fc.property(cents, cents, (a, b) => {
        const fee = d(a).greaterThan(d(b)) ? b : "0.00";
        const events = [
          investorDeposit({ ...investor, amount: a }),
          borrowerDisbursement({ ...borrower, principal: a, originationFee: fee }),
          interestCalculation({
            borrowers: [{ ...borrower, period: 1, amount: a }],
            investors: [{ ...investor, period: 1, amount: b }],
          }),
          borrowerRepayment({ ...borrower, parts: partsOf({ interest: a, principal: b }) }),
          chargeOff({ ...borrower, parts: partsOf({ interest: b, principal: a }) }),
          investorWithdrawal({ ...investor, principal: a, interest: b }),
        ];
        for (const { lines } of events) {
          expect(total(lines, "debit").equals(total(lines, "credit"))).toBe(true);
          const both = [...lines, ...reversal(lines).lines];
          for (const { account } of lines) {
            const own = both.filter((line) => line.account === account);
            expect(total(own, "debit").equals(total(own, "credit"))).toBe(true);
          }
        }
      }),
    );
  });

  it.each([
    ["moves nothing", () => investorDeposit({ ...investor, amount: "0.00" })],
    ["is below zero", () => investorDeposit({ ...investor, amount: "-1.00" })],
    ["has a fraction of a cent", () => investorDeposit({ ...investor, amount: "1.001" })],
    [
      "withholds more than it lends",
      () => borrowerDisbursement({ ...borrower, principal: "1.00", originationFee: "2.00" }),
    ],
    [
      "takes interest back through a repayment",
      () => borrowerRepayment({ ...borrower, parts: partsOf({ interest: "-1.00", principal: "2.00" }) }),
    ],
    [
      "pays a fee below zero",
      () => borrowerRepayment({ ...borrower, parts: partsOf({ fees: "-1.00", interest: "2.00" }) }),
    ],
    ["is not balanced", () => balanced("reversal", [{ account: "cash", side: "debit", amount: "1.00" }])],
    [
      "names a borrower with a colon",
      () => borrowerRepayment({ borrowerId: "a:b", loanId: "l", parts: partsOf({ interest: "1.00" }) }),
    ],
  ])("is refused when it %s", (_, event) => {
    expect(event).toThrow();
  });
});

it("opens for each the accounts that its events use, on their normal side", () => {
  const sides = (specs: codes.AccountSpec[]) =>
    specs.map(({ code, normalSide, minAvailable }) => [code, normalSide, minAvailable]);
  expect(sides(codes.accountSpecs.house())).toEqual([
    ["cash", "debit", "0.00"],
    ["revenue:interest", "credit", null],
    ["revenue:fees", "credit", null],
    ["revenue:late-fees", "credit", null],
    ["revenue:early-withdrawal", "credit", null],
    ["loss:charge-off", "debit", null],
    ["allowance:loans", "credit", null],
    ["expense:provision", "debit", null],
    ["equity:first-loss", "credit", null],
    ["suspense:receipts", "credit", null],
    ["suspense:payments", "debit", null],
    ["expense:bank-fees", "debit", null],
    ["income:bank-interest", "credit", null],
    ["withholding:federal", "credit", null],
    ["expense:recon-difference", "debit", null],
    ["holds:finality", "debit", null],
  ]);
  expect(sides(codes.accountSpecs.investment(investor))).toEqual([
    [INVESTED, "credit", null],
    [EARNED, "credit", null],
  ]);
  expect(sides(codes.accountSpecs.loan(borrower))).toEqual([
    [OWED, "debit", null],
    [INTEREST, "debit", null],
  ]);
  expect(sides(codes.accountSpecs.fees(borrower))).toEqual([[FEES, "debit", null]]);
  expect(sides(codes.accountSpecs.credit(borrower))).toEqual([[CREDIT, "credit", "0.00"]]);
});

describe("fees, credit balances and refunds, as the tables of the servicing specification have them", () => {
  it.each([
    [
      "assessed",
      () => feeAssessment({ ...borrower, amount: "23.33" }),
      [`Dr ${FEES} 23.33`, "Cr revenue:late-fees 23.33"],
    ],
    [
      "paid, with 500.00 on March 20",
      () =>
        borrowerRepayment({
          ...borrower,
          parts: partsOf({ fees: "23.33", interest: "50", principal: "426.67" }),
        }),
      ["Dr cash 500.00", `Cr ${INTEREST} 50.00`, `Cr ${OWED} 426.67`, `Cr ${FEES} 23.33`],
    ],
    [
      "waived, unpaid",
      () => feeWaiver({ ...borrower, amount: "23.33", paid: "0" }),
      ["Dr revenue:late-fees 23.33", `Cr ${FEES} 23.33`],
    ],
    [
      "waived, already paid",
      () => feeWaiver({ ...borrower, amount: "23.33", paid: "23.33" }),
      ["Dr revenue:late-fees 23.33", `Cr ${CREDIT} 23.33`],
    ],
    [
      "the payment of a waived fee comes back",
      () => feeCorrection({ ...borrower, amount: d("23.33") }),
      [`Dr ${CREDIT} 23.33`, `Cr ${FEES} 23.33`],
    ],
    [
      "charge-off",
      () => chargeOff({ ...borrower, parts: partsOf({ fees: "23.33", principal: "4583.33" }) }),
      ["Dr loss:charge-off 4583.33", "Dr revenue:late-fees 23.33", `Cr ${OWED} 4583.33`, `Cr ${FEES} 23.33`],
    ],
    [
      "refund settled",
      () => borrowerRefund({ ...borrower, amount: "33.37" }),
      [`Dr ${CREDIT} 33.37`, "Cr cash 33.37"],
    ],
  ] as const)("%s", (_, event, expected) => {
    expect(journal(event())).toEqual(expected);
  });
});

describe("lines of the bank's statement", () => {
  it.each([
    ["FEE", "-35.00", "bank-fee", "expense:bank-fees", "cash"],
    ["FEE", "35.00", "bank-fee", "cash", "expense:bank-fees"],
    ["INTEREST", "1.25", "bank-interest", "cash", "income:bank-interest"],
    ["SUSPENSE", "750.00", "unidentified-receipt", "cash", "suspense:receipts"],
    ["SUSPENSE", "-35.00", "unidentified-payment", "suspense:payments", "cash"],
  ] as const)("book a %s of %s as %s: Dr %s, Cr %s", (as, amount, eventType, debited, credited) => {
    const size = amount.replace("-", "");
    expect(bankLine({ as, amount })).toEqual({
      eventType,
      lines: [
        { account: debited, side: "debit", amount: size },
        { account: credited, side: "credit", amount: size },
      ],
    });
  });

  it("leave suspense as a fee, or against each other", () => {
    expect(suspenseWasFee("35.00").lines.map(({ account, side }) => [account, side])).toEqual([
      ["expense:bank-fees", "debit"],
      ["suspense:payments", "credit"],
    ]);
    expect(suspenseOffset("466.67").lines.map(({ account, side }) => [account, side])).toEqual([
      ["suspense:receipts", "debit"],
      ["suspense:payments", "credit"],
    ]);
    expect(receiptSentBack("750.00").lines.map(({ account, side }) => [account, side])).toEqual([
      ["suspense:receipts", "debit"],
      ["cash", "credit"],
    ]);
  });

  it.each([
    ["-0.40", "expense:recon-difference", "suspense:payments"],
    ["1.00", "suspense:receipts", "expense:recon-difference"],
  ])("write %s off: Dr %s, Cr %s", (amount, debited, credited) => {
    const { eventType, lines } = suspenseWrittenOff(amount);
    expect(eventType).toBe("recon-difference");
    expect(lines.map(({ account }) => account)).toEqual([debited, credited]);
    expect(() => suspenseWrittenOff("1.01")).toThrow("at most 1.00");
  });
});
