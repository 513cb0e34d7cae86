// What every test with a story needs: a date, a bank account that no bank has heard of, and leave to be refused.
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction } from "@/lib/db";
import { issueESignText } from "@/lib/documents/e-sign-access";
import { keepESignConsent } from "@/lib/documents/e-sign-consent";
import { DomainError } from "@/lib/errors";
import { newId } from "@/lib/ids";

export async function setBusinessDate(date: IsoDate): Promise<void> {
  const businessDate = toDbDate(date);
  await db.businessClock.upsert({ where: { id: 1 }, create: { businessDate }, update: { businessDate } });
}

/** The person agrees to sign electronically. On a date of no meaning, because some stories begin without one. */
export function agreeToSign(userId: string): Promise<void> {
  return inTransaction(async (tx) => {
    const { code } = await issueESignText(tx, { userId, on: "2025-01-01" });
    await keepESignConsent(tx, { userId, code, on: "2025-01-01" });
  });
}

export async function newBankAccount(userId: string): Promise<string> {
  const id = newId("acct");
  await db.externalAccount.create({
    data: {
      id,
      userId,
      holderName: "The holder",
      bankName: "First Bank",
      routingNumber: "021000021",
      accountNumberSealed: "-",
      accountNumberLast4: "6789",
      accountType: "checking",
    },
  });
  return id;
}

/** For the `catch` of what chance has thought up: a refusal is an answer, any other error a bug. */
export function refused(error: unknown): null {
  if (error instanceof DomainError) return null;
  throw error;
}
