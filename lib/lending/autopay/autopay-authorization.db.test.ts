// Autopay is a document that the borrower signed, can read and can revoke.
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { getDocument } from "@/lib/documents/queries";
import { hashOf } from "@/lib/documents/store-document";
import { newBankAccount, setBusinessDate } from "@/test/story";
import { getAutopayOffer, getRevocation } from "./autopay-text";
import { collectDue } from "@/lib/lending/repayment/collect-due";
import { requestDisbursement } from "@/lib/lending/disbursement/request-disbursement";
import { setAutopay } from "./set-autopay";
import {
  acceptedLoan,
  activeLoan,
  chargeInterest,
  fundPool,
  nameOf,
  newBorrower,
  useBureau,
} from "@/test/support/lending";

const START = "2026-01-01";
beforeAll(useBureau);

async function running(isAutopay = false) {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, START, { isAutopay });
  const signedName = await nameOf(art);
  return { art, loanId, ask: { borrowerId: art.borrowerId, loanId, isAutopay: true, signedName } };
}

const documentsOf = (loanId: string) =>
  db.signedDocument.findMany({ where: { subjectId: loanId, kind: "autopay-authorization" } });
const isOn = async (loanId: string) => (await db.loan.findUniqueOrThrow({ where: { id: loanId } })).isAutopay;

test("turning autopay on signs the text that was shown and keeps it for the borrower to read", async () => {
  const { art, loanId, ask } = await running();
  const { current, texts } = await getAutopayOffer(art.borrowerId, loanId);
  expect(current).toBeNull();
  const shown = texts.find(({ accountId }) => accountId === art.externalAccountId)!;
  await setAutopay({ ...ask, shownSha256: shown.sha256, ipAddress: "192.0.2.1" });
  const after = await getAutopayOffer(art.borrowerId, loanId);
  expect(after.current).toMatchObject({ accountId: art.externalAccountId, signedOn: START });
  const copy = await getDocument(art.userId, after.current!.documentId);
  expect(copy).toMatchObject({
    body: shown.text,
    sha256: hashOf(shown.text),
    isIntact: true,
    templateVersion: "autopay-authorization-2",
    signedName: ask.signedName,
    ipAddress: "192.0.2.1",
  });
  expect(copy.body).toContain("ending in 6789");
  expect(copy.body.match(/ 466\.6[73]$/gm)).toHaveLength(12);
  await expect(getDocument("usr_other", after.current!.documentId)).rejects.toMatchObject({
    code: "not-found",
  });
  const note = await db.notification.findFirstOrThrow({ where: { userId: art.userId, kind: "autopay-on" } });
  expect(note.body).toContain("Your copy of the authorization");
  await setAutopay({ ...ask, signedName: undefined }); // nothing new to sign
  expect(await documentsOf(loanId)).toHaveLength(1);
});

test("without a signature, or for a text that has changed since it was shown, nothing is turned on", async () => {
  const { loanId, ask } = await running();
  for (const signedName of [undefined, "", "  "])
    await expect(setAutopay({ ...ask, signedName })).rejects.toMatchObject({ field: "signedName" });
  await expect(setAutopay({ ...ask, shownSha256: hashOf("another text") })).rejects.toMatchObject({
    code: "conflict",
  });
  expect([await isOn(loanId), await documentsOf(loanId)]).toEqual([false, []]);
});

test("the money is asked for without autopay, or with it when its authorization is signed", async () => {
  await setBusinessDate(START);
  await fundPool("50000.00", START);
  const art = await newBorrower();
  const loanId = await acceptedLoan(art);
  const ask = { ...art, loanId, rail: "ACH" as const };
  await expect(requestDisbursement({ ...ask, isAutopay: true })).rejects.toMatchObject({
    field: "signedName",
  });
  expect((await db.loan.findUniqueOrThrow({ where: { id: loanId } })).status).toBe("AWAITING_DETAILS");
  expect((await requestDisbursement({ ...ask, isAutopay: false })).status).toBe("DISBURSING");
  expect([await isOn(loanId), await documentsOf(loanId)]).toEqual([false, []]);
  const bo = await newBorrower();
  const second = await acceptedLoan(bo);
  const signedName = await nameOf(bo);
  await requestDisbursement({ ...bo, loanId: second, rail: "ACH", isAutopay: true, signedName });
  expect(await isOn(second)).toBe(true);
  const [document] = await documentsOf(second);
  expect(document!.body).toContain("The installments if the money is paid out today.");
  await setAutopay({ borrowerId: bo.borrowerId, loanId: second, isAutopay: false });
  expect(await isOn(second), "revoked before the money arrives").toBe(false);
});

test("revoking is recorded with its time, ends the debits and cannot be undone", async () => {
  const { art, loanId, ask } = await running(true);
  const [document] = await documentsOf(loanId);
  await setAutopay({ ...ask, isAutopay: false });
  expect(await getRevocation(document!.id)).toEqual({
    on: START,
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    because: "The borrower revoked it.",
  });
  expect((await getAutopayOffer(art.borrowerId, loanId)).current).toBeNull();
  await setBusinessDate("2026-02-01");
  await chargeInterest("2026-02-01", loanId);
  await collectDue({ businessDate: "2026-02-01" });
  expect(await db.repayment.count({ where: { loanId } })).toBe(0);
  const audits = await db.auditEvent.findMany({
    where: { subjectId: loanId, action: "loan.revoke-autopay" },
  });
  expect(audits).toMatchObject([{ actorUserId: art.userId }]);
  const where = { loanId };
  const data = { revokedAt: null, revokedOn: null, revokedBecause: null };
  await expect(db.autopayAuthorization.updateMany({ where, data })).rejects.toThrow("can only be revoked");
  await expect(db.autopayAuthorization.deleteMany({ where })).rejects.toThrow();
});

test("another account needs another authorization, which ends the one before", async () => {
  const { art, loanId, ask } = await running(true);
  const [first] = await documentsOf(loanId);
  const externalAccountId = await newBankAccount(art.userId);
  await expect(setAutopay({ ...ask, signedName: undefined, externalAccountId })).rejects.toMatchObject({
    field: "signedName",
  });
  expect((await getAutopayOffer(art.borrowerId, loanId)).current?.accountId).toBe(art.externalAccountId);
  await setAutopay({ ...ask, externalAccountId });
  expect((await getAutopayOffer(art.borrowerId, loanId)).current?.accountId).toBe(externalAccountId);
  expect((await getRevocation(first!.id))?.because).toBe("Another authorization was signed.");
});

test("nothing is debited without an authorization in force for the account, whatever the loan says", async () => {
  const [plain, moved] = [await running(), await running(true)];
  await db.loan.update({ where: { id: plain.loanId }, data: { isAutopay: true } });
  const externalAccountId = await newBankAccount(moved.art.userId);
  await db.loan.update({ where: { id: moved.loanId }, data: { externalAccountId } });
  await setBusinessDate("2026-02-01");
  for (const { loanId } of [plain, moved]) await chargeInterest("2026-02-01", loanId);
  await collectDue({ businessDate: "2026-02-01" });
  const loanId = { in: [plain.loanId, moved.loanId] };
  expect(await db.repayment.count({ where: { loanId } })).toBe(0);
});
