import { askBank } from "@/test/sandbox-bank";
import { beforeAll, expect, it } from "vitest";
import { db } from "@/lib/db";
import { addUser, MONDAY, moveTo, placeOrder } from "@/test/payments";
import { bookWaiting } from "@/test/support/bank-book";
import { reconcileDays } from "./days";
import { matchBankLines } from "./match-bank-lines";
import { readProviderTransactions } from "./read-provider-transactions";

const [TUESDAY, WEDNESDAY] = ["2027-01-12", "2027-01-13"] as const;

let userId: string;
beforeAll(async () => {
  userId = await addUser();
});

it("does nothing before there is a business date, or a day that is over", async () => {
  expect(await readProviderTransactions()).toBe(0);
  await moveTo(MONDAY);
  await askBank("POST", "/sandbox/faults", { kind: "unknown-wire", amount: 1_000_000 });
  const order = { kind: "DISBURSEMENT", direction: "CREDIT", rail: "RTP", subjectType: "loan" } as const;
  await placeOrder(userId, { ...order, amount: "466.67", subjectId: "loan_x", createdOn: MONDAY });
  await bookWaiting();
});

it("reads the days that are over once, and an unknown wire is in suspense without any webhook", async () => {
  await moveTo(WEDNESDAY);
  expect(await readProviderTransactions()).toBe(2);
  expect(await readProviderTransactions()).toBe(0);
  await matchBankLines();
  expect(await db.bankStatementRow.findMany({ select: { source: true, lineCount: true } })).toEqual([
    { source: "provider", lineCount: 2 },
  ]);
  const account = await db.bankAccount.findFirstOrThrow();
  expect(await reconcileDays(account, { from: MONDAY, to: TUESDAY })).toMatchObject([
    { day: MONDAY, bankClosing: "9533.33", bookClosing: "9533.33", difference: "0.00", openLines: 0 },
    { day: TUESDAY, bankClosing: "9533.33", difference: "0.00" },
  ]);
  const [exception] = await db.bankException.findMany();
  expect(exception).toMatchObject({ kind: "UNKNOWN_RECEIPT", resolvedOn: null });
});
