import { beforeEach, expect, it } from "vitest";
import { db } from "@/lib/db";
import { getDocument } from "@/lib/documents/queries";
import { getBalances } from "@/lib/ledger/queries";
import { newBankAccount, setBusinessDate } from "@/test/story";
import { addOption } from "./add-option";
import { listInvestmentOptions, previewAgreement } from "./option-queries";
import { getInvestment } from "./queries";
import { newInvestor, open, type TestInvestor } from "@/test/support/investing";
import { withdrawOption } from "./withdraw-option";

let brittany: TestInvestor;
beforeEach(async () => {
  await setBusinessDate("2026-01-02");
  brittany = await newInvestor("Brittany Chen");
});

const countOf = (investor: TestInvestor) =>
  db.investment.count({ where: { investorId: investor.investorId } });

it("announces an ACH deposit in the ledger, nothing of it posted", async () => {
  const { investmentId, paymentOrderId } = await open(brittany);
  const page = await getInvestment(brittany.investorId, investmentId);
  expect(page).toMatchObject({
    status: "DEPOSITING",
    principal: "10000.00",
    annualRate: "0.048",
    termMonths: 12,
    maturityAmount: "10480.00",
    startedOn: null,
    canCancelDeposit: true,
    balances: { principal: { posted: "0.00", pendingIn: "10000.00" }, interest: { posted: "0.00" } },
  });
  expect(await db.paymentOrder.findUniqueOrThrow({ where: { id: paymentOrderId } })).toMatchObject({
    kind: "DEPOSIT",
    direction: "DEBIT",
    rail: "ACH",
    status: "CREATED",
    externalAccountId: brittany.externalAccountId,
  });
  expect((await getBalances(["cash"])).get("cash")).toMatchObject({ posted: "0.00", available: "0.00" });
});

it("waits for a wire without booking anything", async () => {
  const { investmentId, paymentOrderId } = await open(brittany, { rail: "WIRE" });
  const order = await db.paymentOrder.findUniqueOrThrow({ where: { id: paymentOrderId } });
  expect(order).toMatchObject({ direction: "INCOMING", holdTransactionId: null });
  expect((await getInvestment(brittany.investorId, investmentId)).balances.principal.pendingIn).toBe("0.00");
});

it("stores the very agreement that was shown", async () => {
  const choice = { ...brittany, optionId: "opt_12_months", amount: "10000.00", rail: "ACH" as const };
  const { body } = await previewAgreement(choice);
  const { investmentId } = await open(brittany);
  const { agreementId } = await db.investment.findUniqueOrThrow({ where: { id: investmentId } });
  expect(await getDocument(brittany.userId, agreementId)).toMatchObject({
    body,
    isIntact: true,
    kind: "investment-agreement",
  });
});

it("makes one investment of a form that is sent five times at once", async () => {
  const idempotencyKey = `form-${brittany.investorId}`;
  const answers = await Promise.all(Array.from({ length: 5 }, () => open(brittany, { idempotencyKey })));
  expect(new Set(answers.map((answer) => `${answer.investmentId} ${answer.paymentOrderId}`)).size).toBe(1);
  expect(await countOf(brittany)).toBe(1);
  expect(await db.paymentOrder.count({ where: { userId: brittany.userId } })).toBe(1);
});

it("refuses a used key with another amount, option or person", async () => {
  const idempotencyKey = `form-${brittany.investorId}`;
  await open(brittany, { idempotencyKey });
  const conflict = { code: "conflict" };
  await expect(open(brittany, { idempotencyKey, amount: "10000.01" })).rejects.toMatchObject(conflict);
  await expect(open(brittany, { idempotencyKey, optionId: "opt_3_months" })).rejects.toMatchObject(conflict);
  await expect(open(brittany, { idempotencyKey, rail: "WIRE" })).rejects.toMatchObject(conflict);
  await expect(open(await newInvestor("Eve"), { idempotencyKey })).rejects.toMatchObject(conflict);
  expect(await countOf(brittany)).toBe(1);
});

it.each([
  ["99.99", "The minimum investment is $100.00."],
  ["250000.01", "The maximum investment is $250,000.00."],
])("refuses %s beside the amount and writes nothing", async (amount, message) => {
  await expect(open(brittany, { amount })).rejects.toMatchObject({ field: "amount", message });
  expect(await countOf(brittany)).toBe(0);
  expect(
    await db.signedDocument.count({ where: { userId: brittany.userId, subjectType: "investment" } }),
  ).toBe(0);
});

it("accepts the bounds themselves", async () => {
  await open(brittany, { amount: "100.00" });
  await open(brittany, { amount: "250000.00" });
  expect(await countOf(brittany)).toBe(2);
});

it("refuses an option that was withdrawn in the meantime, and one that never was", async () => {
  const option = {
    id: "opt_gone",
    termMonths: 9,
    annualRate: "0.045",
    minimum: "100.00",
    maximum: "1000.00",
  };
  await db.investmentOption.upsert({ where: { id: option.id }, create: option, update: {} });
  await withdrawOption({ userId: brittany.userId, optionId: "opt_gone" });
  await expect(open(brittany, { optionId: "opt_gone" })).rejects.toMatchObject({
    code: "withdrawn",
    field: "optionId",
  });
  await expect(open(brittany, { optionId: "opt_none" })).rejects.toMatchObject({
    code: "not-found",
    field: "optionId",
  });
});

it("refuses a bank account of somebody else, and one that a bank refused", async () => {
  const field = "externalAccountId";
  const stranger = await newInvestor("Eve");
  const theirs = { ...brittany, externalAccountId: stranger.externalAccountId };
  await expect(open(theirs)).rejects.toMatchObject({ code: "not-found", field });
  const dead = await newBankAccount(brittany.userId);
  await db.externalAccount.update({
    where: { id: dead },
    data: { status: "DISABLED", disabledReason: "The account is closed." },
  });
  await expect(open({ ...brittany, externalAccountId: dead })).rejects.toMatchObject({
    code: "wrong-state",
    field,
    message: "This bank account can no longer be used. The account is closed. Choose another one.",
  });
});

it("shows an investment to its investor only", async () => {
  const { investmentId } = await open(brittany);
  const stranger = await newInvestor("Eve");
  await expect(getInvestment(stranger.investorId, investmentId)).rejects.toMatchObject({ code: "not-found" });
});

it("12.2: of 100 deposits of 1,000.00 at once into a capacity of 50,000.00, exactly 50 are taken", async () => {
  await setBusinessDate("2026-01-02");
  const { optionId } = await addOption({
    ...{ userId: brittany.userId, termMonths: 48, annualRate: "0.05", capacity: "50000.00" },
    ...{ minimum: "500.00", maximum: "20000.00" },
  });
  const outcomes = await Promise.allSettled(
    Array.from({ length: 100 }, () => open(brittany, { optionId, amount: "1000.00" })),
  );
  const refusals = outcomes.flatMap((outcome) =>
    outcome.status === "rejected" ? [String(outcome.reason)] : [],
  );
  expect(refusals).toHaveLength(50);
  expect(new Set(refusals)).toEqual(
    new Set(["DomainError: This term takes no more money for now. Choose another one."]),
  );
  expect((await listInvestmentOptions()).find(({ id }) => id === optionId)?.room).toBe("0.00");
  await withdrawOption({ userId: brittany.userId, optionId });
});
