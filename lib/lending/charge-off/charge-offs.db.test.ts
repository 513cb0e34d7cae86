import { beforeAll, expect, test } from "vitest";
import { addMonths } from "@/lib/calendar/dates";
import { db, inTransaction } from "@/lib/db";
import { setFrozen } from "@/lib/ledger/account-terms";
import {
  borrowerInterest,
  borrowerPrincipal,
  CASH,
  CHARGE_OFF_LOSS,
  REVENUE,
} from "@/lib/transaction-types/account-codes";
import { newAdmin } from "@/test/people";
import { setBusinessDate } from "@/test/story";
import { getLoanAdmin, loanList, loanBook } from "@/lib/lending/reading/admin-loans";
import { chargeOffLoan, type ChargeOffOrder } from "./charge-off-loan";
import { collectDue } from "@/lib/lending/repayment/collect-due";
import { listInterestDue } from "@/lib/lending/terms/interest-due";
import { getLoan } from "@/lib/lending/reading/loan-queries";
import { quoteRepayment } from "@/lib/lending/repayment/quote-repayment";
import { repay } from "@/lib/lending/repayment/repay";
import { setAutopay } from "@/lib/lending/autopay/set-autopay";
import {
  acceptedLoan,
  activeLoan,
  applyAndDecide,
  bankSays,
  chargeInterest,
  newBorrower,
  posted,
  stateOf,
  useBureau,
  type TestBorrower,
} from "@/test/support/lending";

const START = "2026-01-01";
const LAST_PAID = "2026-02-01";
const TOO_EARLY = "2026-06-28";
const LATE_ENOUGH = "2026-06-29"; // 120 days after the installment of March 1

let admin: { userId: string };
beforeAll(async () => {
  await useBureau();
  admin = await newAdmin();
});

async function toDate(on: string, loanId: string) {
  await setBusinessDate(on);
  await chargeInterest(on, loanId);
}

async function pay(
  { borrowerId }: TestBorrower,
  loanId: string,
  on: string,
  kind: "SCHEDULED" | "PAYOFF" = "SCHEDULED",
) {
  const { paymentOrderId } = await repay({ borrowerId, loanId, kind, idempotencyKey: crypto.randomUUID() });
  await bankSays(paymentOrderId, "COMPLETED", on);
  return paymentOrderId;
}

/** Art pays the first installment and then no more. */
async function lateLoan({ isAutopay = false } = {}) {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, START, { isAutopay });
  await toDate(LAST_PAID, loanId);
  const paid = await pay(art, loanId, LAST_PAID);
  for (let month = 2; month <= 5; month++) await toDate(addMonths(START, month), loanId);
  await setBusinessDate(LATE_ENOUGH);
  const owed = [borrowerPrincipal(art.borrowerId, loanId), borrowerInterest(art.borrowerId, loanId)];
  return { art, loanId, paid, owed };
}

const orderFor = (loanId: string, change: Partial<ChargeOffOrder> = {}): ChargeOffOrder => ({
  userId: admin.userId,
  loanId,
  reason: "The borrower is insolvent.",
  shown: { fees: "0.00", interest: "200.00", principal: "4583.33" },
  idempotencyKey: crypto.randomUUID(),
  ...change,
});
const giveUp = (order: ChargeOffOrder) => inTransaction((tx) => chargeOffLoan(tx, order));

/** What the postings inside did to the accounts, in dollars. */
async function changeOf(accounts: string[], act: () => Promise<unknown>): Promise<string[]> {
  const before = await posted(...accounts);
  await act();
  return (await posted(...accounts)).map((after, at) => (Number(after) - Number(before[at])).toFixed(2));
}

test("charging off a loan makes its principal a loss and removes uncollected interest from revenue", async () => {
  const { art, loanId, owed } = await lateLoan();
  expect(await posted(...owed)).toEqual(["4583.33", "200.00"]);
  const order = orderFor(loanId);
  expect(await changeOf([CHARGE_OFF_LOSS, REVENUE, CASH], () => giveUp(order))).toEqual([
    "4583.33",
    "-200.00",
    "0.00",
  ]);
  expect(await posted(...owed)).toEqual(["0.00", "0.00"]);
  const loan = await db.loan.findUniqueOrThrow({ where: { id: loanId }, include: { chargeOffs: true } });
  expect(loan).toMatchObject({
    status: "CHARGED_OFF",
    closedOn: null,
    chargeOffs: [{ reason: order.reason }],
  });
  const audit = await db.auditEvent.findMany({ where: { subjectType: "loan", subjectId: loanId } });
  expect(audit.at(-1)).toMatchObject({
    actorUserId: admin.userId,
    action: "loan.charge-off",
    detail: { reason: order.reason, principal: "4583.33", interest: "200.00", daysPastDue: 120 },
  });
  const note = await db.notification.findFirstOrThrow({
    where: { userId: art.userId, kind: "loan-charged-off" },
  });
  expect(note.title).toBe(`Loan ${loan.number} was charged off`);
  expect(note.body).toContain("You still owe $4,583.33 of principal and $200.00 of interest");
  expect(note.body, "the debt remains").not.toMatch(/nothing more|no longer expect|forgiven/i);
  await expect(db.chargeOff.deleteMany({ where: { loanId } }), "append-only").rejects.toThrow();
});

