import { beforeAll, beforeEach, expect, test } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { setFrozen } from "@/lib/ledger/account-terms";
import { getBalances } from "@/lib/ledger/queries";
import { CASH, borrowerInterest, borrowerPrincipal } from "@/lib/transaction-types/account-codes";
import { newBankAccount, setBusinessDate } from "@/test/story";
import { requestDisbursement } from "./request-disbursement";
import { retryWaitingDisbursements } from "./retry-waiting-disbursements";
import {
  acceptedLoan,
  activeLoan,
  bankSays,
  chargeInterest,
  fundPool,
  newBorrower,
  posted,
  stateOf,
  useBureau,
} from "@/test/support/lending";

const START = "2026-01-01";

beforeAll(useBureau);
beforeEach(() => setBusinessDate(START));

test("a pool that is too small lets the loan wait, and pays it when money arrives", async () => {
  const art = await newBorrower();
  const loanId = await acceptedLoan(art);
  const wish = { ...art, loanId, rail: "RTP" as const, isAutopay: true, signedName: "Art" };
  expect(await requestDisbursement(wish)).toEqual({ status: "AWAITING_FUNDS", paymentOrderId: null });
  expect(await retryWaitingDisbursements({ businessDate: START })).toBe(0);
  await fundPool("4999.99", START);
  expect(await retryWaitingDisbursements({ businessDate: START })).toBe(0);
  await fundPool("0.01", START);
  expect(await retryWaitingDisbursements({ businessDate: START })).toBe(1);
  const cash = (await getBalances([CASH])).get(CASH)!;
  expect([cash.posted, cash.available]).toEqual(["5000.00", "0.00"]);
  const notes = await db.notification.findMany({
    where: { userId: art.userId, kind: "loan-awaiting-funds" },
  });
  expect(notes).toHaveLength(1);
  const order = await db.paymentOrder.findFirstOrThrow({ where: { subjectId: loanId } });
  expect(order).toMatchObject({ kind: "DISBURSEMENT", direction: "CREDIT", rail: "RTP" });
  await bankSays(order.id, "COMPLETED", START);
  expect(await posted(CASH)).toEqual(["0.00"]);
});

test("a loan whose account was put out of use while it waited asks for another, and the next one is paid", async () => {
  const [art, bo] = [await newBorrower(), await newBorrower("Bo")];
  const [artsLoan, bosLoan] = [await acceptedLoan(art), await acceptedLoan(bo)];
  for (const wish of [
    { ...art, loanId: artsLoan },
    { ...bo, loanId: bosLoan },
  ])
    await requestDisbursement({ ...wish, rail: "RTP", isAutopay: false });
  await db.externalAccount.update({ where: { id: art.externalAccountId }, data: { status: "DISABLED" } });
  await fundPool("5000.00", START);
  expect(await retryWaitingDisbursements({ businessDate: START })).toBe(1);
  const statusOf = async (id: string) => (await db.loan.findUniqueOrThrow({ where: { id } })).status;
  expect([await statusOf(artsLoan), await statusOf(bosLoan)]).toEqual(["DISBURSEMENT_FAILED", "DISBURSING"]);
  const notes = await db.notification.findMany({ where: { userId: art.userId } });
  expect(notes.map(({ kind }) => kind)).toContain("disbursement-needs-account");
  await fundPool("5000.00", START);
  const again = { ...art, loanId: artsLoan, externalAccountId: await newBankAccount(art.userId) };
  expect((await requestDisbursement({ ...again, rail: "RTP", isAutopay: false })).status).toBe("DISBURSING");
});

test("two requests at once pay out once, and two loans cannot share the last dollars", async () => {
  await fundPool("5000.00", START);
  const [art, bo] = [await newBorrower(), await newBorrower("Bo")];
  const loans = [
    { ...art, loanId: await acceptedLoan(art) },
    { ...bo, loanId: await acceptedLoan(bo) },
  ];
  const ask = (loan: (typeof loans)[number]) =>
    requestDisbursement({ ...loan, rail: "ACH", isAutopay: false });
  const answers = await Promise.all([...loans, ...loans].map(ask));
  expect(answers.filter(({ status }) => status === "DISBURSING")).toHaveLength(2);
  expect(new Set(answers.map(({ paymentOrderId }) => paymentOrderId)).size).toBe(2); // one order, and null
  expect(
    await db.paymentOrder.count({ where: { subjectId: { in: loans.map(({ loanId }) => loanId) } } }),
  ).toBe(1);
});

