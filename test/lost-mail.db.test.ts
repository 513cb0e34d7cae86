// Two years in which mail is lost: people's addresses refuse, put off, or drop what is sent, the mail server is away for days, some have not
// agreed to electronic documents. No notice that the law asks for is missed: each arrives by email or is printed and mailed by its day.
import { afterAll, beforeAll, expect, it } from "vitest";
import { isBankingDay } from "@/lib/calendar/banking-days";
import { addDays, addMonths, compare, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { withdrawESignConsent } from "@/lib/documents/e-sign-consent";
import { env } from "@/lib/env";
import { expireOffers } from "@/lib/lending/application/expire-offers";
import { reviewDrafts } from "@/lib/lending/application/review-drafts";
import { saveTyped } from "@/lib/lending/application/save-typed";
import { LEGAL_KINDS } from "@/lib/notifications/kinds";
import { markLetterMailed } from "@/lib/notifications/paper-letters";
import { sendEmails } from "@/lib/notifications/send-emails";
import { issueDue } from "@/lib/paperwork/issue-due";
import { runRules } from "@/lib/regulations/check-regulations";
import { RULES } from "@/lib/regulations/rules";
import { startMail } from "@/sandbox/mail/server";
import { asOwner } from "@/test/owner";
import { Dice } from "@/test/simulation/random";
import { seedOfRun } from "@/test/simulation/seed";
import { activeLoan, applyAndDecide, newBorrower, useBureau } from "@/test/support/lending";
import { setBusinessDate } from "@/test/story";

const DAY_0 = "2026-01-05";
const MONTHS = Number(process.env.LOST_MAIL_MONTHS ?? 24);
const LAST_DAY = addMonths(DAY_0, MONTHS);
const NOBODY_LISTENS = 1; // a port
const APPLIES = 0.06; // per day
const AWAY = 0.03; // per day, for one or two days
/** How an address behaves, by its name: sandbox/mail/README.md. */
const ADDRESSES = ["fine", "bounce", "later", "drop"] as const;

const seed = seedOfRun();
const dice = new Dice(seed);
let mail: Awaited<ReturnType<typeof startMail>>;
beforeAll(async () => {
  mail = await startMail({ port: 0, pagePort: 0 });
  await useBureau();
  await setBusinessDate(DAY_0);
});
afterAll(() => mail.close());

let people = 0;

/** Somebody applies: is declined, is offered less and takes nothing, or leaves in the middle. */
async function somebodyApplies() {
  const kind = dice.pick(["declined", "offered less", "draft"] as const);
  const person = await newBorrower(`Person ${++people}`);
  const email = `${dice.pick(ADDRESSES)}-${people}@example.com`;
  await asOwner("UPDATE users SET email = $1 WHERE id = $2", [email, person.userId]);
  const { borrowerId } = person;
  if (kind === "draft")
    await saveTyped({ borrowerId, typed: { amount: "8,000.00", purpose: "vehicle" }, hasConsented: true });
  else if (kind === "declined") await applyAndDecide(person, { taxIdLast4: "0003" });
  else await applyAndDecide(person, { amount: "35000.00", monthlyIncome: "3000.00" });
  // Whoever withdraws the consent after signing the application gets the notice on paper.
  if (dice.chance(0.25)) await withdrawESignConsent({ userId: person.userId });
}

/** Twice a day, half a day apart: what waited for its next attempt is due again. */
async function sendAllDay() {
  for (const _ of ["morning", "evening"]) {
    await sendEmails();
    await db.$executeRaw`
      UPDATE email_messages SET next_attempt_at = next_attempt_at - interval '12 hours' WHERE state = 'QUEUED'`;
  }
}

/** Somebody prints and mails what waits: most of it on the next banking day, all of it by its day. */
async function mailLetters(on: IsoDate) {
  const waiting = await db.paperLetter.findMany({ where: { mailedOn: null }, orderBy: { id: "asc" } });
  for (const { id, dueOn } of waiting)
    if (compare(toIso(dueOn), nextWorkday(on)) < 0 || dice.chance(0.7))
      await markLetterMailed({ id, userId: "usr_staff" });
}

const toIso = (date: Date) => date.toISOString().slice(0, 10);

function nextWorkday(on: IsoDate): IsoDate {
  let day = addDays(on, 1);
  while (!isBankingDay(day)) day = addDays(day, 1);
  return day;
}

async function liveThrough(on: IsoDate, isAway: boolean) {
  await setBusinessDate(on);
  if (dice.chance(APPLIES)) await somebodyApplies();
  await expireOffers({ businessDate: on });
  await reviewDrafts({ businessDate: on });
  await issueDue({ businessDate: on });
  env.SMTP_URL = `smtp://127.0.0.1:${isAway ? NOBODY_LISTENS : mail.port}`;
  await sendAllDay();
  if (isBankingDay(on)) await mailLetters(on);
}

async function findings(on: IsoDate) {
  const results = await runRules(RULES, on);
  return results.flatMap(({ id, findings }) => findings.map((finding) => ({ on, rule: id, ...finding })));
}

it(`misses no notice that the law asks for in ${MONTHS} months of lost mail, seed ${seed}`, async () => {
  for (const name of ["Art Vandelay", "Max Loan"]) await activeLoan(await newBorrower(name), DAY_0);
  let awayUntil: IsoDate = DAY_0;
  for (let on: IsoDate = addDays(DAY_0, 1); compare(on, LAST_DAY) <= 0; on = addDays(on, 1)) {
    if (dice.chance(AWAY)) awayUntil = addDays(on, dice.int(1, 2));
    await liveThrough(on, compare(on, awayUntil) < 0);
    if (on.endsWith("-06") || on.endsWith("-20")) expect(await findings(on)).toEqual([]);
  }
  // A quiet week, in which nobody applies and everything on its way arrives.
  for (let days = 1; days <= 7; days++) {
    const on = addDays(LAST_DAY, days);
    await setBusinessDate(on);
    env.SMTP_URL = `smtp://127.0.0.1:${mail.port}`;
    await sendAllDay();
    if (isBankingDay(on)) await mailLetters(on);
  }
  expect(await findings(addDays(LAST_DAY, 7))).toEqual([]);
  await expectAllArrived();
}, 600_000);

/** By what the mail server took and the letters that were mailed, not by what the rules say. */
async function expectAllArrived() {
  const legal = await db.notification.findMany({
    where: { kind: { in: [...LEGAL_KINDS] } },
    select: { id: true },
  });
  const emails = await db.emailMessage.findMany({ where: { kind: { in: [...LEGAL_KINDS] } } });
  const letters = await db.paperLetter.findMany();
  const taken = new Set(mail.mails.map(({ messageId }) => messageId.replace(/^<|@.*$/g, "")));
  const arrived = new Set([
    ...emails
      .filter(({ id, state }) => state === "SENT" && taken.has(id))
      .map(({ notificationId }) => notificationId),
    ...letters
      .filter(({ mailedOn, dueOn }) => mailedOn && mailedOn <= dueOn)
      .map(({ notificationId }) => notificationId),
  ]);
  expect(legal.filter(({ id }) => !arrived.has(id))).toEqual([]);
  const kinds = await db.issuedDocument.groupBy({ by: ["kind"], _count: true });
  const counts = Object.fromEntries(kinds.map(({ kind, _count }) => [kind, _count]));
  for (const kind of ["adverse-action", "counteroffer", "incompleteness"])
    expect(counts[kind], kind).toBeGreaterThan(MONTHS >= 24 ? 2 : 0);
  const reasons = new Set(letters.map(({ reason }) => reason));
  if (MONTHS >= 24) expect(reasons.size).toBeGreaterThan(2);
}
