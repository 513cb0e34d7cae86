import { beforeAll, expect, it } from "vitest";
import { db } from "@/lib/db";
import { verifyCredentials } from "@/lib/identity/verify-credentials";
import { createSession } from "@/lib/session-rows";
import { newAdmin, newPerson, PASSWORD, setBusinessDate } from "@/test/people";
import { open } from "@/test/support/investing";
import { newBankAccount } from "@/test/story";
import { ensureInvestmentOptions } from "@/lib/investing/investment-options";
import { closeAccount } from "./close-account";

beforeAll(async () => {
  await setBusinessDate();
  await ensureInvestmentOptions(db);
});

it("closes an account without money: nobody signs in to it any more, and its owner is notified", async () => {
  const { userId, email } = await newPerson("INVESTOR");
  await createSession(db, { userId });
  await closeAccount({ userId });
  expect(await db.session.count({ where: { userId, revokedAt: null } })).toBe(0);
  await expect(verifyCredentials({ email, password: PASSWORD }, "192.0.2.9")).rejects.toThrow(/Incorrect/);
  expect(await db.notification.count({ where: { userId, kind: "account-closed" } })).toBe(1);
  expect(await db.auditEvent.count({ where: { subjectId: userId, action: "user.close-account" } })).toBe(1);
});

it("is refused while there is money in it, with what it is, and for staff", async () => {
  const { userId, investorId } = await newPerson("INVESTOR");
  await open({ userId, investorId: investorId!, externalAccountId: await newBankAccount(userId) });
  await expect(closeAccount({ userId })).rejects.toMatchObject({
    code: "wrong-state",
    message: expect.stringMatching(
      /^You can't close your account yet: investment \d+ is not paid out; payment \d+ is pending\.$/,
    ),
  });
  const { userId: ada } = await newAdmin();
  await expect(closeAccount({ userId: ada })).rejects.toMatchObject({ code: "not-allowed" });
});