test("a failed disbursement frees the money, and another account gets it", async () => {
  await fundPool("50000.00", START);
  const art = await newBorrower();
  const loanId = await acceptedLoan(art);
  const first = await requestDisbursement({ ...art, loanId, rail: "ACH", isAutopay: false });
  await bankSays(first.paymentOrderId!, "FAILED", START);
  expect((await db.loan.findUniqueOrThrow({ where: { id: loanId } })).status).toBe("DISBURSEMENT_FAILED");
  const externalAccountId = await newBankAccount(art.userId);
  const second = await requestDisbursement({
    ...art,
    externalAccountId,
    loanId,
    rail: "WIRE",
    isAutopay: false,
  });
  expect(second.paymentOrderId).not.toBe(first.paymentOrderId);
  await bankSays(second.paymentOrderId!, "COMPLETED", "2026-01-02");
  const state = await stateOf(loanId, "2026-01-02");
  expect(state).toMatchObject({ status: "ACTIVE", outstandingPrincipal: "5000.00" });
  expect(state.nextDue).toMatchObject({ number: 1, dueOn: "2026-02-02", amount: "466.67" });
});

test("a disbursement that comes back undoes the loan and its interest, and the loan can start again", async () => {
  const art = await newBorrower();
  const { loanId, disbursementOrderId } = await activeLoan(art, START);
  const owed = [borrowerPrincipal(art.borrowerId, loanId), borrowerInterest(art.borrowerId, loanId)];
  expect(await chargeInterest("2026-02-01", loanId)).toBe(1);
  expect(await posted(...owed)).toEqual(["5000.00", "50.00"]);
  await bankSays(disbursementOrderId, "RETURNED", "2026-02-02", "R03");
  expect(await posted(...owed)).toEqual(["0.00", "0.00"]);
  expect((await db.loan.findUniqueOrThrow({ where: { id: loanId } })).status).toBe("DISBURSEMENT_FAILED");
  const ask = { ...art, loanId, rail: "ACH" as const, isAutopay: false };
  await expect(requestDisbursement(ask)).rejects.toMatchObject({ field: "externalAccountId" });
  await setBusinessDate("2026-02-03");
  const again = await requestDisbursement({ ...ask, externalAccountId: await newBankAccount(art.userId) });
  await bankSays(again.paymentOrderId!, "COMPLETED", "2026-02-04");
  expect(await chargeInterest("2026-03-04", loanId)).toBe(1);
  expect(await posted(...owed)).toEqual(["5000.00", "50.00"]);
});

test("someone else's loan and someone else's bank account do not exist", async () => {
  const [art, bo] = [await newBorrower(), await newBorrower("Bo")];
  const loanId = await acceptedLoan(art);
  const ask = { loanId, rail: "ACH" as const, isAutopay: false };
  await expect(requestDisbursement({ ...ask, ...bo })).rejects.toMatchObject({ code: "not-found" });
  const stolen = { ...ask, borrowerId: art.borrowerId, externalAccountId: bo.externalAccountId };
  await expect(requestDisbursement(stolen)).rejects.toMatchObject({
    code: "not-found",
    field: "externalAccountId",
  });
});

test("a loan that was paid out is not paid out again", async () => {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, START);
  await expect(requestDisbursement({ ...art, loanId, rail: "ACH", isAutopay: false })).rejects.toMatchObject({
    code: "wrong-state",
  });
});

test("while cash is frozen a loan waits without a try, and goes when it is freed", async () => {
  const art = await newBorrower();
  await setBusinessDate(START);
  await fundPool("20000.00", START);
  const loanId = await acceptedLoan(art);
  const freeze = (frozen: boolean) => inTransaction((tx) => setFrozen(tx, { account: CASH, frozen }));
  await freeze(true);
  const ask = { ...art, loanId, rail: "ACH" as const, isAutopay: false };
  expect((await requestDisbursement(ask)).status).toBe("AWAITING_FUNDS");
  expect(await retryWaitingDisbursements({ businessDate: START })).toBe(0);
  expect(await db.loan.findUniqueOrThrow({ where: { id: loanId } })).toMatchObject({ disbursementTries: 0 });
  await freeze(false);
  await retryWaitingDisbursements({ businessDate: START });
  expect(await db.loan.findUniqueOrThrow({ where: { id: loanId } })).toMatchObject({
    ...{ status: "DISBURSING", disbursementTries: 1 },
  });
});
