import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { setBusinessDate } from "@/test/story";
import { acceptOffer } from "./accept-offer";
import { getApplication, getOffer, listApplications, OUT_OF_REACH } from "./application-queries";
import { decideApplication } from "./decide-application";
import { expireOffers } from "./expire-offers";
import { saveDraft } from "./save-draft";
import { apply, applyAndDecide, findOffer, newBorrower, useBureau } from "@/test/support/lending";
import { withdrawApplication } from "./withdraw-application";

const START = "2026-01-01";

beforeAll(async () => {
  await useBureau();
  await setBusinessDate(START);
});

test("Art's application: B5, six offers, and the one that the story is about", async () => {
  const art = await newBorrower();
  const applicationId = await applyAndDecide(art);
  const application = await db.loanApplication.findUniqueOrThrow({
    where: { id: applicationId },
    include: { offers: true },
  });
  expect(application).toMatchObject({ status: "OFFERED", grade: "B5", declineReasons: [] });
  expect(application.offers).toHaveLength(6);
  const offer = await findOffer(applicationId, "FLAT", 12);
  expect(offer.apr.toFixed(2)).toBe("21.46");
  expect(
    [offer.monthlyPayment, offer.lastPayment, offer.financeCharge, offer.totalOfPayments].map((x) =>
      x.toFixed(2),
    ),
  ).toEqual(["466.67", "466.63", "600.00", "5600.00"]);
  const consent = await db.signedDocument.findFirstOrThrow({ where: { subjectId: applicationId } });
  expect(consent.kind).toBe("credit-check-consent");
});

test("a draft is kept field by field, and only its owner sees it", async () => {
  const [art, bo] = [await newBorrower(), await newBorrower("Bo")];
  const { applicationId } = await saveDraft({ borrowerId: art.borrowerId, amount: "5000.00" });
  expect(await saveDraft({ borrowerId: art.borrowerId, amount: "6000.00", purpose: "vehicle" })).toEqual({
    applicationId,
  });
  const row = await db.loanApplication.findUniqueOrThrow({ where: { id: applicationId } });
  expect([row.amount?.toFixed(2), row.purpose, row.status]).toEqual(["6000.00", "vehicle", "DRAFT"]);
  await expect(saveDraft({ borrowerId: bo.borrowerId, applicationId })).rejects.toMatchObject({
    code: "not-found",
  });
});

test("submitting twice and deciding twice makes one decision", async () => {
  const art = await newBorrower();
  const applicationId = await apply(art);
  await Promise.all([decideApplication({ applicationId }), decideApplication({ applicationId })]);
  await decideApplication({ applicationId });
  expect(await db.offer.count({ where: { applicationId } })).toBe(6);
  await expect(saveDraft({ borrowerId: art.borrowerId, applicationId })).rejects.toMatchObject({
    code: "wrong-state",
  });
});

test("a decline names this applicant's reasons and keeps every rule's figures", async () => {
  const art = await newBorrower();
  const applicationId = await applyAndDecide(art, { taxIdLast4: "0003" });
  const application = await db.loanApplication.findUniqueOrThrow({
    where: { id: applicationId },
    include: { trail: true },
  });
  expect(application.status).toBe("DECLINED");
  expect(application.declineReasons).toEqual([
    "poor-credit-performance",
    "delinquent-obligations",
    "recent-inquiries",
    "revolving-utilization",
  ]);
  const rule = application.trail.find(({ step }) => step === "delinquencies in 24 months")!;
  expect(rule).toMatchObject({ outcome: "12 points", detail: { figure: "3", points: 12 } });
});

test("a bureau that does not answer leaves the application waiting, says so once, and is asked again", async () => {
  const art = await newBorrower();
  const applicationId = await apply(art, { taxIdLast4: "0009" });
  const decide = () => decideApplication({ applicationId });
  await expect(decide()).rejects.toMatchObject({ code: "unavailable" });
  await expect(decide()).rejects.toMatchObject({ code: "unavailable" });
  const waiting = await getApplication(art.borrowerId, applicationId);
  expect(waiting).toMatchObject({ status: "SUBMITTED", isBureauOutOfReach: true });
  expect(await db.applicationEvent.count({ where: { applicationId, outcome: OUT_OF_REACH } })).toBe(1);
});

test("refuses amounts outside what is lent, beside the amount", async () => {
  const art = await newBorrower();
  await expect(apply(art, { amount: "999.99" })).rejects.toMatchObject({ code: "invalid", field: "amount" });
  await expect(apply(art, { amount: "40000.01" })).rejects.toMatchObject({
    code: "invalid",
    field: "amount",
  });
});

