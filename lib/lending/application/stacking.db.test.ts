// Loan stacking: however many applications, tabs or accounts, one borrower gets no more than they can carry.
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { keepTaxId } from "@/lib/identity/tax-id";
import { setBusinessDate } from "@/test/story";
import { acceptOffer } from "./accept-offer";
import { getApplicationTrail } from "./admin-applications";
import { decideApplication } from "./decide-application";
import { expireOffers } from "./expire-offers";
import { findOpenApplication } from "./open-application";
import { saveDraft } from "./save-draft";
import { submitApplication } from "./submit-application";
import { applyAndDecide, findOffer, newBorrower, useBureau, type TestBorrower } from "@/test/support/lending";
import { withdrawApplication } from "./withdraw-application";

const START = "2026-01-01";
const INCOME = "3000.00";

beforeAll(async () => {
  await useBureau();
  await setBusinessDate(START);
});

type Wish = { amount?: string; taxId?: string; last4Only?: boolean; monthlyIncome?: string };

let people = 0;
/** A tax id of nobody else in this file, nor its last digits; the bureau gives its person a good score. */
const newTaxId = () => `${40_000 + ++people}0${750 + people}`;

async function submit({ borrowerId }: TestBorrower, wish: Wish & { taxId: string }): Promise<string> {
  const { applicationId } = await saveDraft({ borrowerId });
  const kept = keepTaxId(wish.taxId);
  await submitApplication({
    ...{ borrowerId, applicationId, amount: wish.amount ?? "9000.00", purpose: "vehicle" },
    ...{ employment: "employed", employedYears: 5, monthlyHousing: "0.00" },
    monthlyIncome: wish.monthlyIncome ?? INCOME,
    ...(wish.last4Only ? { taxIdLast4: kept.taxIdLast4 } : kept),
  });
  return applicationId;
}

async function offersOf(applicationId: string) {
  await decideApplication({ applicationId });
  return db.offer.findMany({
    where: { applicationId },
    orderBy: [{ monthlyPayment: "desc" }, { id: "asc" }],
  });
}

const accept = ({ borrowerId }: TestBorrower, offerId: string, signedName = "Art") =>
  acceptOffer({ borrowerId, offerId, signedName });

const owed = async (borrowers: TestBorrower[]) => {
  const loans = await db.loan.findMany({
    where: { borrowerId: { in: borrowers.map(({ borrowerId }) => borrowerId) } },
    include: { offer: true },
  });
  return loans.reduce((total, { offer }) => total + Number(offer.monthlyPayment), 0);
};

/** As before there was a rule: an application whose tax id is known by its last four digits, beside others that are open. */
async function openAsBefore(borrower: TestBorrower, taxId: string, wish: Wish = {}): Promise<string> {
  const { borrowerId } = borrower;
  const others = { borrowerId, status: { in: ["SUBMITTED" as const, "OFFERED" as const] } };
  const hidden = await db.loanApplication.findMany({ where: { ...others } });
  const ids = hidden.map(({ id }) => id);
  await db.loanApplication.updateMany({ where: { id: { in: ids } }, data: { status: "WITHDRAWN" } });
  const kept = keepTaxId(taxId);
  const { applicationId } = await saveDraft({
    ...{
      borrowerId,
      amount: wish.amount ?? "9000.00",
      purpose: "vehicle",
      employment: "employed",
      employedYears: 5,
    },
    ...{ monthlyIncome: INCOME, monthlyHousing: "0.00", taxIdLast4: kept.taxIdLast4 },
  });
  await db.loanApplication.update({
    where: { id: applicationId },
    data: { status: "SUBMITTED", submittedOn: new Date(START) },
  });
  for (const { id, status } of hidden) await db.loanApplication.update({ where: { id }, data: { status } });
  return applicationId;
}

test("four applications sent at once: one is taken in, the others are refused and led to it", async () => {
  const art = await newBorrower();
  const taxId = newTaxId();
  const sent = await Promise.allSettled(Array.from({ length: 4 }, () => submit(art, { taxId })));
  const taken = await db.loanApplication.findMany({
    where: { borrowerId: art.borrowerId, status: "SUBMITTED" },
  });
  expect(taken).toHaveLength(1);
  for (const each of sent.filter(({ status }) => status === "rejected"))
    expect((each as PromiseRejectedResult).reason).toMatchObject({ code: "wrong-state" });
  await expect(submit(art, { taxId })).rejects.toMatchObject({
    code: "wrong-state",
    message: expect.stringContaining(`application ${taken[0]!.number}`),
    link: { href: `/borrower/applications/${taken[0]!.id}` },
  });
  expect(await findOpenApplication(art.borrowerId)).toMatchObject({ id: taken[0]!.id, hasOffers: false });
});

