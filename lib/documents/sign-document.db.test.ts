import pg from "pg";
import { beforeAll, expect, it } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { registerUser } from "@/lib/identity/register-user";
import { agreeToSign } from "@/prisma/seed/agree-to-sign";
import { newEmail, newPerson, PASSWORD } from "@/test/people";
import { issueESignText, openESignText } from "./e-sign-access";
import { eSignStatus, giveESignConsent, withdrawESignConsent } from "./e-sign-consent";
import { E_SIGN_VERSION } from "./e-sign-text";
import { fileOf } from "./issued/render";
import { getDocument, getDocumentAdmin, listDocuments, verifyDocument } from "./queries";
import { signDocument } from "./sign-document";

const codeFor = async (userId: string) =>
  (await inTransaction((tx) => issueESignText(tx, { userId, on: "2026-01-05" }))).code;

async function newBorrowerWithoutConsent() {
  const { userId } = await registerUser({
    name: "Pat Doe",
    email: newEmail(),
    password: PASSWORD,
    roles: ["BORROWER"],
    borrower: { kind: "PERSON" },
  });
  return { userId };
}

let userId: string;
let consent: Parameters<typeof signDocument>[1];
beforeAll(async () => {
  ({ userId } = await newPerson("BORROWER"));
  consent = {
    kind: "credit-check-consent",
    templateVersion: "consent-1",
    subjectType: "application",
    subjectId: "app_1",
    userId,
    body: "I agree to a soft check of my credit. Größe: 5 €.",
    signedName: " Pat Doe ",
    signedOn: "2026-01-05",
    ipAddress: "192.0.2.7",
  };
});

it("keeps the text with its hash, and shows it to its owner only", async () => {
  const { id, sha256 } = await signDocument(db, consent);
  // sha256sum of the text as a UTF-8 file
  expect(sha256).toBe("677821eac56c8388a4f84299256e59e558acfa3406ae0018f1b0d3e335aab868");
  expect(await getDocument(userId, id)).toMatchObject({
    body: consent.body,
    signedName: "Pat Doe",
    signedOn: "2026-01-05",
    ipAddress: "192.0.2.7",
    userAgent: null,
    isIntact: true,
  });
  await expect(getDocument("usr_brittany", id)).rejects.toMatchObject({ code: "not-found" });
  expect(await listDocuments("usr_brittany")).toEqual([]);
});

it("refuses a signature without a name, or with another name than the signer's, beside its field", async () => {
  for (const signedName of ["  ", "Mickey Mouse", "Pat", "Раt Doe"]) {
    await expect(signDocument(db, { ...consent, signedName })).rejects.toMatchObject({ field: "signedName" });
  }
  await signDocument(db, { ...consent, signedName: "PAT  DOÉ" });
});

it("signs nothing before the person agreed to electronic documents, nor after they withdrew", async () => {
  const { userId: robin } = await newPerson("BORROWER");
  await withdrawESignConsent({ userId: robin }); // newPerson had agreed
  const sign = () => signDocument(db, { ...consent, userId: robin });
  await expect(sign()).rejects.toMatchObject({ code: "not-allowed" });
  expect(await eSignStatus(robin)).toBeNull();
  await Promise.all([agreeToSign({ userId: robin }), agreeToSign({ userId: robin })]);
  const signed = await sign();
  await withdrawESignConsent({ userId: robin });
  await expect(sign()).rejects.toMatchObject({ code: "not-allowed" });
  expect(await verifyDocument(signed.id)).toMatchObject({ isIntact: true });
  await agreeToSign({ userId: robin });
  await sign();
});

