import "@/test/sandbox-bank";
import { beforeEach, expect, it } from "vitest";
import { addAccount, addUser, FRIDAY, moveTo, placeOrder } from "@/test/payments";
import { db } from "@/lib/db";
import { disableExternalAccounts, listExternalAccounts } from "./external-accounts";

let userId: string;
beforeEach(async () => {
  userId = await addUser();
});

it("keeps the number sealed and lets only its last four digits out", async () => {
  const account = await addAccount(userId, "123456789");
  expect(account).toMatchObject({ last4: "6789", bankName: "JPMorgan Chase", status: "ACTIVE" });
  expect(JSON.stringify([account, await listExternalAccounts(userId)])).not.toContain("12345");
  const row = await db.externalAccount.findUniqueOrThrow({ where: { id: account.id } });
  expect(JSON.stringify(row)).not.toContain("12345");
});

it("takes the same account given twice for one", async () => {
  const [first, second] = [await addAccount(userId, "123456789"), await addAccount(userId, "123456789")];
  expect(second.id).toBe(first.id);
  expect(await listExternalAccounts(userId)).toHaveLength(1);
});

it("takes another number with the same last digits for another account", async () => {
  await addAccount(userId, "123456789");
  await addAccount(userId, "923456789");
  expect(await listExternalAccounts(userId)).toHaveLength(2);
});

it("shows nobody the accounts of somebody else", async () => {
  await addAccount(userId, "123456789");
  expect(await listExternalAccounts(await addUser())).toEqual([]);
});

it("refuses an account that a bank said does not work", async () => {
  const { id } = await addAccount(userId, "10003");
  await disableExternalAccounts(db, [{ id, reason: "R03" }]);
  await expect(addAccount(userId, "10003")).rejects.toMatchObject({
    code: "wrong-state",
    field: "accountNumber",
  });
  expect(await listExternalAccounts(userId)).toMatchObject([{ status: "DISABLED", disabledReason: "R03" }]);
});

it("registers an account at the bank when it is first used, and only then", async () => {
  await moveTo(FRIDAY);
  const { id } = await addAccount(userId, "123456789");
  const providerId = async () => (await db.externalAccount.findUniqueOrThrow({ where: { id } })).providerId;
  expect(await providerId()).toBeNull();
  await placeOrder(userId);
  const known = await providerId();
  expect(known).not.toBeNull();
  await placeOrder(userId);
  expect(await providerId()).toBe(known);
});