test("the database itself takes no second open application of one borrower or one tax id", async () => {
  const [art, alias] = [await newBorrower(), await newBorrower("Arthur")];
  const taxId = newTaxId();
  await submit(art, { taxId });
  const { taxIdLast4, taxIdHash } = keepTaxId(taxId);
  const open = (borrowerId: string, hash: string) =>
    db.loanApplication.create({
      data: {
        id: `app_${borrowerId}_${hash.slice(0, 4)}`,
        borrowerId,
        status: "SUBMITTED",
        taxIdLast4,
        taxIdHash: hash,
      },
    });
  await expect(open(art.borrowerId, "another")).rejects.toThrow(/Unique constraint/);
  await expect(open(alias.borrowerId, taxIdHash)).rejects.toThrow(/Unique constraint/);
});

test("after a withdrawal, a decline, or the last day of its offers an application is open no more", async () => {
  const art = await newBorrower();
  const taxId = newTaxId();
  await withdrawApplication({ borrowerId: art.borrowerId, applicationId: await submit(art, { taxId }) });
  const second = await submit(art, { taxId });
  await decideApplication({ applicationId: second });
  await expect(submit(art, { taxId })).rejects.toMatchObject({ code: "wrong-state" });
  await setBusinessDate("2026-02-01"); // the day's run has not closed them yet
  expect(await findOpenApplication(art.borrowerId)).toBeNull();
  await submit(art, { taxId });
  const { status } = await db.loanApplication.findUniqueOrThrow({ where: { id: second } });
  expect(status).toBe("EXPIRED");
  expect(await db.offer.count({ where: { applicationId: second, status: "OPEN" } })).toBe(0);
  await expireOffers({ businessDate: "2026-02-01" });
  await setBusinessDate(START);
});