test("the same form sent twice at once charges off once; a new form is refused", async () => {
  const { loanId } = await lateLoan();
  const order = orderFor(loanId);
  const change = await changeOf([CHARGE_OFF_LOSS], () => Promise.all([giveUp(order), giveUp(order)]));
  expect(change).toEqual(["4583.33"]);
  await giveUp(order);
  expect(await db.chargeOff.count({ where: { loanId } })).toBe(1);
  await expect(giveUp(orderFor(loanId))).rejects.toThrow("This loan is already charged off.");
  const other = await lateLoan();
  await expect(giveUp({ ...order, loanId: other.loanId })).rejects.toThrow("already used for another loan");
});

test("whoever may not, too early, or without a look at what is owed now, is refused and nothing changes", async () => {
  const { art, loanId, owed } = await lateLoan();
  const refused = async (order: ChargeOffOrder, sentence: string) => {
    await expect(giveUp(order)).rejects.toThrow(sentence);
    expect(await posted(...owed)).toEqual(["4583.33", "200.00"]);
    expect((await db.loan.findUniqueOrThrow({ where: { id: loanId } })).status).toBe("ACTIVE");
    expect(await db.chargeOff.count({ where: { loanId } })).toBe(0);
  };
  await refused(orderFor("loan_of_nobody"), "Loan not found.");
  await refused(
    orderFor(loanId, { userId: art.userId }),
    "You can't charge off your own loan. Another administrator must do it.",
  );
  await refused(
    orderFor(loanId, { shown: { fees: "0.00", interest: "150.00", principal: "4583.33" } }),
    "The loan now owes $4,583.33 of principal and $200.00 of interest. Review it again",
  );
  await setBusinessDate(TOO_EARLY);
  await refused(
    orderFor(loanId),
    "This loan is 119 days past due and can be charged off on June 29, 2026 at the earliest.",
  );
  await setBusinessDate(LATE_ENOUGH);
  await setFrozen(db, { account: owed[0]!, frozen: true });
  await refused(orderFor(loanId), "is frozen");
  await setFrozen(db, { account: owed[0]!, frozen: false });
  const { paymentOrderId } = await repay({
    ...art,
    loanId,
    kind: "SCHEDULED",
    idempotencyKey: crypto.randomUUID(),
  });
  await refused(orderFor(loanId), "A payment on this loan is pending.");
  await bankSays(paymentOrderId, "FAILED", LATE_ENOUGH, "R01");
  await giveUp(orderFor(loanId));
});

test("a loan that was never paid out is refused", async () => {
  const art = await newBorrower();
  await setBusinessDate(START);
  const loanId = await acceptedLoan(art);
  await expect(giveUp(orderFor(loanId))).rejects.toThrow("This loan was not disbursed,");
});

test("a charged-off loan earns no interest, is not collected, and takes no payment", async () => {
  const { art, loanId, owed } = await lateLoan({ isAutopay: true });
  await giveUp(orderFor(loanId));
  await setBusinessDate("2026-07-01");
  const due = await inTransaction((tx) =>
    listInterestDue(tx, { businessDate: "2026-07-01", loanIds: [loanId] }),
  );
  expect(due).toEqual([]);
  await collectDue({ businessDate: "2026-07-01" });
  expect(await db.repayment.count({ where: { loanId } })).toBe(1);
  expect(await posted(...owed)).toEqual(["0.00", "0.00"]);
  const ask = { borrowerId: art.borrowerId, loanId, kind: "PAYOFF" as const };
  await expect(repay({ ...ask, idempotencyKey: crypto.randomUUID() })).rejects.toThrow(
    "This loan is charged off, so payments can't be made here.",
  );
  await expect(quoteRepayment(ask)).rejects.toThrow("Nothing is owed on this loan.");
  await expect(setAutopay({ ...ask, isAutopay: true })).rejects.toThrow("requires an active loan");
});

