// What is collected and settled together must come to the same as one by one.
import { beforeAll, expect, test } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { book } from "@/lib/ledger/post-facts";
import { borrowerPrincipal } from "@/lib/transaction-types/account-codes";
import { setBusinessDate } from "@/test/story";
import { collectDue } from "./collect-due";
import { repay } from "./repay";
import { settleRepayments } from "./settle-repayment";
import {
  activeLoan,
  chargeInterest,
  newBorrower,
  posted,
  useBureau,
  type TestBorrower,
} from "@/test/support/lending";

const START = "2026-01-01";
const DUE = "2026-02-01";

beforeAll(useBureau);

async function dueLoan(name: string, isAutopay: boolean): Promise<TestBorrower & { loanId: string }> {
  const borrower = await newBorrower(name);
  const { loanId } = await activeLoan(borrower, START, { isAutopay });
  await setBusinessDate(DUE);
  await chargeInterest(DUE, loanId);
  return { ...borrower, loanId };
}

test("one borrower's disabled account does not keep the others' installments from being collected", async () => {
  const loans = [];
  for (const name of ["Art", "Bo", "Cy"]) loans.push(await dueLoan(name, true));
  const [art, bo, cy] = loans as [(typeof loans)[0], (typeof loans)[0], (typeof loans)[0]];
  await db.externalAccount.update({ where: { id: bo.externalAccountId }, data: { status: "DISABLED" } });
  expect(await collectDue({ businessDate: DUE })).toBe(2);
  const started = await db.repayment.findMany({
    where: { loanId: { in: loans.map(({ loanId }) => loanId) } },
  });
  expect(started.map(({ loanId }) => loanId).sort()).toEqual([art.loanId, cy.loanId].sort());
  expect(started.map(({ amount }) => amount.toFixed(2))).toEqual(["466.67", "466.67"]);
  const orders = await db.paymentOrder.findMany({
    where: { kind: "REPAYMENT" },
    include: { transitions: true },
  });
  for (const { id, paymentOrderId } of started) {
    const order = orders.find((each) => each.id === paymentOrderId);
    expect(order).toMatchObject({ subjectId: id, status: "CREATED", holdTransactionId: expect.any(BigInt) });
    expect(order?.transitions).toHaveLength(1);
  }
  expect(await collectDue({ businessDate: DUE })).toBe(0);
});

test("two payments of one loan that clear together are settled one after the other", async () => {
  const [art, bo] = [await dueLoan("Art", false), await dueLoan("Bo", false)];
  const pay = async ({ borrowerId, loanId }: typeof art, kind: "SCHEDULED" | "PAYOFF") =>
    (await repay({ borrowerId, loanId, kind, idempotencyKey: `${loanId}:${kind}` })).paymentOrderId;
  const [first, last] = [await pay(art, "SCHEDULED"), await pay(art, "PAYOFF")];
  const other = await pay(bo, "SCHEDULED");
  const settle = (ids: string[]) =>
    inTransaction(async (tx) => {
      const outcomes = ids.map((paymentOrderId) => ({ paymentOrderId, businessDate: DUE }));
      await book(tx, [await settleRepayments(tx, outcomes)]);
    });
  await expect(settle([first, last, other])).rejects.toThrow("one repayment is settled at a time");
  await settle([first, other]);
  const owed = [art, bo].map(({ borrowerId, loanId }) => borrowerPrincipal(borrowerId, loanId));
  expect(await posted(...owed)).toEqual(["4583.33", "4583.33"]);
  await settle([last]);
  expect(await posted(...owed)).toEqual(["0.00", "4583.33"]);
  expect((await db.loan.findUniqueOrThrow({ where: { id: art.loanId } })).status).toBe("CLOSED");
  await settle([first, last, other]); // acted on before
  expect(await posted(...owed)).toEqual(["0.00", "4583.33"]);
});
