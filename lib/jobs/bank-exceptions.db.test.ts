// Money that nobody expected: it repays a loan after its day was closed, goes back to its sender, is written off, or waits for too long.
import { askBank, askBankForText } from "@/test/sandbox-bank";
import { beforeAll, expect, it } from "vitest";
import { db } from "@/lib/db";
import { assignReceiptToLoan } from "@/lib/lending/repayment/assign-receipt";
import { closeBankDay } from "@/lib/payments/bank/close-bank-day";
import { reconcileDays } from "@/lib/payments/bank/days";
import { bankExceptionList, hasOldSuspense } from "@/lib/payments/bank/queries";
import { writeOffException } from "@/lib/payments/bank/resolve-exception";
import { requestSendBack, sendBackReceipt } from "@/lib/payments/bank/send-back";
import { borrowerInterest, borrowerPrincipal } from "@/lib/transaction-types/account-codes";
import { addUser, moveTo } from "@/test/payments";
import { importText } from "@/test/support/bank-book";
import { activeLoan, chargeInterest, newBorrower, posted, useBureau } from "@/test/support/lending";
import { closeMonth } from "./close-month";
import { handleWaitingTransitions } from "./handle-payment-transition";
import { reportOldExceptions } from "./report-old-exceptions";

const [FRIDAY, MONDAY, TUESDAY, WEDNESDAY] = [
  "2026-01-30",
  "2026-02-02",
  "2026-02-03",
  "2026-02-04",
] as const;

let userId: string;
let loanId: string;
let accounts: string[];

const wire = (cents: number) => askBank("POST", "/sandbox/faults", { kind: "unknown-wire", amount: cents });
const statement = async (on: string) =>
  importText(userId, await askBankForText(`/sandbox/statements?format=bai2&from=${on}&to=${on}`), "bai2");
const exceptionOf = async (amount: string) =>
  (await db.bankException.findFirstOrThrow({ where: { amount, resolvedOn: null } })).id;
const account = () => db.bankAccount.findFirstOrThrow();
const differences = async () =>
  (await reconcileDays(await account(), { from: MONDAY, to: WEDNESDAY })).map(
    ({ day, difference, openLines }) => [day, difference, openLines],
  );

beforeAll(async () => {
  await useBureau();
  userId = await addUser();
  await db.userRole.create({ data: { userId, role: "ADMIN" } });
  const art = await newBorrower();
  loanId = (await activeLoan(art, "2026-01-01")).loanId;
  accounts = [borrowerInterest(art.borrowerId, loanId), borrowerPrincipal(art.borrowerId, loanId)];
  // The bank has the 45,000.00 that the pool has left.
  await moveTo(FRIDAY);
  await wire(4_500_000);
  await moveTo(MONDAY);
  await chargeInterest("2026-02-01", loanId);
  await Promise.all([wire(75_000), wire(2_000_000), wire(40), wire(910_000)]);
  await askBank("POST", "/sandbox/faults", { kind: "duplicate" });
  await wire(1_000);
  await moveTo(TUESDAY);
  expect(await statement(MONDAY)).toMatchObject({ state: "IMPORTED" });
  await closeBankDay({ userId, bankAccountId: (await account()).id, day: MONDAY });
});

it("assigns a wire to a loan after its day was closed, and the closed day stays as it was", async () => {
  const exceptionId = await exceptionOf("750.00");
  const assign = (loan: string) => assignReceiptToLoan({ userId, exceptionId, loan });
  await expect(assign("999")).rejects.toMatchObject({ code: "invalid", field: "loan" });
  const before = await db.bankDay.findFirstOrThrow();
  const { number } = await db.loan.findUniqueOrThrow({ where: { id: loanId } });
  expect(await posted("cash", "suspense:receipts", ...accounts)).toEqual([
    "74870.40",
    "29870.40",
    "50.00",
    "5000.00",
  ]);
  await assign(String(number));
  await handleWaitingTransitions();
  // 466.67 that is due: 50.00 of interest and 416.67 of principal; then principal ahead of the schedule.
  expect(await posted("cash", "suspense:receipts", ...accounts)).toEqual([
    "74870.40",
    "29120.40",
    "0.00",
    "4300.00",
  ]);
  expect(await db.bankException.findUniqueOrThrow({ where: { id: exceptionId } })).toMatchObject({
    resolution: "REPAYMENT",
    resolvedById: userId,
  });
  expect(await differences()).toEqual([[MONDAY, "0.00", 0]]);
  expect(await db.bankDay.findFirstOrThrow()).toEqual(before);
  await expect(assign(String(number))).rejects.toThrow("is resolved already");
});

it("refuses to assign more than the loan owes", async () => {
  const exceptionId = await exceptionOf("9100.00");
  await expect(assignReceiptToLoan({ userId, exceptionId, loan: loanId })).rejects.toThrow(
    /owes \$4,3\d\d\.\d\d, pending payments counted, but \$9,100\.00 arrived/,
  );
});

