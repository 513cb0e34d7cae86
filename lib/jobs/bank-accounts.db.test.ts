// What becomes of a bank account: removed while nothing needs it, flagged when another person has given it, reviewed by staff.
import { beforeAll, describe, expect, it } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { newId } from "@/lib/ids";
import { newInvestor, openAndClear } from "@/test/support/investing";
import { repay } from "@/lib/lending/repayment/repay";
import { setAutopay } from "@/lib/lending/autopay/set-autopay";
import { activeLoan, bankSays, newBorrower, useBureau } from "@/test/support/lending";
import { createPaymentOrder } from "@/lib/payments/create-payment-order";
import {
  addExternalAccount,
  disableExternalAccounts,
  listExternalAccounts,
} from "@/lib/payments/external-accounts";
import { countAccountsToReview, sharedAccountList } from "@/lib/payments/shared-accounts";
import { addUser } from "@/test/payments";
import { newAdmin } from "@/test/people";
import { setBusinessDate } from "@/test/story";
import { removeBankAccount } from "./remove-bank-account";
import { reportSharedAccount } from "./report-shared-account";
import { reviewBankAccount } from "./review-bank-account";

const START = "2026-01-05";

beforeAll(async () => {
  await useBureau();
  await setBusinessDate(START);
});

let next = 700_000_000;
const newNumber = () => String((next += 1));
const give = (userId: string, accountNumber = newNumber(), more = {}) =>
  addExternalAccount({
    ...{ userId, accountNumber, holderName: "Art", routingNumber: "021000021", accountType: "checking" },
    ...more,
  });
const remove = (userId: string, externalAccountId: string) =>
  removeBankAccount({ userId, externalAccountId });
const statusOf = async (id: string) => (await db.externalAccount.findUniqueOrThrow({ where: { id } })).status;
const pay = (userId: string, externalAccountId: string) =>
  inTransaction((tx) =>
    createPaymentOrder(tx, {
      ...{ kind: "REPAYMENT", direction: "DEBIT", rail: "ACH", amount: "10.00", createdOn: START },
      ...{ subjectType: "repayment", subjectId: newId("rpy"), userId, externalAccountId },
    }),
  );

