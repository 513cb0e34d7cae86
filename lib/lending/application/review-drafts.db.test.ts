// Applications that were begun and left: who gets the notice, when, and what becomes of the draft.
import { beforeAll, beforeEach, expect, it } from "vitest";
import { addDays } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { listIssued } from "@/lib/documents/issued/queries";
import { fileOf } from "@/lib/documents/issued/render";
import { withdrawESignConsent } from "@/lib/documents/e-sign-consent";
import { newBorrower } from "@/test/support/lending";
import { setBusinessDate } from "@/test/story";
import { reviewDrafts } from "./review-drafts";
import { saveTyped } from "./save-typed";

const DAY_0 = "2026-01-05";
const IDLE = addDays(DAY_0, 10);
const COMPLETE_BY = addDays(IDLE, 30);

beforeAll(() => setBusinessDate(DAY_0));
beforeEach(() => setBusinessDate(DAY_0));

const typed = { amount: "8,000.00", purpose: "vehicle", monthlyIncome: "4,000.00", employment: "employed" };

async function draft(name: string, hasConsented = true) {
  const person = await newBorrower(name);
  const { applicationId } = await saveTyped({ borrowerId: person.borrowerId, typed, hasConsented });
  return { ...person, applicationId };
}

const noticesTo = (userId: string) => listIssued(userId, ["incompleteness"]);
const statusOf = async (id: string) => (await db.loanApplication.findUniqueOrThrow({ where: { id } })).status;

it("says once, after ten days, what is missing and until when, by email", async () => {
  const lea = await draft("Lea Gold");
  await reviewDrafts({ businessDate: addDays(IDLE, -1) });
  expect(await noticesTo(lea.userId)).toEqual([]);
  await reviewDrafts({ businessDate: IDLE });
  await reviewDrafts({ businessDate: IDLE });
  const [notice, ...others] = await noticesTo(lea.userId);
  expect(others).toEqual([]);
  const text = (await fileOf(notice!.id)).text.replace(/\s+/g, " ");
  expect(text).toContain("a loan of $8,000.00");
  for (const missing of [
    "Your years in this job",
    "Your monthly housing cost",
    "Your Social Security number",
  ])
    expect(text).toContain(missing);
  expect(text).not.toContain("Where your income comes from");
  expect(text).toContain("Complete it by February 14, 2026");
  expect(
    await db.emailMessage.count({ where: { userId: lea.userId, kind: "document-incompleteness" } }),
  ).toBe(1);
});

it("goes by mail to who withdrew the consent to electronic documents", async () => {
  const max = await draft("Max Paper");
  await withdrawESignConsent({ userId: max.userId });
  await reviewDrafts({ businessDate: IDLE });
  expect(await db.emailMessage.count({ where: { userId: max.userId } })).toBe(0);
  expect(await db.paperLetter.count({ where: { userId: max.userId } })).toBe(1);
});

it("closes the application after its day, without a decision, and a new one can be begun", async () => {
  const lea = await draft("Lea Closed");
  await reviewDrafts({ businessDate: IDLE });
  await reviewDrafts({ businessDate: COMPLETE_BY });
  expect(await statusOf(lea.applicationId)).toBe("DRAFT");
  const { closed } = await reviewDrafts({ businessDate: addDays(COMPLETE_BY, 1) });
  expect(closed).toBeGreaterThan(0);
  expect(await statusOf(lea.applicationId)).toBe("EXPIRED");
  const again = await saveTyped({ borrowerId: lea.borrowerId, typed });
  expect(again.applicationId).not.toBe(lea.applicationId);
});

it("starts the ten days again with every change, and gives another notice when it is left again", async () => {
  const lea = await draft("Lea Slow");
  await reviewDrafts({ businessDate: IDLE });
  const back = addDays(IDLE, 5);
  await setBusinessDate(back);
  await saveTyped({ borrowerId: lea.borrowerId, typed: { employedYears: "3" } });
  await reviewDrafts({ businessDate: addDays(COMPLETE_BY, 1) });
  expect(await statusOf(lea.applicationId)).toBe("DRAFT");
  expect(await noticesTo(lea.userId)).toHaveLength(2);
});

it("leaves alone a draft without consent to the credit check: nothing was asked of us yet", async () => {
  const lea = await draft("Lea Looking", false);
  await reviewDrafts({ businessDate: addDays(IDLE, 100) });
  expect(await noticesTo(lea.userId)).toEqual([]);
  expect(await statusOf(lea.applicationId)).toBe("DRAFT");
});
