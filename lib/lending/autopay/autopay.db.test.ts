// Autopay against a bank that sends debits back.
import { beforeAll, expect, test } from "vitest";
import { addDays, addMonths, formatDate, fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction } from "@/lib/db";
import { createPaymentOrder } from "@/lib/payments/create-payment-order";
import { newAdmin } from "@/test/people";
import { newBankAccount, setBusinessDate } from "@/test/story";
import { collectDue } from "@/lib/lending/repayment/collect-due";
import { repay } from "@/lib/lending/repayment/repay";
import { setAutopay } from "./set-autopay";
import {
  activeLoan,
  bankSays,
  chargeInterest,
  nameOf,
  newBorrower,
  useBureau,
  type TestBorrower,
} from "@/test/support/lending";

const START = "2026-01-01";
const DUE = "2026-02-01";

beforeAll(useBureau);

async function autopayLoan() {
  const art = await newBorrower();
  return { art, ...(await activeLoan(art, START, { isAutopay: true })) };
}

const NOTHING = async (_on: IsoDate) => {};

/** One day; first `before` does what the bank or the borrower does on it. */
async function day(loanId: string, on: IsoDate, before = NOTHING): Promise<void> {
  await setBusinessDate(on);
  await before(on);
  if (on.endsWith("-01")) await chargeInterest(on, loanId);
  await collectDue({ businessDate: on });
}

async function days(loanId: string, from: IsoDate, to: IsoDate, before = NOTHING): Promise<void> {
  for (let on = from; on <= to; on = addDays(on, 1)) await day(loanId, on, before);
}

/** Every debit comes back with this code, two days after it was made. */
const returningAll = (loanId: string, code: string) => async (on: IsoDate) => {
  const pending = await db.repayment.findMany({ where: { loanId, status: "PENDING" } });
  for (const { paymentOrderId, submittedOn } of pending)
    if (addDays(fromDbDate(submittedOn), 2) <= on) await bankSays(paymentOrderId!, "RETURNED", on, code);
};

async function debitsOf(loanId: string) {
  const repayments = await db.repayment.findMany({ where: { loanId }, orderBy: { createdAt: "asc" } });
  const orders = await db.paymentOrder.findMany({
    where: { id: { in: repayments.map((row) => row.paymentOrderId!) } },
  });
  return repayments.map((row) => {
    const { id, attempt, retryOf, amount, createdOn } = orders.find(
      (order) => order.id === row.paymentOrderId,
    )!;
    const { installmentNumber: installment, isAutopay, kind } = row;
    return {
      id,
      attempt,
      retryOf,
      installment,
      isAutopay,
      kind,
      amount: amount.toFixed(2),
      on: fromDbDate(createdOn),
    };
  });
}

const payer = ({ userId, externalAccountId }: TestBorrower) => ({ userId, externalAccountId });

const byHand = (
  art: TestBorrower,
  loanId: string,
  more: { amount?: string; externalAccountId?: string } = {},
) =>
  repay({
    ...{ borrowerId: art.borrowerId, loanId, idempotencyKey: crypto.randomUUID() },
    ...(more.externalAccountId ? { externalAccountId: more.externalAccountId } : {}),
    ...(more.amount ? { kind: "OTHER" as const, amount: more.amount } : { kind: "SCHEDULED" as const }),
  });

test("every debit returned R01 for a year gives three debits of the same amount, then autopay is off", async () => {
  const { art, loanId } = await autopayLoan();
  await days(loanId, "2026-01-31", "2026-02-20", returningAll(loanId, "R01"));
  for (let month = 2; month <= 12; month++) await day(loanId, addMonths(START, month));
  const debits = await debitsOf(loanId);
  const facts = { installment: 1, isAutopay: true, kind: "SCHEDULED", amount: "466.67" };
  expect(debits).toMatchObject([
    { ...facts, attempt: 1, retryOf: null, on: "2026-02-01" },
    { ...facts, attempt: 2, retryOf: debits[0]!.id, on: "2026-02-06" },
    { ...facts, attempt: 3, retryOf: debits[0]!.id, on: "2026-02-18" },
  ]);
  expect((await db.loan.findUniqueOrThrow({ where: { id: loanId } })).isAutopay).toBe(false);
  const notes = await db.notification.findMany({
    where: { userId: art.userId },
    orderBy: { createdAt: "asc" },
  });
  const returned = notes.filter(({ kind }) => kind === "repayment-returned").map(({ body }) => body);
  expect(returned[0]).toContain(
    `We will collect $466.67 from the same account again on ${formatDate("2026-02-06")}`,
  );
  expect(returned[1]).toContain(`again on ${formatDate("2026-02-18")}`);
  expect(returned[2]).not.toContain("again on");
  expect(notes.filter(({ kind }) => kind === "autopay-off").map(({ body }) => body)).toEqual([
    expect.stringContaining("returned the payment of $466.67 3 times"),
  ]);
  const ask = { borrowerId: art.borrowerId, loanId, isAutopay: true };
  await expect(setAutopay(ask), "needs a new authorization").rejects.toMatchObject({ field: "signedName" });
});

