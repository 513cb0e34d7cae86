// Reminders: on their days, once, and not about what was paid.
import { beforeAll, expect, it } from "vitest";
import { addDays, addMonths, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { refreshStandings } from "@/lib/lending/reading/loan-standings";
import { repay } from "@/lib/lending/repayment/repay";
import { activeLoan, applyAndDecide, newBorrower, useBureau } from "@/test/support/lending";
import { setBusinessDate } from "@/test/story";
import { sendReminders } from "./send-reminders";

const DAY_0 = "2026-01-05";
const DUE = addMonths(DAY_0, 1);
beforeAll(async () => {
  await useBureau();
  await setBusinessDate(DAY_0);
});

async function remindOn(on: IsoDate) {
  await setBusinessDate(on);
  await refreshStandings();
  await sendReminders();
  await sendReminders();
}

const kindsOf = async (userId: string) =>
  (await db.notification.findMany({ where: { userId }, orderBy: [{ datedOn: "asc" }] }))
    .filter(({ kind }) => /soon|late|expiring/.test(kind))
    .map(({ kind, datedOn }) => `${datedOn.toISOString().slice(0, 10)} ${kind}`);

it("reminds a borrower a week before the due date, and 1, 8 and 16 days after it, each once", async () => {
  const art = await newBorrower("Art Vandelay");
  await activeLoan(art, DAY_0);
  for (const days of [-8, -7, 0, 1, 2, 8, 16]) await remindOn(addDays(DUE, days));
  expect(await kindsOf(art.userId)).toEqual([
    "2026-01-29 payment-due-soon",
    "2026-02-06 payment-late",
    "2026-02-13 payment-late",
    "2026-02-21 payment-late",
  ]);
  const email = await db.emailMessage.findFirst({ where: { userId: art.userId, kind: "payment-late" } });
  expect(email?.subject).toBe("A payment is late");
});

it("does not remind of what a pending payment covers, and three days ahead where autopay collects", async () => {
  await setBusinessDate(DAY_0);
  const [payer, automatic] = [await newBorrower("Paying Ahead"), await newBorrower("Auto Pay")];
  const { loanId } = await activeLoan(payer, DAY_0);
  await activeLoan(automatic, DAY_0, { isAutopay: true });
  await repay({ ...payer, loanId, kind: "SCHEDULED", idempotencyKey: "ahead" });
  for (const days of [-7, -3]) await remindOn(addDays(DUE, days));
  expect(await kindsOf(payer.userId)).toEqual([]);
  expect(await kindsOf(automatic.userId)).toEqual(["2026-02-02 autopay-soon"]);
});

it("reminds of offers 7 days and 1 day before they end", async () => {
  await setBusinessDate(DAY_0);
  const rosa = await newBorrower("Rosa Lee");
  await applyAndDecide(rosa);
  const last = addDays(DAY_0, 30);
  for (const days of [-7, -6, -1]) await remindOn(addDays(last, days));
  expect(await kindsOf(rosa.userId)).toEqual(["2026-01-28 offer-expiring", "2026-02-03 offer-expiring"]);
});