test("two accounts with one tax ID share one open application, without revealing the other account", async () => {
  const [art, alias] = [await newBorrower(), await newBorrower("Arthur")];
  const taxId = newTaxId();
  const first = await submit(art, { taxId });
  const refusal = submit(alias, { taxId });
  await expect(refusal).rejects.toMatchObject({ code: "wrong-state", link: undefined });
  await expect(refusal).rejects.not.toThrow(first);
  const sent = await Promise.allSettled([
    submit(await newBorrower("A"), { taxId: "123450701" }),
    submit(await newBorrower("B"), { taxId: "123-45-0701" }),
  ]);
  expect(sent.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

test("another person with the same last four digits is another borrower", async () => {
  await submit(await newBorrower(), { taxId: "111110700" });
  await submit(await newBorrower(), { taxId: "222220700" }); // of the same name, too
});

test("where only the last four digits are known, they and the legal name make one borrower", async () => {
  const taxId = newTaxId();
  await openAsBefore(await newBorrower("Zoë  Quinn"), taxId);
  await expect(submit(await newBorrower("ZOE QUINN"), { taxId })).rejects.toMatchObject({
    code: "wrong-state",
  });
  await submit(await newBorrower("Yan Quinn"), { taxId });
});

test("the decision counts the loans of all accounts", async () => {
  const [art, alias] = [await newBorrower(), await newBorrower("Arthur")];
  const taxId = newTaxId();
  const [dearest] = await offersOf(await submit(art, { taxId }));
  await accept(art, dearest!.id);
  const alone = await offersOf(await submit(await newBorrower(), { taxId: newTaxId() }));
  const beside = await offersOf(await submit(alias, { taxId }));
  const most = (offers: { monthlyPayment: unknown }[]) =>
    Math.max(0, ...offers.map((each) => Number(each.monthlyPayment)));
  expect(most(beside) + Number(dearest!.monthlyPayment)).toBeLessThanOrEqual(600.0); // a fifth of the income
  expect(most(beside)).toBeLessThan(most(alone));
});

test("one after the other, the loans of a borrower never take more of the income than one loan may", async () => {
  const art = await newBorrower();
  const taxId = newTaxId();
  for (let round = 0; round < 6; round += 1) {
    const offers = await offersOf(await submit(art, { taxId }));
    if (offers.length === 0) break;
    await accept(art, offers[0]!.id);
  }
  expect(await owed([art])).toBeGreaterThan(0);
  expect(await owed([art])).toBeLessThanOrEqual(600);
});

test("the decision counts what other open applications may still add", async () => {
  const art = await newBorrower();
  const taxId = newTaxId();
  const first = await submit(art, { taxId });
  const before = await openAsBefore(art, taxId);
  const offers = await offersOf(before); // the other is not decided: 9,000.00 over twelve months
  for (const { monthlyPayment } of offers) expect(Number(monthlyPayment) + 750).toBeLessThanOrEqual(600);
  expect(offers).toEqual([]);
  const trail = await db.applicationEvent.findMany({
    where: { applicationId: before, step: { contains: "months" } },
    select: { detail: true },
  });
  expect(JSON.stringify(trail)).toContain("payments to us of income");
  expect((await offersOf(first)).length).toBeGreaterThan(0);
});

test("an offer that another loan made unaffordable is refused with the reason, and staff see why", async () => {
  const art = await newBorrower();
  const taxId = newTaxId();
  const early = await openAsBefore(art, taxId);
  const [dearEarly] = await offersOf(early);
  const late = await openAsBefore(art, taxId);
  await db.loanApplication.update({ where: { id: early }, data: { status: "WITHDRAWN" } });
  await db.offer.updateMany({ where: { applicationId: early }, data: { status: "CLOSED" } });
  const [dearLate] = await offersOf(late);
  await db.loanApplication.update({ where: { id: early }, data: { status: "OFFERED" } });
  await db.offer.updateMany({ where: { applicationId: early }, data: { status: "OPEN" } });
  await accept(art, dearEarly!.id);
  const documents = await db.signedDocument.count({ where: { userId: art.userId } });
  await expect(accept(art, dearLate!.id)).rejects.toMatchObject({
    code: "not-allowed",
    message: expect.stringContaining("Income insufficient for amount of credit requested"),
  });
  expect(await db.loan.count({ where: { borrowerId: art.borrowerId } })).toBe(1);
  expect(await db.signedDocument.count({ where: { userId: art.userId } })).toBe(documents);
  expect(await db.offer.findUniqueOrThrow({ where: { id: dearLate!.id } })).toMatchObject({ status: "OPEN" });
  const { trail } = await getApplicationTrail(late);
  expect(trail.at(-1)).toMatchObject({
    step: "acceptance",
    outcome: "refused",
    detail: { "payments to us of income": expect.stringContaining("at most 20.00%") },
  });
  const note = await db.notification.findFirstOrThrow({
    where: { userId: art.userId, kind: "offer-refused" },
  });
  expect(note.body).toContain("Income insufficient");
  await expect(accept(art, dearLate!.id)).rejects.toMatchObject({ code: "not-allowed" });
  const notices = await db.issuedDocument.findMany({ where: { userId: art.userId, kind: "adverse-action" } });
  expect(notices.map(({ subjectId }) => subjectId)).toEqual([dearLate!.id]);
  expect(notices[0]!.data).toContain("Income insufficient for amount of credit requested");
});

test("a loan charged off since the offer was made refuses it too", async () => {
  const [art, alias] = [await newBorrower(), await newBorrower("Arthur")];
  const taxId = newTaxId();
  const offers = await offersOf(await submit(alias, { taxId, amount: "2000.00" }));
  const { loanId } = await accept(alias, offers.at(-1)!.id, "Arthur");
  const open = await offersOf(await submit(art, { taxId, amount: "2000.00" }));
  await db.loan.update({ where: { id: loanId }, data: { status: "CHARGED_OFF" } });
  await expect(accept(art, open.at(-1)!.id)).rejects.toMatchObject({
    message: expect.stringContaining("Poor credit performance with us"),
  });
});

test("accepting twice at once through two accounts of one person makes one loan", async () => {
  for (let round = 0; round < 3; round += 1) {
    const [art, alias] = [await newBorrower("Kim Alias"), await newBorrower("KIM  ALIAS")];
    const taxId = newTaxId();
    const [mine, theirs] = [await openAsBefore(art, taxId), await openAsBefore(alias, taxId)];
    // Decided as if the other were not there, as it was before.
    const dearest = async (applicationId: string, other: string) => {
      await db.loanApplication.update({ where: { id: other }, data: { status: "WITHDRAWN" } });
      const [offer] = await offersOf(applicationId);
      await db.loanApplication.update({ where: { id: other }, data: { status: "SUBMITTED" } });
      return offer!.id;
    };
    const first = await dearest(mine, theirs);
    await db.offer.updateMany({ where: { applicationId: mine }, data: { status: "CLOSED" } });
    await db.loanApplication.update({ where: { id: mine }, data: { status: "WITHDRAWN" } });
    const [second] = await offersOf(theirs);
    await db.offer.updateMany({ where: { applicationId: mine }, data: { status: "OPEN" } });
    await db.loanApplication.update({ where: { id: mine }, data: { status: "OFFERED" } });
    const accepted = await Promise.allSettled([
      accept(art, first, "Kim Alias"),
      accept(alias, second!.id, "Kim Alias"),
      accept(art, first, "Kim Alias"),
      accept(alias, second!.id, "Kim Alias"),
    ]);
    const loans = await db.loan.count({ where: { borrowerId: { in: [art.borrowerId, alias.borrowerId] } } });
    expect(loans).toBe(1);
    const refused = accepted.filter((each) => each.status === "rejected");
    expect(refused).toHaveLength(2); // both clicks of the account that came second
    for (const { reason } of refused) expect(reason).toMatchObject({ code: "not-allowed" });
    expect(await owed([art, alias])).toBeLessThanOrEqual(600);
  }
});

test("two offers of one application, accepted at once, make one loan", async () => {
  const art = await newBorrower();
  const applicationId = await applyAndDecide(art);
  const [one, two] = [await findOffer(applicationId, "FLAT", 12), await findOffer(applicationId, "FLAT", 24)];
  const accepted = await Promise.allSettled([accept(art, one.id), accept(art, two.id)]);
  expect(accepted.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(await db.loan.count({ where: { borrowerId: art.borrowerId } })).toBe(1);
});
