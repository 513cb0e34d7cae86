// Section 8 of the servicing specification: what we owe a borrower, and its way back.
import { beforeAll, expect, it, test } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { post } from "@/lib/ledger/post";
import { newId } from "@/lib/ids";
import { newAdmin } from "@/test/people";
import { setBusinessDate } from "@/test/story";

import { activeLoan, bankSays, chargeInterest, newBorrower, posted, useBureau } from "@/test/support/lending";
import { runDelinquency } from "@/lib/lending/delinquency/run-delinquency";
import { listFees } from "@/lib/lending/delinquency/fee-queries";
import { waiveFee } from "@/lib/lending/delinquency/waive-fee";
import { keepCredit } from "./keep-credit";
import { repay } from "@/lib/lending/repayment/repay";
import { borrowerCredit } from "@/lib/transaction-types/account-codes";
import { borrowerRefund } from "@/lib/transaction-types/borrower-credit";
import { creditView } from "./queries";
import { runRefunds } from "./run-refunds";
import { startRefund } from "./start-refund";

beforeAll(useBureau);
let key = 0;

type Lending = { borrowerId: string; loanId: string; userId: string };

async function lend(): Promise<Lending> {
  const borrower = await newBorrower();
  const { loanId } = await activeLoan(borrower, "2026-01-01");
  return { ...borrower, loanId };
}

async function pay({ borrowerId, loanId }: Lending, kind: "OTHER" | "PAYOFF", amount?: string) {
  const idempotencyKey = `refunds-${(key += 1)}`;
  return (await repay({ borrowerId, loanId, kind, amount, idempotencyKey })).paymentOrderId;
}

/** A late fee of 23.33 that was paid on March 20 and waived on March 23. */
async function paidAndWaived(): Promise<Lending> {
  const lending = await lend();
  await setBusinessDate("2026-02-01");
  await chargeInterest("2026-02-01", lending.loanId);
  await setBusinessDate("2026-02-17");
  await runDelinquency({ businessDate: "2026-02-17" });
  await bankSays(await pay(lending, "OTHER", "490.00"), "COMPLETED", "2026-02-20");
  const [fee] = await listFees(lending.loanId);
  const { loanId } = lending;
  await inTransaction(async (tx) => {
    await waiveFee(tx, { userId: "usr_staff", loanId, feeId: fee!.id, reason: "our-error", note: "Ours." });
    await keepCredit(tx, { loanId, on: "2026-02-17" });
  });
  return lending;
}

const orderOf = async ({ loanId }: Lending) =>
  (await db.refund.findFirstOrThrow({ where: { loanId }, orderBy: { createdAt: "desc" } })).paymentOrderId!;

test("a waived fee that was paid is refunded, comes back, and is refunded again; the books are at zero", async () => {
  const lending = await paidAndWaived();
  const credit = borrowerCredit(lending.borrowerId, lending.loanId);
  expect(await posted(credit)).toEqual(["23.33"]);
  await startRefund({ loanId: lending.loanId, amount: "23.33", userId: "usr_staff" });
  await expect(startRefund({ loanId: lending.loanId, amount: "1.00", userId: "usr_staff" })).rejects.toThrow(
    "A refund of this loan is pending.",
  );
  const first = await orderOf(lending);
  await bankSays(first, "COMPLETED", "2026-02-24");
  expect(await posted(credit)).toEqual(["0.00"]);
  await bankSays(first, "RETURNED", "2026-02-27", "R03");
  expect(await posted(credit)).toEqual(["23.33"]);
  await db.externalAccount.updateMany({ where: { userId: lending.userId }, data: { status: "ACTIVE" } });
  await startRefund({ loanId: lending.loanId, amount: "23.33", userId: "usr_staff" });
  await bankSays(await orderOf(lending), "COMPLETED", "2026-03-02");
  expect(await posted(credit)).toEqual(["0.00"]);
  expect((await creditView(lending.loanId))!.refunds.map(({ status }) => status)).toEqual([
    "POSTED",
    "RETURNED",
  ]);
});

test("the database refuses a refund above the credit balance", async () => {
  const lending = await paidAndWaived();
  const { borrowerId, loanId } = lending;
  await expect(startRefund({ loanId, amount: "23.34", userId: "usr_staff" })).rejects.toThrow(
    "A refund can't be more than the loan's credit balance.",
  );
  const [result] = await inTransaction((tx) =>
    post(tx, [
      {
        ...borrowerRefund({ borrowerId, loanId, amount: "23.34" }),
        ...{ key: newId("key"), kind: "hold", mode: "authorize", effectiveOn: "2026-02-17" },
      },
    ]),
  );
  expect(result).toMatchObject({ status: "refused", reason: "insufficient-funds" });
  expect(await db.refund.count({ where: { loanId } })).toBe(0);
});

it("is refused above 100.00, to the person who starts it, and for a loan that does not exist", async () => {
  const lending = await paidAndWaived();
  await expect(startRefund({ ...lending, amount: "100.01", userId: "usr_staff" })).rejects.toThrow(
    "needs the approval of a second person",
  );
  await expect(startRefund({ ...lending, amount: "1.00" })).rejects.toThrow("Another person must do it.");
  await expect(startRefund({ loanId: "loan_none", amount: "1.00", userId: "usr_staff" })).rejects.toThrow(
    "Loan not found.",
  );
});

test("it is sent by itself three banking days after the last payment is final, and the task comes once", async () => {
  const lending = await paidAndWaived();
  const { refundOn } = (await creditView(lending.loanId))!;
  expect(refundOn).toBe("2026-04-24"); // cleared on Feb 20, final 60 days later, on Apr 21; three banking days
  expect(await runRefunds({ businessDate: "2026-04-23" })).toBe(0);
  await newAdmin();
  await db.externalAccount.updateMany({ where: { userId: lending.userId }, data: { status: "DISABLED" } });
  await setBusinessDate("2026-08-25");
  for (const day of ["2026-08-25", "2026-08-26"]) await runRefunds({ businessDate: day });
  expect(
    await db.notification.count({
      where: { kind: "credit-balance-old", href: { contains: lending.loanId } },
    }),
  ).toBe(1);
});

test("it starts on its day", async () => {
  const lending = await paidAndWaived();
  await setBusinessDate("2026-04-24");
  expect(await runRefunds({ businessDate: "2026-04-24" })).toBeGreaterThanOrEqual(1);
  expect(await runRefunds({ businessDate: "2026-04-24" })).toBe(0);
  await bankSays(await orderOf(lending), "COMPLETED", "2026-04-27");
  expect(await posted(borrowerCredit(lending.borrowerId, lending.loanId))).toEqual(["0.00"]);
});
