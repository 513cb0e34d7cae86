// Notices and letters of events: each is issued once, with the figures of the event, and to the right person.
import { beforeAll, expect, it } from "vitest";
import { addDays, toDbDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { listIssued } from "@/lib/documents/issued/queries";
import { fileOf } from "@/lib/documents/issued/render";
import { expireOffers } from "@/lib/lending/application/expire-offers";
import { reasonWords } from "@/lib/lending/credit/decline-reasons";
import { formatMoney } from "@/lib/money/money";
import { quoteRepayment } from "@/lib/lending/repayment/quote-repayment";
import { repay } from "@/lib/lending/repayment/repay";
import {
  activeLoan,
  applyAndDecide,
  bankSays,
  chargeInterest,
  newBorrower,
  useBureau,
} from "@/test/support/lending";
import { newInvestor, openAndClear } from "@/test/support/investing";
import { setBusinessDate } from "@/test/story";
import { issueDue, issueEvents } from "./issue-due";
import { requestPayoffLetter } from "./request-payoff-letter";
import { taxLines } from "./tax-year";

const DAY_0 = "2026-01-05";
beforeAll(async () => {
  await useBureau();
  await setBusinessDate(DAY_0);
});

const textsOf = async (userId: string, kind: string) =>
  Promise.all(
    (await listIssued(userId, [kind])).map(async ({ id }) => (await fileOf(id)).text.replace(/\s+/g, " ")),
  );

it("sends a notice of adverse action with the reasons of the decision, within a minute of it", async () => {
  const ben = await newBorrower("Ben Carter");
  const applicationId = await applyAndDecide(ben, { taxIdLast4: "0003" });
  await issueEvents();
  await issueEvents();
  const [notice, ...others] = await textsOf(ben.userId, "adverse-action");
  expect(others).toEqual([]);
  const { creditReport, submittedOn } = await db.loanApplication.findUniqueOrThrow({
    where: { id: applicationId },
  });
  expect(notice).toContain("Unacceptable credit references");
  expect(notice).toContain(String((creditReport as { score: number }).score));
  const issued = await db.issuedDocument.findFirstOrThrow({
    where: { kind: "adverse-action", userId: ben.userId },
  });
  expect(issued.issuedOn <= toDbDate(addDays(submittedOn!.toISOString().slice(0, 10), 30))).toBe(true);
  expect(
    (JSON.parse(issued.data) as { facts: { letter: { reasons: string[] } } }).facts.letter.reasons.length,
  ).toBeLessThanOrEqual(4);
});

const LESS = { amount: "35000.00", monthlyIncome: "3000.00" };

it("sends a counteroffer with its reasons in one notice, after which nothing more is due when it expires", async () => {
  const rosa = await newBorrower("Rosa Lopez");
  const applicationId = await applyAndDecide(rosa, LESS);
  await issueEvents();
  await issueEvents();
  const [notice, ...others] = await textsOf(rosa.userId, "counteroffer");
  expect(others).toEqual([]);
  const { declineReasons, offers } = await db.loanApplication.findUniqueOrThrow({
    where: { id: applicationId },
    include: { offers: true },
  });
  expect(declineReasons.length).toBeGreaterThan(0);
  for (const reason of declineReasons) expect(notice).toContain(reasonWords(reason));
  for (const { apr, amount } of offers) {
    expect(notice).toContain(`${apr.toFixed(2)}%`);
    expect(notice).toContain(formatMoney(amount.toFixed(2)));
  }
  expect(notice).toContain("Amount you asked for $35,000.00");
  expect(notice).toContain("until February 4, 2026");
  const expired = addDays(DAY_0, 31);
  await setBusinessDate(expired);
  await expireOffers({ businessDate: expired });
  await issueEvents();
  expect(await textsOf(rosa.userId, "adverse-action")).toEqual([]);
  await setBusinessDate(DAY_0);
});

it("sends a notice of adverse action when offers of less expire that came without the combined one", async () => {
  const rosa = await newBorrower("Rosa Lee");
  const applicationId = await applyAndDecide(rosa, LESS);
  const application = await db.loanApplication.findUniqueOrThrow({
    where: { id: applicationId },
    include: { offers: true },
  });
  expect(application.status).toBe("OFFERED");
  expect(Math.max(...application.offers.map(({ amount }) => Number(amount)))).toBeLessThan(35_000);
  const expired = addDays(DAY_0, 31);
  await setBusinessDate(expired);
  await expireOffers({ businessDate: expired });
  await issueEvents();
  const [notice] = await textsOf(rosa.userId, "adverse-action");
  expect(notice).toContain("Amount you asked for $35,000.00");
  expect(notice).toContain("We could not approve the amount you asked for and offered you less.");
  await setBusinessDate(DAY_0);
});

it("gives no notice to who let offers of the whole amount expire", async () => {
  const lea = await newBorrower("Lea Gold");
  await applyAndDecide(lea);
  const expired = addDays(DAY_0, 31);
  await setBusinessDate(expired);
  await expireOffers({ businessDate: expired });
  await issueEvents();
  expect(await textsOf(lea.userId, "adverse-action")).toEqual([]);
  expect(await textsOf(lea.userId, "counteroffer")).toEqual([]);
  await setBusinessDate(DAY_0);
});

it("gives everybody a copy of what they signed, with the text's hash", async () => {
  const art = await newBorrower("Art Vandelay");
  await activeLoan(art, DAY_0);
  await issueEvents();
  const copies = await textsOf(art.userId, "signed-copy");
  const signed = await db.signedDocument.findMany({ where: { userId: art.userId } });
  expect(copies.length).toBe(signed.length);
  for (const { sha256 } of signed)
    expect(copies.some((text) => text.replace(/ /g, "").includes(sha256))).toBe(true);
});

it("states the payoff on a date as the repayment quote does, and refuses other dates beside their field", async () => {
  const art = await newBorrower("Art Payoff");
  const { loanId } = await activeLoan(art, DAY_0);
  const ask = (goodThrough: string) =>
    requestPayoffLetter({ borrowerId: art.borrowerId, loanId, goodThrough });
  await ask(DAY_0);
  await ask(DAY_0);
  const quote = await quoteRepayment({ borrowerId: art.borrowerId, loanId, kind: "PAYOFF" });
  const letters = await textsOf(art.userId, "payoff-letter");
  expect(letters).toHaveLength(1);
  expect(letters[0]).toContain(
    `Payoff amount $${Number(quote.payoffAmount).toLocaleString("en-US", { minimumFractionDigits: 2 })}`,
  );
  await ask("2026-01-20");
  const [later] = await textsOf(art.userId, "payoff-letter");
  expect(later).toContain("Payoff amount $5,024.19"); // 5,000.00 + 50.00 × 15 / 31
  for (const date of ["2026-01-04", "2026-02-05"])
    await expect(ask(date)).rejects.toMatchObject({ code: "invalid", field: "goodThrough" });
  const other = await newBorrower("Somebody Else");
  await expect(
    requestPayoffLetter({ borrowerId: other.borrowerId, loanId, goodThrough: DAY_0 }),
  ).rejects.toMatchObject({ code: "not-found" });
});

it("confirms a loan that was paid in full, with what was paid", async () => {
  const art = await newBorrower("Art Finished");
  const { loanId } = await activeLoan(art, DAY_0);
  const due = "2026-02-05";
  await setBusinessDate(due);
  await chargeInterest(due, loanId);
  const { paymentOrderId } = await repay({
    ...art,
    loanId,
    kind: "PAYOFF",
    idempotencyKey: "finish",
  });
  await bankSays(paymentOrderId, "COMPLETED", due);
  await issueEvents();
  const [letter] = await textsOf(art.userId, "paid-in-full");
  expect(letter).toContain("Principal paid $5,000.00 Interest paid $50.00 Paid in all $5,050.00");
  expect(letter).toContain("your bank can return until April 6, 2026");
  await setBusinessDate(DAY_0);
});

it("announces a maturity 30 days ahead, and reports interest in the year in which it was paid", async () => {
  const brittany = await newInvestor("Brittany Chen");
  await openAndClear(brittany, "2026-01-02");
  await setBusinessDate("2026-12-03");
  await issueDue({ businessDate: "2026-12-02" });
  expect(await textsOf(brittany.userId, "maturity-notice")).toEqual([]);
  await issueDue({ businessDate: "2026-12-03" });
  const [notice] = await textsOf(brittany.userId, "maturity-notice");
  expect(notice).toContain("Interest for the whole term $480.00 Payout $10,480.00");
  expect(await taxLines(db, { investorIds: [brittany.investorId], year: 2026 })).toEqual([]);
});