describe("removing", () => {
  it("takes the account off the list and out of use, and keeps it for the payments that name it", async () => {
    const userId = await addUser();
    const { id } = await give(userId);
    const { id: orderId } = await pay(userId, id);
    await db.paymentOrder.update({ where: { id: orderId }, data: { status: "FAILED" } });
    await remove(userId, id);
    await remove(userId, id);
    expect(await listExternalAccounts(userId)).toEqual([]);
    const order = await db.paymentOrder.findUniqueOrThrow({
      where: { id: orderId },
      include: { externalAccount: true },
    });
    expect(order.externalAccount).toMatchObject({ id, status: "REMOVED" });
    await expect(pay(userId, id)).rejects.toThrow("You removed this bank account.");
    expect(await db.auditEvent.count({ where: { action: "bank-account.remove", subjectId: id } })).toBe(1);
  });

  it("of somebody else's account is refused as if there were none", async () => {
    const { id } = await give(await addUser());
    await expect(remove(await addUser(), id)).rejects.toMatchObject({ code: "not-found" });
    expect(await statusOf(id)).toBe("ACTIVE");
  });

  it("is refused while a payment is pending, and names it", async () => {
    const userId = await addUser();
    const { id } = await give(userId);
    const { number } = await pay(userId, id);
    await expect(remove(userId, id)).rejects.toMatchObject({
      code: "wrong-state",
      message: expect.stringContaining(`payment ${number} of $10.00 is pending`),
    });
    expect(await statusOf(id)).toBe("ACTIVE");
  });

  it("is refused while autopay of a loan collects from it, and possible once that is off", async () => {
    const art = await newBorrower();
    const { loanId } = await activeLoan(art, START, { isAutopay: true });
    const { number } = await db.loan.findUniqueOrThrow({ where: { id: loanId } });
    await expect(remove(art.userId, art.externalAccountId)).rejects.toThrow(
      `autopay for loan ${number} collects from it`,
    );
    await setAutopay({ ...art, loanId, isAutopay: false });
    await remove(art.userId, art.externalAccountId);
    const on = { ...art, loanId, isAutopay: true };
    await expect(setAutopay(on)).rejects.toThrow("You removed this bank account.");
    const again = { ...art, loanId, kind: "SCHEDULED" as const, idempotencyKey: newId("key") };
    await expect(repay(again)).rejects.toThrow("You removed this bank account.");
  });

  it("is refused while a loan waits to be paid out to it", async () => {
    const art = await newBorrower();
    const { loanId, disbursementOrderId } = await activeLoan(art, START);
    await bankSays(disbursementOrderId, "RETURNED", START, "R09");
    await db.loan.update({
      where: { id: loanId },
      data: { status: "AWAITING_FUNDS", externalAccountId: art.externalAccountId },
    });
    await expect(remove(art.userId, art.externalAccountId)).rejects.toThrow("will be paid out to it");
  });

  it("is refused while the payout of an investment goes to it", async () => {
    const brittany = await newInvestor("Brittany Chen");
    const { investmentId } = await openAndClear(brittany, START);
    const { number } = await db.investment.findUniqueOrThrow({ where: { id: investmentId } });
    await expect(remove(brittany.userId, brittany.externalAccountId)).rejects.toThrow(
      `the payout of investment ${number} goes to it`,
    );
  });

  it("against autopay being turned on at the same moment: never both", async () => {
    for (let round = 0; round < 5; round += 1) {
      const art = await newBorrower();
      const { loanId } = await activeLoan(art, START);
      await Promise.allSettled([
        remove(art.userId, art.externalAccountId),
        setAutopay({ ...art, loanId, isAutopay: true }),
      ]);
      const { isAutopay } = await db.loan.findUniqueOrThrow({ where: { id: loanId } });
      expect([isAutopay, await statusOf(art.externalAccountId)]).not.toEqual([true, "REMOVED"]);
    }
  });

  it("is undone by adding the account again, except for one that a bank has refused", async () => {
    const userId = await addUser();
    const accountNumber = newNumber();
    const { id } = await give(userId, accountNumber);
    await remove(userId, id);
    expect(await give(userId, accountNumber)).toMatchObject({ id, status: "ACTIVE", isNew: true });
    await disableExternalAccounts(db, [{ id, reason: "The account is closed." }]);
    await remove(userId, id);
    await expect(give(userId, accountNumber)).rejects.toMatchObject({ field: "accountNumber" });
    const other = newNumber();
    const second = await give(userId, other);
    await remove(userId, second.id);
    await disableExternalAccounts(db, [{ id: second.id, reason: "The account is closed." }]); // a late return
    await expect(give(userId, other)).rejects.toMatchObject({ field: "accountNumber" });
  });
});