test("whose loan was charged off gets no other", async () => {
  const { art, loanId } = await lateLoan();
  await giveUp(orderFor(loanId));
  const applicationId = await applyAndDecide(art);
  const application = await db.loanApplication.findUniqueOrThrow({ where: { id: applicationId } });
  expect(application.status).toBe("DECLINED");
  expect(application.declineReasons[0]).toBe("poor-performance-with-us");
});

test("its pages say what was charged off, and count nothing of it as paid or late", async () => {
  const { art, loanId } = await lateLoan();
  const before = (await loanBook()).chargedOff;
  const { rows: chargeable } = await loanList.page({ lateFrom: 120 });
  expect(chargeable.map(({ id }) => id)).toContain(loanId);
  const order = orderFor(loanId);
  await giveUp(order);
  const view = (await getLoan(art.borrowerId, loanId))!;
  const parts = { fees: "0.00", interest: "200.00", principal: "4583.33" };
  const chargeOff = { on: LATE_ENOUGH, parts };
  expect(view).toMatchObject({ status: "CHARGED_OFF", isAutopay: false, chargeOff });
  expect(view.owed).toMatchObject({
    balance: { principal: "0.00" },
    daysPastDue: 0,
    nextDue: null,
    paidToDate: "466.67",
  });
  expect(view.rows.map(({ status }) => status).slice(0, 3)).toEqual(["paid", "charged-off", "charged-off"]);

  const admins = await getLoanAdmin(loanId);
  expect(admins).toMatchObject({ status: "CHARGED_OFF", daysPastDue: 0, pastDueAmount: "0.00" });
  expect(admins.chargeOffs).toMatchObject([
    { ...chargeOff, reason: order.reason, decidedBy: "Ada", paymentOrderId: null },
  ]);
  expect(admins.comparisons.map(({ ledger, expected }) => [ledger, expected])).toEqual([
    ["0.00", "0.00"],
    ["0.00", "0.00"],
  ]);
  const { rows } = await loanList.page({ status: "CHARGED_OFF" });
  expect(rows.map(({ id }) => id)).toContain(loanId);
  const { chargedOff } = await loanBook();
  expect(chargedOff.loans - before.loans).toBe(1);
  expect((Number(chargedOff.principal) - Number(before.principal)).toFixed(2)).toBe("4583.33");
  expect((await loanList.page({ lateFrom: 120 })).rows.map(({ id }) => id)).not.toContain(loanId);
});

test("a payment returned after the charge-off is charged off too", async () => {
  const { loanId, paid, owed } = await lateLoan();
  await giveUp(orderFor(loanId));
  const change = await changeOf([CASH, CHARGE_OFF_LOSS, REVENUE], () =>
    bankSays(paid, "RETURNED", "2026-07-02", "R10"),
  );
  expect(change).toEqual(["-466.67", "416.67", "-50.00"]);
  expect(await posted(...owed)).toEqual(["0.00", "0.00"]);
  const state = await stateOf(loanId, "2026-07-02");
  expect(state).toMatchObject({ status: "CHARGED_OFF", daysPastDue: 0, nextDue: null });
  expect(new Set(state.rows.map((row) => row.at(-1)))).toEqual(new Set(["charged-off"]));
  const note = await db.notification.findFirstOrThrow({
    where: { kind: "repayment-returned", href: `/borrower/loans/${loanId}` },
  });
  expect(note.body).toContain("The amounts it had paid are owed again. The loan is charged off");
  expect(note.body).not.toMatch(/nothing more will be collected/i);

  expect(await db.chargeOff.count({ where: { loanId } })).toBe(2);
});

test("a payoff returned after its loan was reopened and charged off is charged off with its closing", async () => {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, START);
  await toDate(LAST_PAID, loanId);
  const first = await pay(art, loanId, LAST_PAID);
  await setBusinessDate("2026-02-15");
  const payoff = await pay(art, loanId, "2026-02-15", "PAYOFF");
  // The first installment comes back: the loan runs again, owing that alone.
  await bankSays(first, "RETURNED", "2026-02-20", "R10");
  const owed = [borrowerPrincipal(art.borrowerId, loanId), borrowerInterest(art.borrowerId, loanId)];
  expect(await posted(...owed)).toEqual(["416.67", "50.00"]);
  await setBusinessDate("2026-06-01");
  await giveUp(orderFor(loanId, { shown: { fees: "0.00", interest: "50.00", principal: "416.67" } }));
  const change = await changeOf([CHARGE_OFF_LOSS], () => bankSays(payoff, "RETURNED", "2026-06-03", "R10"));
  expect(change).toEqual(["4583.33"]);
  expect(await posted(...owed)).toEqual(["0.00", "0.00"]);
});