test("when several installments are due, a debit collects one, and what is past due waits for the borrower", async () => {
  const { loanId } = await autopayLoan();
  for (const on of [
    "2026-02-01",
    "2026-02-03",
    "2026-02-06",
    "2026-03-01",
    "2026-03-03",
    "2026-03-13",
    "2026-04-01",
  ])
    await day(loanId, on, returningAll(loanId, "R24"));
  expect((await debitsOf(loanId)).map(({ on, amount, installment }) => [on, amount, installment])).toEqual([
    ["2026-02-01", "466.67", 1],
    ["2026-03-01", "466.67", 2],
    ["2026-04-01", "466.67", 3],
  ]);
});

test("a payment by hand that comes back after the due date is collected again within the retry rules", async () => {
  const { art, loanId } = await autopayLoan();
  await setBusinessDate("2026-01-30");
  const { paymentOrderId } = await byHand(art, loanId);
  await days(loanId, DUE, "2026-02-20", returningAll(loanId, "R09"));
  expect(await debitsOf(loanId)).toMatchObject([
    { isAutopay: false, attempt: 1, on: "2026-01-30" },
    {
      isAutopay: true,
      attempt: 2,
      retryOf: paymentOrderId,
      installment: 1,
      amount: "466.67",
      on: "2026-02-06",
    },
    {
      isAutopay: true,
      attempt: 3,
      retryOf: paymentOrderId,
      installment: 1,
      amount: "466.67",
      on: "2026-02-18",
    },
  ]);
  expect((await db.loan.findUniqueOrThrow({ where: { id: loanId } })).isAutopay).toBe(false);
});

test("a returned manual payment from another account leaves the installment to autopay", async () => {
  const { art, loanId } = await autopayLoan();
  await setBusinessDate("2026-01-30");
  const other = await newBankAccount(art.userId);
  const { paymentOrderId } = await byHand(art, loanId, { externalAccountId: other });
  await days(loanId, DUE, "2026-02-02");
  await bankSays(paymentOrderId, "RETURNED", "2026-02-03", "R03");
  await days(loanId, "2026-02-03", "2026-02-13");
  expect((await debitsOf(loanId)).slice(1)).toMatchObject([
    { attempt: 1, retryOf: null, installment: 1, amount: "466.67", on: "2026-02-06" },
  ]);
  const note = await db.notification.findFirstOrThrow({
    where: { userId: art.userId, kind: "repayment-returned" },
  });
  expect(note.body).toContain(
    `Autopay will collect the installment from its account on ${formatDate("2026-02-06")}`,
  );
});

test("a part paid by hand that comes back is collected again beside autopay's debit of the rest", async () => {
  const { art, loanId } = await autopayLoan();
  let paymentOrderId = "";
  // On the due date, before autopay looks: a part that is paid earlier is extra principal.
  await day(loanId, DUE, async () => {
    await chargeInterest(DUE, loanId);
    ({ paymentOrderId } = await byHand(art, loanId, { amount: "100.00" }));
  });
  await bankSays(paymentOrderId, "RETURNED", "2026-02-03", "R01");
  await days(loanId, "2026-02-03", "2026-02-13");
  expect((await debitsOf(loanId)).slice(1).map(({ amount, attempt, on }) => [amount, attempt, on])).toEqual([
    ["366.67", 1, "2026-02-01"],
    ["100.00", 2, "2026-02-06"],
  ]);
});

