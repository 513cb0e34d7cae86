// A business from its first answer to a signed agreement. No bureau runs here: none is asked about a business.
import { beforeAll, expect, it } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { listIssued } from "@/lib/documents/issued/queries";
import { fileOf } from "@/lib/documents/issued/render";
import { newId } from "@/lib/ids";
import { ensureLoanProducts } from "@/lib/lending/credit/products";
import { newPerson } from "@/test/people";
import { setBusinessDate } from "@/test/story";
import { acceptOffer } from "./accept-offer";
import { getApplicationTrail } from "./admin-applications";
import { getApplication, getOffer } from "./application-queries";
import { discloseOffers } from "./commercial-disclosure";
import { decideApplication } from "./decide-application";
import { getApplicant, getDraft } from "./draft-queries";
import { saveTyped, type Typed } from "./save-typed";
import { submitDraft } from "./submit-draft";
import { submitApplication } from "./submit-application";

const ANSWERS: Typed = {
  ...{ entityType: "llc", formedOn: "2016-03-14", formationState: "OR" },
  ...{ annualRevenue: "486,000", monthlyDebtPayments: "1450" },
  ...{ owner1Name: "Pat Doe", owner1Share: "70", controlName: "Pat Doe", controlTitle: "Managing Member" },
  signerTitle: "Managing Member",
};
let eins = 0;

beforeAll(async () => {
  await setBusinessDate("2026-01-05");
  await ensureLoanProducts(db);
});

async function newBusiness(
  legalName = "Doe Bakery LLC",
  registrationNumber = `12-34567${String(++eins).padStart(2, "0")}`,
) {
  const { userId, borrowerId } = await newPerson("BORROWER", {
    borrower: { kind: "BUSINESS", legalName, registrationNumber },
  });
  return { userId, borrowerId: borrowerId! as string, ein: registrationNumber };
}

async function send(borrowerId: string, answers: Typed = {}) {
  const typed = { amount: "20000", purpose: "equipment", ...ANSWERS, ...answers };
  const { applicationId } = await saveTyped({ borrowerId, typed, hasConsented: true });
  await submitDraft({ borrowerId, applicationId });
  return applicationId;
}

it("keeps a business's answers step by step, and sends them once they are complete", async () => {
  const { borrowerId, ein } = await newBusiness();
  expect(await getApplicant(borrowerId)).toMatchObject({
    kind: "BUSINESS",
    legalName: "Doe Bakery LLC",
    ein,
  });
  const { applicationId } = await saveTyped({ borrowerId, typed: { amount: "20000", purpose: "equipment" } });
  const { signerTitle: _, ...rest } = ANSWERS;
  await saveTyped({ borrowerId, typed: rest, hasConsented: true });
  await saveTyped({ borrowerId, typed: { annualRevenue: "4x", formedOn: "2016-03-15" } });
  const draft = await getDraft(borrowerId);
  expect(draft!.business).toMatchObject({
    annualRevenue: "486000.00",
    formedOn: "2016-03-15",
    owner1Share: "70",
  });
  await expect(submitDraft({ borrowerId, applicationId })).rejects.toMatchObject({ code: "invalid" });
  await saveTyped({ borrowerId, typed: { signerTitle: "Owner" } });
  await submitDraft({ borrowerId, applicationId });
  const row = await db.loanApplication.findUniqueOrThrow({ where: { id: applicationId } });
  expect(row).toMatchObject({
    status: "SUBMITTED",
    monthlyIncome: null,
    employment: null,
    taxIdLast4: ein.slice(-4),
    taxIdHash: expect.any(String),
  });
  const paper = await db.signedDocument.findFirstOrThrow({ where: { subjectId: applicationId } });
  expect(paper).toMatchObject({
    kind: "business-certification",
    signerTitle: "Owner",
    signedFor: "Doe Bakery LLC",
  });
});

it("is decided on revenue, time in business and debts, without a credit report", async () => {
  const { borrowerId, userId } = await newBusiness();
  const applicationId = await send(borrowerId);
  await decideApplication({ applicationId });
  const trail = await getApplicationTrail(applicationId);
  expect(trail).toMatchObject({
    status: "OFFERED",
    creditReport: null,
    isBusiness: true,
    monthsInBusiness: 117,
  });
  const steps = trail.trail.map(({ step }) => step);
  expect(steps).toEqual(expect.arrayContaining(["time in business", "annual revenue"]));
  expect(steps).not.toContain("credit report");
  const { offers } = (await getApplication(borrowerId, applicationId))!;
  const offer = (await getOffer(borrowerId, offers[0]!.id))!;
  expect(offer.agreement.replace(/ +/g, " ")).toContain(
    "Signed for the borrower by Pat Doe, Managing Member",
  );
  expect(offer).toMatchObject({ borrowerName: "Doe Bakery LLC", signerName: "Pat Doe" });
  const sign = (signedName: string) => acceptOffer({ borrowerId, offerId: offer.id, signedName });
  await expect(sign("Doe Bakery LLC")).rejects.toMatchObject({ field: "signedName" });
  const { loanId } = await sign("pat doe");
  const { agreementId } = await db.loan.findUniqueOrThrow({ where: { id: loanId } });
  const agreement = await db.signedDocument.findUniqueOrThrow({ where: { id: agreementId } });
  expect(agreement).toMatchObject({ userId, signerTitle: "Managing Member", signedFor: "Doe Bakery LLC" });
  expect(agreement.body).toContain("Doe Bakery LLC");
  expect(agreement.body).toContain("COMMERCIAL FINANCING DISCLOSURE");
  expect(agreement.body).not.toContain("TRUTH-IN-LENDING");
});

