// Every rule on a book that keeps it and on one that breaks it, with the id of what does.
import { beforeAll, expect, it } from "vitest";
import { addDays, addMonths, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { withdrawESignConsent } from "@/lib/documents/e-sign-consent";
import { newId } from "@/lib/ids";
import { saveTyped } from "@/lib/lending/application/save-typed";
import { reviewDrafts } from "@/lib/lending/application/review-drafts";
import { collectDue } from "@/lib/lending/repayment/collect-due";
import { issueDue, issueEvents } from "@/lib/paperwork/issue-due";
import { newAdmin } from "@/test/people";
import {
  activeLoan,
  apply,
  applyAndDecide,
  newBorrower,
  useBureau,
  type TestBorrower,
} from "@/test/support/lending";
import { asOwner } from "@/test/owner";
import { setBusinessDate } from "@/test/story";
import { checkRegulations, runRules } from "./check-regulations";
import { getRun, latestRun, listRuns } from "./queries";
import { RULES } from "./rules";

const DAY_0 = "2026-01-05";
const DUE = addMonths(DAY_0, 1);
const LESS = { amount: "35000.00", monthlyIncome: "3000.00" };
let art: TestBorrower & { loanId: string };

async function draftOf(name: string) {
  const person = await newBorrower(name);
  const typed = { amount: "8,000.00", purpose: "vehicle" };
  return (await saveTyped({ borrowerId: person.borrowerId, typed, hasConsented: true })).applicationId;
}

beforeAll(async () => {
  await useBureau();
  await setBusinessDate(DAY_0);
  const borrower = await newBorrower("Art Vandelay");
  const { loanId } = await activeLoan(borrower, DAY_0, { isAutopay: true });
  art = { ...borrower, loanId };
  await applyAndDecide(await newBorrower("Ben Carter"), { taxIdLast4: "0003" });
  await applyAndDecide(await newBorrower("Rosa Lee"), LESS);
  await draftOf("Lea Gold");
  await issueEvents();
  await reviewDrafts({ businessDate: addDays(DAY_0, 10) });
  await setBusinessDate("2026-02-02");
  await issueDue({ businessDate: "2026-02-02" });
  await setBusinessDate(DUE);
  await collectDue({ businessDate: DUE });
});

async function broken(rule: string, on: IsoDate): Promise<string[]> {
  const [result] = await runRules(
    RULES.filter(({ id }) => id === rule),
    on,
  );
  return result!.findings.map(({ id }) => id);
}

it("finds a book that keeps every rule in order, and each of the rules with cases on file looks at them", async () => {
  await setBusinessDate(addDays(DUE, 1));
  const check = (await checkRegulations({ askedBy: "command" }))!;
  await setBusinessDate(DUE);
  expect(check.results.flatMap(({ findings }) => findings)).toEqual([]);
  expect(check.failed).toBe(0);
  const without = check.results.filter(({ checked }) => checked === 0).map(({ id }) => id);
  expect(without).toEqual(["commercial-disclosure-signed", "ach-retries", "proof-of-reserves"]);
  expect(await latestRun()).toMatchObject({ n: check.n, askedBy: "command", failed: 0 });
});

const order = (id: string, change: object = {}) => ({
  ...({
    id,
    kind: "REPAYMENT",
    direction: "DEBIT",
    rail: "ACH",
    amount: "1.00",
    userId: art.userId,
  } as const),
  ...{ subjectType: "repayment", subjectId: id, reference: id, createdOn: toDbDate(DUE) },
  ...change,
});

type Case = { rule: string; on?: IsoDate; breakIt: () => Promise<string> };

const CASES: Case[] = [
  {
    rule: "apr-recomputed",
    async breakIt() {
      const { loanId } = await activeLoan(await newBorrower("Another Rate"), DUE);
      await asOwner("UPDATE loans SET annual_rate = 0.30 WHERE id = $1", [loanId]);
      return loanId;
    },
  },
  {
    rule: "decision-in-30-days",
    on: addDays(DUE, 31),
    breakIt: async () => apply(await newBorrower("Waiting Long")),
  },
  {
    rule: "adverse-action-in-30-days",
    on: addDays(DUE, 31),
    breakIt: async () => applyAndDecide(await newBorrower("Max Late"), { taxIdLast4: "0003" }),
  },
  {
    rule: "counteroffer-in-90-days",
    on: addDays(DUE, 91),
    breakIt: async () => applyAndDecide(await newBorrower("Rosa Late"), LESS),
  },
  {
    rule: "incompleteness-in-30-days",
    on: addDays(DUE, 31),
    breakIt: () => draftOf("Lea Late"),
  },
  {
    rule: "consent-before-email",
    async breakIt() {
      const { userId } = await newBorrower("No Consent");
      await withdrawESignConsent({ userId });
      const notificationId = newId("ntf");
      const { id } = await db.emailMessage.create({
        data: {
          ...{ id: newId("eml"), notificationId, userId, address: "no@example.com" },
          ...{ kind: "document-adverse-action", subject: "x", title: "x", body: "x" },
          datedOn: toDbDate(DUE),
        },
      });
      return id;
    },
  },
  {
    rule: "consent-shows-access",
    async breakIt() {
      const { userId } = await newBorrower("No Code");
      await asOwner("UPDATE e_sign_consents SET access_document_id = NULL WHERE user_id = $1", [userId]);
      return (await db.eSignConsent.findFirstOrThrow({ where: { userId } })).id;
    },
  },
  {
    rule: "consent-before-signing",
    async breakIt() {
      const { userId } = await newBorrower("Signs Early");
      await withdrawESignConsent({ userId });
      return signedText(userId);
    },
  },
  { rule: "signed-text-unchanged", breakIt: () => signedText(art.userId) },
  {
    rule: "notice-delivered",
    async breakIt() {
      const id = newId("ntf");
      const text = { title: "x", body: "x", datedOn: toDbDate(DUE) };
      await db.notification.create({
        data: { id, userId: art.userId, kind: "document-adverse-action", ...text },
      });
      return id;
    },
  },
  {
    rule: "notice-delivered",
    on: addDays(DUE, 6),
    async breakIt() {
      const { userId } = await newBorrower("Paper Late");
      await withdrawESignConsent({ userId });
      const id = newId("ntf");
      const kind = "document-adverse-action";
      await db.notification.create({
        data: { id, userId, kind, title: "x", body: "x", datedOn: toDbDate(DUE) },
      });
      await db.paperLetter.create({
        data: {
          ...{ id: newId("ltr"), notificationId: id, userId, kind, reason: "x" },
          ...{ queuedOn: toDbDate(DUE), dueOn: toDbDate(addDays(DUE, 5)) },
        },
      });
      return id;
    },
  },
  {
    rule: "monthly-statement",
    on: "2026-03-10", // the statements of February were never issued
    breakIt: () => Promise.resolve(`${art.loanId}:2026-02`),
  },
  {
    rule: "commercial-disclosure-signed",
    async breakIt() {
      const borrower = await newBorrower("Became A Business");
      const { loanId } = await activeLoan(borrower, DUE);
      await asOwner(
        "UPDATE borrowers SET kind = 'BUSINESS', registration_number = '12-3456789' WHERE id = $1",
        [borrower.borrowerId],
      );
      return loanId;
    },
  },
  {
    rule: "autopay-authorized",
    async breakIt() {
      const debit = await db.repayment.findFirstOrThrow({ where: { loanId: art.loanId, isAutopay: true } });
      await asOwner(
        "UPDATE autopay_authorizations SET revoked_on = $1, revoked_at = now(), revoked_because = 'x' WHERE loan_id = $2",
        [addDays(DUE, -1), art.loanId],
      );
      return debit.id;
    },
  },
  {
    rule: "autopay-amount",
    async breakIt() {
      const debit = await db.repayment.findFirstOrThrow({ where: { loanId: art.loanId, isAutopay: true } });
      await asOwner(
        "UPDATE repayments SET amount = amount + 0.01, principal = principal + 0.01 WHERE id = $1",
        [debit.id],
      );
      return debit.id;
    },
  },
  {
    rule: "ach-retries",
    async breakIt() {
      const [first, second] = [newId("po"), newId("po")];
      await db.paymentOrder.createMany({ data: [order(first, { status: "RETURNED" }), order(second)] });
      const late = addDays(DUE, 181);
      await asOwner("UPDATE payment_orders SET retry_of = $1, attempt = 2, created_on = $2 WHERE id = $3", [
        first,
        late,
        second,
      ]);
      return second;
    },
  },
  {
    rule: "ach-return-rates",
    async breakIt() {
      const returned = { status: "RETURNED", returnCode: "R10" };
      await db.paymentOrder.createMany({
        data: Array.from({ length: 400 }, (_, n) => order(`po_rate_${n}`, n < 3 ? returned : {})),
      });
      return "unauthorized"; // 3 of about 400 are more than half a percent
    },
  },
  {
    rule: "proof-of-reserves",
    async breakIt() {
      const { n } = await db.claimProof.create({
        data: {
          ...{
            businessDate: toDbDate(DUE),
            block: 1n,
            blockHash: "0",
            root: "0",
            fingerprint: "0",
            customers: 1,
          },
          ...{ claims: "100.00", debts: "60.00", cash: "39.99", secret: new Uint8Array() },
        },
      });
      return String(n);
    },
  },
];

async function signedText(userId: string): Promise<string> {
  const { id } = await db.signedDocument.create({
    data: {
      ...{ id: newId("doc"), kind: "credit-check-consent", templateVersion: "x", userId },
      ...{ subjectType: "application", subjectId: "x", body: "I agree.", sha256: "0".repeat(64) },
      ...{ signedName: "x", signedOn: toDbDate(DUE) },
    },
  });
  return id;
}

it("has a case for every rule", () =>
  expect([...new Set(CASES.map(({ rule }) => rule))]).toEqual(RULES.map(({ id }) => id)));

it.each(CASES.map((each, n) => ({ n, ...each })))(
  "$rule names what breaks it ($n)",
  async ({ rule, on = DUE, breakIt }) => {
    const id = await breakIt();
    expect(await broken(rule, on)).toContain(id);
  },
);

it("keeps each check, and alerts the administrators once of what is newly broken", async () => {
  const { userId } = await newAdmin();
  const first = (await checkRegulations({ askedBy: "timetable" }))!;
  const again = (await checkRegulations({ askedBy: userId }))!;
  expect(first.failed).toBeGreaterThan(5);
  expect(again.failed).toBe(first.failed);
  const alerts = await db.notification.findMany({ where: { userId, kind: "regulation-broken" } });
  expect(alerts).toHaveLength(1);
  expect(alerts[0]).toMatchObject({ href: `/admin/regulations?check=${first.n}` });
  expect((await listRuns()).slice(0, 2)).toMatchObject([
    { n: again.n, askedBy: "person", failed: first.failed },
    { n: first.n, askedBy: "timetable" },
  ]);
  expect((await getRun(first.n)).results).toHaveLength(RULES.length);
  await expect(getRun("1'")).rejects.toMatchObject({ code: "not-found" });
});