test.each<[string, (facts: { art: TestBorrower; loanId: string }) => Promise<unknown>]>([
  ["the borrower pays it", ({ art, loanId }) => byHand(art, loanId)],
  [
    "autopay is turned off",
    ({ art, loanId }) => setAutopay({ borrowerId: art.borrowerId, loanId, isAutopay: false }),
  ],
  [
    "the account is put out of use",
    ({ art }) =>
      db.externalAccount.update({ where: { id: art.externalAccountId }, data: { status: "DISABLED" } }),
  ],
  [
    "the loan is no longer active",
    ({ loanId }) => db.loan.update({ where: { id: loanId }, data: { status: "CLOSED" } }),
  ],
  [
    "autopay is authorized for another account",
    async ({ art, loanId }) =>
      setAutopay({
        ...{ borrowerId: art.borrowerId, loanId, isAutopay: true, signedName: await nameOf(art) },
        externalAccountId: await newBankAccount(art.userId),
      }),
  ],
])("a debit is not presented again when %s", async (_, act) => {
  const { art, loanId } = await autopayLoan();
  await days(loanId, DUE, DUE);
  const [first] = await debitsOf(loanId);
  await bankSays(first!.id, "RETURNED", "2026-02-03", "R01");
  await act({ art, loanId });
  await days(loanId, "2026-02-03", "2026-02-13");
  expect((await debitsOf(loanId)).filter(({ isAutopay }) => isAutopay)).toHaveLength(1);
});

test("a debit is not presented again on a day with another debit of the account", async () => {
  const { art, loanId } = await autopayLoan();
  await days(loanId, DUE, DUE);
  const [first] = await debitsOf(loanId);
  await bankSays(first!.id, "RETURNED", "2026-02-03", "R01");
  await setBusinessDate("2026-02-06");
  const other = {
    kind: "DEPOSIT",
    direction: "DEBIT",
    rail: "ACH",
    amount: "1.00",
    createdOn: "2026-02-06",
  } as const;
  await inTransaction((tx) =>
    createPaymentOrder(tx, { ...other, ...payer(art), subjectType: "investment", subjectId: "ivm_other" }),
  );
  await days(loanId, "2026-02-06", "2026-02-10");
  expect((await debitsOf(loanId)).map(({ on }) => on)).toEqual([DUE, "2026-02-09"]);
});

test("the database refuses a fourth attempt, a second retry of one attempt, and a retry of another amount", async () => {
  const { art, loanId } = await autopayLoan();
  await days(loanId, DUE, DUE);
  const [first] = await debitsOf(loanId);
  const retry = (attempt: number, amount = "466.67") =>
    inTransaction((tx) =>
      createPaymentOrder(tx, {
        ...{ kind: "REPAYMENT", direction: "DEBIT", rail: "ACH", amount, attempt, retryOf: first!.id },
        ...{ ...payer(art), subjectType: "repayment", subjectId: "rpy_none", createdOn: DUE },
      }),
    );
  await expect(retry(2, "466.68")).rejects.toThrow("has the amount");
  await retry(2);
  await expect(retry(2)).rejects.toThrow();
  await retry(3);
  await expect(retry(4)).rejects.toThrow();
  await expect(retry(1)).rejects.toThrow();
});

test("a debit that failed without a code is not made again, and the third failure of any kind ends autopay", async () => {
  const { loanId } = await autopayLoan();
  await days(loanId, DUE, DUE);
  const [first] = await debitsOf(loanId);
  await bankSays(first!.id, "FAILED", "2026-02-03");
  await days(loanId, "2026-02-03", "2026-02-13");
  expect(await debitsOf(loanId)).toHaveLength(1);
  const other = await autopayLoan();
  await days(other.loanId, DUE, "2026-02-18", returningAll(other.loanId, "R01"));
  const last = (await debitsOf(other.loanId)).at(-1)!;
  expect(last.attempt).toBe(3);
  await bankSays(last.id, "FAILED", "2026-02-19");
  expect((await db.loan.findUniqueOrThrow({ where: { id: other.loanId } })).isAutopay).toBe(false);
});

test("staff are notified of a returned debit where the table says so, and not of a lack of money", async () => {
  const { userId } = await newAdmin();
  const { loanId } = await autopayLoan();
  const titles = async () =>
    (await db.notification.findMany({ where: { userId, kind: "payment-returned" } })).map(
      ({ title }) => title,
    );
  await days(loanId, DUE, "2026-02-06", returningAll(loanId, "R01"));
  expect(await titles()).toEqual([]);
  const retry = (await debitsOf(loanId)).at(-1)!;
  await bankSays(retry.id, "RETURNED", "2026-02-09", "R10");
  expect(await titles()).toEqual([expect.stringMatching(/^Payment \d+ came back: R10, customer advises/)]);
});