test("accepting signs the agreement, closes the other offers, and twice at once gives one loan", async () => {
  const art = await newBorrower();
  const applicationId = await applyAndDecide(art);
  const offer = await findOffer(applicationId, "FLAT", 12);
  const accept = () =>
    acceptOffer({ borrowerId: art.borrowerId, offerId: offer.id, signedName: "Art", ipAddress: "192.0.2.1" });
  const [first, second] = await Promise.all([accept(), accept()]);
  expect(second).toEqual(first);
  const loan = await db.loan.findUniqueOrThrow({ where: { id: first.loanId } });
  expect(loan).toMatchObject({ status: "AWAITING_DETAILS", termMonths: 12, method: "FLAT" });
  const document = await db.signedDocument.findUniqueOrThrow({ where: { id: loan.agreementId } });
  expect(document.body).toContain("21.46%");
  expect(document.body).toContain("$5,600.00");
  expect(document.ipAddress).toBe("192.0.2.1");
  expect(await db.offer.count({ where: { applicationId, status: "CLOSED" } })).toBe(5);
  const other = await findOffer(applicationId, "FLAT", 24);
  await expect(
    acceptOffer({ borrowerId: art.borrowerId, offerId: other.id, signedName: "Art" }),
  ).rejects.toMatchObject({
    code: "wrong-state",
  });
});

test("someone else's offer does not exist, and a blank name does not sign", async () => {
  const [art, bo] = [await newBorrower(), await newBorrower("Bo")];
  const offer = await findOffer(await applyAndDecide(art), "FLAT", 12);
  await expect(
    acceptOffer({ borrowerId: bo.borrowerId, offerId: offer.id, signedName: "Bo" }),
  ).rejects.toMatchObject({
    code: "not-found",
  });
  await expect(
    acceptOffer({ borrowerId: art.borrowerId, offerId: offer.id, signedName: "  " }),
  ).rejects.toMatchObject({
    field: "signedName",
  });
  expect(await db.loan.count({ where: { offerId: offer.id } })).toBe(0);
});

test("an offer can be taken on its last day and not after, whether or not the nightly job has run", async () => {
  const art = await newBorrower();
  const applicationId = await applyAndDecide(art);
  const offer = await findOffer(applicationId, "FLAT", 12);
  expect(await expireOffers({ businessDate: "2026-01-31" })).toBe(0);
  await setBusinessDate("2026-02-01");
  const accept = () => acceptOffer({ borrowerId: art.borrowerId, offerId: offer.id, signedName: "Art" });
  await expect(accept()).rejects.toMatchObject({ code: "expired" });
  expect(await expireOffers({ businessDate: "2026-02-01" })).toBeGreaterThanOrEqual(6);
  expect((await db.loanApplication.findUniqueOrThrow({ where: { id: applicationId } })).status).toBe(
    "EXPIRED",
  );
  await expect(accept()).rejects.toMatchObject({ code: "expired" });
  await setBusinessDate(START);
});

test("withdrawing closes the offers and is refused to anyone else", async () => {
  const [art, bo] = [await newBorrower(), await newBorrower("Bo")];
  const applicationId = await applyAndDecide(art);
  await expect(withdrawApplication({ borrowerId: bo.borrowerId, applicationId })).rejects.toMatchObject({
    code: "not-found",
  });
  await withdrawApplication({ borrowerId: art.borrowerId, applicationId });
  expect(await db.offer.count({ where: { applicationId, status: "OPEN" } })).toBe(0);
  const offer = await findOffer(applicationId, "FLAT", 12);
  await expect(
    acceptOffer({ borrowerId: art.borrowerId, offerId: offer.id, signedName: "Art" }),
  ).rejects.toMatchObject({
    code: "wrong-state",
  });
});

test("the page of an application marks the cheapest and the lowest monthly offer, for its owner only", async () => {
  const [art, bo] = [await newBorrower(), await newBorrower("Bo")];
  const applicationId = await applyAndDecide(art);
  const { offers } = (await getApplication(art.borrowerId, applicationId))!;
  const cheapest = offers.filter(({ isLowestCost }) => isLowestCost);
  const lowest = offers.filter(({ isLowestMonthly }) => isLowestMonthly);
  expect(cheapest.map(({ method, termMonths }) => [method, termMonths])).toEqual([["EQUAL_INSTALLMENT", 12]]);
  expect(lowest.map(({ method, termMonths }) => [method, termMonths])).toEqual([["EQUAL_INSTALLMENT", 36]]);
  expect(await getApplication(bo.borrowerId, applicationId)).toBeNull();
  expect(await listApplications(bo.borrowerId)).toEqual([]);
  expect(await getOffer(bo.borrowerId, offers[0]!.id)).toBeNull();
  const offer = await getOffer(art.borrowerId, offers[0]!.id);
  expect(offer!.agreement).toContain("FEDERAL TRUTH-IN-LENDING DISCLOSURE");
  expect(offer!.schedule).toHaveLength(offers[0]!.termMonths);
});
