import pg from "pg";
import { expect, it } from "vitest";
import { db } from "@/lib/db";
import { getDocument, listDocuments, verifyDocument } from "./queries";
import { signDocument } from "./sign-document";

const consent = {
  kind: "credit-check-consent" as const,
  templateVersion: "consent-1",
  subjectType: "application",
  subjectId: "app_1",
  userId: "usr_art",
  body: "I agree to a soft check of my credit. Größe: 5 €.",
  signedName: " Art Vandelay ",
  signedOn: "2026-01-05",
  ipAddress: "192.0.2.7",
};

it("keeps the text with its hash, and shows it to its owner only", async () => {
  const { id, sha256 } = await signDocument(db, consent);
  // sha256sum of the text as a UTF-8 file
  expect(sha256).toBe("677821eac56c8388a4f84299256e59e558acfa3406ae0018f1b0d3e335aab868");
  expect(await getDocument("usr_art", id)).toMatchObject({
    body: consent.body,
    signedName: "Art Vandelay",
    signedOn: "2026-01-05",
    ipAddress: "192.0.2.7",
    userAgent: null,
    isIntact: true,
  });
  await expect(getDocument("usr_brittany", id)).rejects.toMatchObject({ code: "not-found" });
  expect(await listDocuments("usr_brittany")).toEqual([]);
});

it("refuses a signature without a name, beside its field", async () => {
  await expect(signDocument(db, { ...consent, signedName: "  " })).rejects.toMatchObject({
    field: "signedName",
  });
});

it("cannot be changed or deleted by the application", async () => {
  const { id } = await signDocument(db, consent);
  const change = db.$executeRaw`UPDATE signed_documents SET body = 'other' WHERE id = ${id}`;
  await expect(change).rejects.toThrow(/never changed/);
  await expect(db.$executeRaw`DELETE FROM signed_documents WHERE id = ${id}`).rejects.toThrow(
    /never changed/,
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
  expect((await getDocument("usr_art", id)).isIntact).toBe(false);
});