it("gets a commercial disclosure with every offer, and signs the one of the offer that it accepts", async () => {
  const { borrowerId, userId } = await newBusiness("Doe Pastry LLC");
  const applicationId = await send(borrowerId);
  await decideApplication({ applicationId });
  const { offers } = (await getApplication(borrowerId, applicationId))!;
  const issued = await listIssued(userId, ["commercial-disclosure"]);
  expect(issued.map(({ subjectId }) => subjectId).toSorted()).toEqual(offers.map(({ id }) => id).toSorted());
  const offer = (await getOffer(borrowerId, offers[0]!.id))!;
  expect(offer.disclosure!.text).toMatch(
    new RegExp(`Annual percentage rate \\(APR\\) +${offer.apr.replace(".", "\\.")}%`),
  );
  expect((await fileOf(offer.disclosure!.id)).text).toBe(offer.disclosure!.text);
  const toPeople = await db.$queryRaw`
    SELECT 1 FROM issued_documents i JOIN borrowers b ON b.user_id = i.user_id WHERE i.kind = 'commercial-disclosure' AND b.kind = 'PERSON'`;
  expect(toPeople).toEqual([]);
  const { loanId } = await acceptOffer({ borrowerId, offerId: offer.id, signedName: "Pat Doe" });
  const signed = await db.signedDocument.findFirstOrThrow({
    where: { subjectId: loanId, kind: "commercial-disclosure" },
  });
  expect(signed).toMatchObject({ body: offer.disclosure!.text, signedFor: "Doe Pastry LLC" });
});

it("cannot sign an offer whose disclosure was never issued; the job issues it within a minute", async () => {
  const { borrowerId } = await newBusiness("Doe Cakes LLC");
  const applicationId = await send(borrowerId);
  await decideApplication({ applicationId });
  const before = await db.offer.findFirstOrThrow({ where: { applicationId } });
  // An offer of before disclosures were issued: the same row under another id.
  const offer = await db.offer.create({ data: { ...before, id: newId("off") } });
  const sign = () => acceptOffer({ borrowerId, offerId: offer.id, signedName: "Pat Doe" });
  expect((await getOffer(borrowerId, offer.id))!.disclosure).toBeNull();
  await expect(sign()).rejects.toMatchObject({ code: "unavailable" });
  await inTransaction((tx) => discloseOffers(tx, { on: "2026-01-05" }));
  await sign();
});

it("a young business is declined in words that fit a business, and no report is named", async () => {
  const { borrowerId } = await newBusiness();
  const applicationId = await send(borrowerId, { formedOn: "2025-06-01" });
  await decideApplication({ applicationId });
  expect(await getApplication(borrowerId, applicationId)).toMatchObject({
    status: "DECLINED",
    declineReasons: ["Length of time in business"],
    report: null,
  });
});

it("refuses a date of formation in the future, beside the field", async () => {
  const { borrowerId } = await newBusiness();
  const typed = { formedOn: "2026-01-06" };
  await expect(saveTyped({ borrowerId, typed, isFinished: true })).rejects.toMatchObject({
    field: "formedOn",
  });
  await expect(send(borrowerId, typed)).rejects.toMatchObject({ field: "formedOn" });
});

it("two accounts with one EIN are one borrower", async () => {
  const { borrowerId, ein } = await newBusiness();
  await send(borrowerId);
  const again = await newBusiness("Doe Baking Company", ein.replace("-", ""));
  await expect(send(again.borrowerId)).rejects.toMatchObject({ code: "wrong-state" });
});

it("a business answers a business's questions and a person a person's, whatever is sent", async () => {
  const { borrowerId } = await newBusiness();
  const { applicationId } = await saveTyped({ borrowerId, typed: { amount: "5000" } });
  const asPerson = {
    ...{
      borrowerId,
      applicationId,
      amount: "5000.00",
      purpose: "other" as const,
      employment: "employed" as const,
    },
    ...{ employedYears: 3, monthlyIncome: "5000.00", monthlyHousing: "0.00", taxIdLast4: "0690" },
  };
  await expect(submitApplication(asPerson)).rejects.toMatchObject({ code: "invalid" });
});