it("sends a wire back: held until the bank has answered, then matched with the bank's own line", async () => {
  const exceptionId = await exceptionOf("20000.00");
  await requestSendBack({ userId, exceptionId, reason: "Meant for another company" });
  const { id: sendBackId } = await db.bankSendBack.findFirstOrThrow({ where: { exceptionId } });
  await expect(assignReceiptToLoan({ userId, exceptionId, loan: loanId })).rejects.toThrow(
    "This money is being sent back.",
  );
  expect((await bankExceptionList.page({})).rows).toContainEqual(
    expect.objectContaining({ id: exceptionId, isBeingSentBack: true }),
  );
  await sendBackReceipt({ sendBackId });
  await sendBackReceipt({ sendBackId }); // once
  expect(await posted("cash", "suspense:receipts")).toEqual(["54870.40", "9120.40"]);
  await moveTo(WEDNESDAY);
  expect(await statement(TUESDAY)).toMatchObject({ state: "IMPORTED" });
  const matches = await db.bankMatch.findMany({ where: { targetType: "SENT_BACK" } });
  expect(matches.map(({ targetId, amount, rule }) => [targetId, amount.toFixed(2), rule])).toEqual([
    [sendBackId, "-20000.00", "reference"],
  ]);
  expect(await differences()).toEqual([
    [MONDAY, "0.00", 0],
    [TUESDAY, "0.00", 0],
  ]);
});

it("waits while the bank does not respond, and gives the money free again when it refuses", async () => {
  const asked = async (exceptionId: string) => {
    await requestSendBack({ userId, exceptionId, reason: "Unknown sender" });
    return (await db.bankSendBack.findFirstOrThrow({ where: { exceptionId } })).id;
  };
  const stateOf = async (id: string) => {
    const { state, refusal } = await db.bankSendBack.findUniqueOrThrow({ where: { id } });
    return [state, refusal];
  };
  const sendBackId = await asked(await exceptionOf("9100.00"));
  await askBank("POST", "/sandbox/trouble", { fail: 10 });
  await expect(sendBackReceipt({ sendBackId })).rejects.toThrow();
  await askBank("POST", "/sandbox/trouble", { fail: 0 });
  expect(await stateOf(sendBackId)).toEqual(["ASKED", null]);
  await sendBackReceipt({ sendBackId });
  expect(await stateOf(sendBackId)).toEqual(["SENT", null]);
  // Of the two entries of 10.00 the bank made one by mistake: no incoming payment is behind it.
  const twice = await db.bankException.findMany({ where: { amount: "10.00" }, orderBy: { lineId: "asc" } });
  const mistaken = await asked(twice[1]!.id);
  await sendBackReceipt({ sendBackId: mistaken });
  expect(await stateOf(mistaken)).toEqual(["REFUSED", "The bank lists no incoming payment for this line."]);
  expect(await db.bankException.findUniqueOrThrow({ where: { id: twice[1]!.id } })).toMatchObject({
    resolvedOn: null,
    note: "Not sent back: The bank lists no incoming payment for this line.",
  });
  for (const { id } of twice)
    await db.bankException.update({
      where: { id },
      data: { overdueNotedOn: new Date(), alarmedOn: new Date() },
    });
});

it("writes off at most a dollar", async () => {
  await writeOffException({ userId, exceptionId: await exceptionOf("0.40") });
  expect(await posted("suspense:receipts", "expense:recon-difference")).toEqual(["20.00", "-0.40"]);
});

it("notifies administrators once of what is overdue and once of what is very old", async () => {
  await wire(1_200_000);
  await wire(7_500);
  await moveTo("2026-02-05");
  await statement(WEDNESDAY);
  await expect(writeOffException({ userId, exceptionId: await exceptionOf("75.00") })).rejects.toThrow(
    "At most $1.00 can be written off, but this is $75.00.",
  );
  const report = (businessDate: string) => reportOldExceptions({ businessDate });
  expect(await report("2026-02-06")).toBe(0); // 12,000.00 within one banking day, 75.00 within three
  expect(await report("2026-02-09")).toBe(1);
  expect(await report("2026-02-10")).toBe(0);
  expect(await report("2026-02-11")).toBe(1);
  expect(await report("2026-02-20")).toBe(0);
  expect(await report("2026-02-23")).toBe(2);
  expect(await report("2026-02-24")).toBe(0);
  const notes = await db.notification.findMany({ where: { userId }, orderBy: { createdAt: "asc" } });
  expect(notes.map(({ title }) => title)).toEqual([
    "A bank exception is overdue",
    "A bank exception is overdue",
    "2 bank exceptions are open for more than 10 banking days",
  ]);
  const { rows } = await bankExceptionList.page({ state: "open" });
  expect(rows.map(({ amount, dueOn, isOverdue }) => [amount, dueOn, isOverdue]).toSorted()).toEqual([
    ["10.00", "2026-02-06", false],
    ["10.00", "2026-02-06", false],
    ["12000.00", "2026-02-06", false],
    ["75.00", "2026-02-10", false],
  ]);
});

it("closes a month over unidentified money of more than thirty days only with a note", async () => {
  await moveTo("2026-04-02");
  const close = (through: string, note?: string) => closeMonth({ through, by: userId, userId, note });
  await close("2026-01-31");
  await close("2026-02-28"); // 24 days old
  expect(await hasOldSuspense("2026-03-31")).toBe(true);
  await expect(close("2026-03-31")).rejects.toMatchObject({ code: "wrong-state", field: "note" });
  await close("2026-03-31", "The sender's bank was asked twice.");
  const trace = await db.auditEvent.findFirstOrThrow({ where: { subjectId: "2026-03-31" } });
  expect(trace.detail).toMatchObject({ note: "The sender's bank was asked twice." });
});