describe("one account of several people", () => {
  it("is flagged from the second person on, and waits for staff before money moves", async () => {
    const [first, second, third] = [await addUser(), await addUser(), await addUser()];
    const accountNumber = newNumber();
    const own = await give(first, accountNumber);
    const [copy, again] = [await give(second, accountNumber), await give(third, accountNumber)];
    expect([own.status, copy.status, again.status]).toEqual(["ACTIVE", "IN_REVIEW", "IN_REVIEW"]);
    expect(JSON.stringify(await listExternalAccounts(second))).not.toContain(first);
    await pay(first, own.id);
    for (const [userId, { id }] of [
      [second, copy],
      [third, again],
    ] as const)
      await expect(pay(userId, id)).rejects.toThrow("This bank account is under review.");
    const shared = (await sharedAccountList.page({ pageSize: 200 })).rows.filter(({ id }) =>
      [own.id, copy.id, again.id].includes(id),
    );
    expect(shared.map(({ id, others }) => [id, others.map(({ userId }) => userId)])).toEqual([
      [again.id, [first, second]],
      [copy.id, [first, third]],
    ]);
  });

  it("is recognized by its routing number too, whatever the type and the holder", async () => {
    const accountNumber = newNumber();
    await give(await addUser(), accountNumber);
    const elsewhere = await give(await addUser(), accountNumber, { routingNumber: "021000089" });
    const savings = await give(await addUser(), accountNumber, { accountType: "savings", holderName: "Bo" });
    expect([elsewhere.status, savings.status]).toEqual(["ACTIVE", "IN_REVIEW"]);
  });

  it("is found when it was added before hashes were kept, and when its first person has removed it", async () => {
    const [old, removed] = [newNumber(), newNumber()];
    const { id } = await give(await addUser(), old);
    await db.externalAccount.update({ where: { id }, data: { numberHash: null } });
    expect((await give(await addUser(), old)).status).toBe("IN_REVIEW");
    const first = await addUser();
    await remove(first, (await give(first, removed)).id);
    expect((await give(await addUser(), removed)).status).toBe("IN_REVIEW");
  });

  it("given by two at the same moment is flagged for one of them", async () => {
    for (let round = 0; round < 5; round += 1) {
      const people = [await addUser(), await addUser()];
      const accountNumber = newNumber();
      const given = await Promise.all(people.map((userId) => give(userId, accountNumber)));
      expect(given.map(({ status }) => status).sort()).toEqual(["ACTIVE", "IN_REVIEW"]);
    }
  });

  it("stays in review when its person removes it and adds it again", async () => {
    const accountNumber = newNumber();
    await give(await addUser(), accountNumber);
    const second = await addUser();
    const { id } = await give(second, accountNumber);
    await remove(second, id);
    expect(await give(second, accountNumber)).toMatchObject({ id, status: "IN_REVIEW" });
  });

  it("is reported to every administrator, once, with a link", async () => {
    const { userId: admin } = await newAdmin();
    const accountNumber = newNumber();
    await give(await addUser(), accountNumber);
    const { id } = await give(await addUser(), accountNumber);
    const [job] = await db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM graphile_worker.jobs WHERE key = ${`shared-account:${id}`}`;
    expect(job!.count).toBe(1);
    await reportSharedAccount(id);
    await reportSharedAccount(id);
    const notes = await db.notification.findMany({ where: { userId: admin, kind: "shared-account" } });
    expect(notes).toMatchObject([{ href: `/admin/bank-accounts?account=${id}` }]);
  });

  it("of the sandbox's published numbers is flagged and stays usable", async () => {
    await give(await addUser(), "10001");
    const second = await addUser();
    const { id, status } = await give(second, "10001");
    expect(status).toBe("ACTIVE");
    await pay(second, id);
    expect((await sharedAccountList.page({ pageSize: 200 })).rows.map((shared) => shared.id)).toContain(id);
  });
});

describe("a review", () => {
  async function flagged() {
    const accountNumber = newNumber();
    await give(await addUser(), accountNumber);
    const userId = await addUser();
    return { userId, accountNumber, ...(await give(userId, accountNumber)) };
  }
  const reason = "A statement was shown.";

  it("that clears it makes it usable, for good, and notifies its person of nobody else", async () => {
    const { userId: admin } = await newAdmin();
    const { id, userId, accountNumber } = await flagged();
    const waiting = await countAccountsToReview();
    await reviewBankAccount({ userId: admin, externalAccountId: id, isCleared: true, reason });
    expect(await countAccountsToReview()).toBe(waiting - 1);
    await db.paymentOrder.update({ where: { id: (await pay(userId, id)).id }, data: { status: "FAILED" } });
    await remove(userId, id);
    expect((await give(userId, accountNumber)).status).toBe("ACTIVE");
    const note = await db.notification.findFirstOrThrow({ where: { userId } });
    expect(note).toMatchObject({ kind: "bank-account-cleared", title: "Your bank account can be used" });
    expect(note.body).not.toMatch(/person|someone|somebody|other/i);
  });

  it("that refuses it disables it, for good", async () => {
    const { userId: admin } = await newAdmin();
    const { id, userId, accountNumber } = await flagged();
    await reviewBankAccount({ userId: admin, externalAccountId: id, isCleared: false, reason });
    expect(await listExternalAccounts(userId)).toMatchObject([
      { status: "DISABLED", disabledReason: "Our staff could not confirm that this account is yours." },
    ]);
    await remove(userId, id);
    await expect(give(userId, accountNumber)).rejects.toMatchObject({ code: "wrong-state" });
  });

  it("is made once, by another person than its owner, of an account that is flagged", async () => {
    const { userId: admin } = await newAdmin();
    const { id, userId } = await flagged();
    const review = (reviewer: string, externalAccountId: string) =>
      reviewBankAccount({ userId: reviewer, externalAccountId, isCleared: true, reason });
    await expect(review(userId, id)).rejects.toMatchObject({ code: "not-allowed" });
    await review(admin, id);
    await expect(review(admin, id)).rejects.toMatchObject({ code: "wrong-state" });
    await expect(review(admin, (await give(await addUser())).id)).rejects.toMatchObject({
      code: "wrong-state",
    });
    await expect(review(admin, "acct_none")).rejects.toMatchObject({ code: "not-found" });
  });
});
