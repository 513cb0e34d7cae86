// What every test that tells a story needs: a date, and a bank account that no bank has heard of.
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";

export async function setBusinessDate(date: IsoDate): Promise<void> {
  const businessDate = toDbDate(date);
  await db.businessClock.upsert({ where: { id: 1 }, create: { businessDate }, update: { businessDate } });
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