it("takes the code of the PDF opened last, however it is typed, and refuses others beside the field", async () => {
  const { userId: robin } = await newPerson("INVESTOR");
  await withdrawESignConsent({ userId: robin });
  const code = await codeFor(robin);
  for (const wrong of ["", "ABC234", `${code}A`, code.slice(1)])
    await expect(giveESignConsent({ userId: robin, code: wrong })).rejects.toMatchObject({
      code: "invalid",
      field: "code",
    });
  expect(await eSignStatus(robin)).toBeNull();
  await giveESignConsent({ userId: robin, code: ` ${code.slice(0, 3)}-${code.slice(3).toLowerCase()}` });
  const kept = await db.eSignConsent.findFirstOrThrow({ where: { userId: robin, withdrawnAt: null } });
  const { documentId } = await openESignText({ userId: robin });
  expect(kept.accessDocumentId).toBe(documentId);
  expect((await fileOf(documentId)).text).toContain(`Your code: ${code}`);
});

it("asks to open the PDF before anything else", async () => {
  const { userId } = await newBorrowerWithoutConsent();
  await expect(giveESignConsent({ userId, code: "ABC234" })).rejects.toMatchObject({
    field: "code",
    message: "Open the PDF first, and type the code in it.",
  });
});

it("keeps the consent as a separate document, with text, version, hash, time and origin", async () => {
  const { userId: robin } = await newPerson("INVESTOR");
  await withdrawESignConsent({ userId: robin });
  const code = await codeFor(robin);
  await giveESignConsent({ userId: robin, code, ipAddress: "192.0.2.9", userAgent: "Firefox" });
  const { documentId } = (await eSignStatus(robin))!;
  const document = await getDocument(robin, documentId);
  expect(document).toMatchObject({
    kind: "e-sign-consent",
    templateVersion: E_SIGN_VERSION,
    isIntact: true,
    ipAddress: "192.0.2.9",
    userAgent: "Firefox",
  });
  for (const right of ["Your right to paper", "Your right to withdraw", "What you need"])
    expect(document.body).toContain(right);
});

it("a business signs through its named person, with title and company kept beside the signature", async () => {
  const business = {
    kind: "BUSINESS" as const,
    legalName: "Doe Bakery LLC",
    registrationNumber: "12-3456789",
  };
  const { userId: owner, borrowerId } = await newPerson("BORROWER", "INVESTOR", { borrower: business });
  const paper = { ...consent, userId: owner, kind: "loan-agreement" as const };
  await expect(signDocument(db, paper)).rejects.toMatchObject({ code: "wrong-state" }); // no title yet
  await db.borrower.update({ where: { id: borrowerId! }, data: { signerTitle: "Managing Member" } });
  await expect(signDocument(db, { ...paper, signedName: "Doe Bakery LLC" })).rejects.toMatchObject({
    field: "signedName",
  });
  const { id } = await signDocument(db, paper);
  expect(await getDocumentAdmin(id)).toMatchObject({
    signedName: "Pat Doe",
    signerTitle: "Managing Member",
    signedFor: "Doe Bakery LLC",
  });
  const own = await signDocument(db, { ...paper, kind: "investment-agreement" });
  expect(await getDocumentAdmin(own.id)).toMatchObject({ signerTitle: null, signedFor: null });
});

it("cannot be changed or deleted by the application", async () => {
  const { id } = await signDocument(db, consent);
  const change = db.$executeRaw`UPDATE signed_documents SET body = 'other' WHERE id = ${id}`;
  await expect(change).rejects.toThrow(/never changed|permission denied/);
  await expect(db.$executeRaw`DELETE FROM signed_documents WHERE id = ${id}`).rejects.toThrow(
    /never changed|permission denied/,
  );
});

it("notices a text that somebody altered with the trigger switched off", async () => {
  const { id } = await signDocument(db, consent);
  expect(await verifyDocument(id)).toMatchObject({ isIntact: true });
  const owner = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL });
  await owner.connect();
  await owner.query("ALTER TABLE signed_documents DISABLE TRIGGER signed_documents_append_only");
  await owner.query("UPDATE signed_documents SET body = body || ' And I owe more.' WHERE id = $1", [id]);
  await owner.query("ALTER TABLE signed_documents ENABLE TRIGGER signed_documents_append_only");
  await owner.end();
  expect(await verifyDocument(id)).toMatchObject({ isIntact: false });
  expect((await getDocument(userId, id)).isIntact).toBe(false);
});
