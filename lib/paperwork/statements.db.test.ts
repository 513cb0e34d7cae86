// Statements of the worked example: what is printed is what the ledger says, and what was printed never changes.
import { strFromU8, unzipSync } from "fflate";
import { beforeAll, expect, it } from "vitest";
import { addMonths, type IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction } from "@/lib/db";
import { issueDocuments } from "@/lib/documents/issued/issue";
import { getIssued, listIssued } from "@/lib/documents/issued/queries";
import { fileOf, renderDocument, renderWaiting, verifyDocuments } from "@/lib/documents/issued/render";
import { listStatement } from "@/lib/investing/statement";
import { d, sum, toMoney } from "@/lib/money/money";
import { runInterest } from "@/lib/pool/run-interest";
import { newInvestor, openAndClear, type TestInvestor } from "@/test/support/investing";
import { newLoan, repay, type TestLoan } from "@/test/support/loan";
import { setBusinessDate } from "@/test/story";
import { exportPerson } from "./export-person";
import { issueDue } from "./issue-due";

const DAY_0 = "2026-01-02";
let brittany: TestInvestor;
let art: TestLoan;

async function day(on: IsoDate) {
  await setBusinessDate(on);
  await runInterest({ businessDate: on });
}

beforeAll(async () => {
  brittany = await newInvestor("Brittany Chen");
  await openAndClear(brittany, DAY_0);
  art = await newLoan(DAY_0);
  const due = addMonths(DAY_0, 1);
  await day(due);
  await repay(art, due, { interest: "50.00", principal: "416.67" });
  await setBusinessDate("2026-03-02");
});

it("issues the statements of February on the first banking day of March, once", async () => {
  expect(await issueDue({ businessDate: "2026-03-01" })).toBe(0); // a Sunday
  expect(await issueDue({ businessDate: "2026-03-02" })).toBe(2);
  expect(await issueDue({ businessDate: "2026-03-02" })).toBe(0);
  expect(await renderWaiting()).toEqual({ rendered: 3 }); // with the text that Brittany agreed to
});

it("prints what the ledger says to the investor", async () => {
  const [statement] = await listIssued(brittany.userId);
  const { text } = await fileOf(statement!.id);
  const ledger = await listStatement(brittany.investorId, { from: "2026-02-01", to: "2026-02-28" });
  expect([ledger.openingBalance, ledger.closingBalance]).toEqual(["10000.00", "10040.00"]);
  expect(text).toMatch(/^Opening balance +\$10,000\.00$/m);
  expect(text).toMatch(/^Interest credited +\$40\.00$/m);
  expect(text).toMatch(/^Closing balance +\$10,040\.00$/m);
  for (const line of ledger.lines)
    expect(text).toMatch(new RegExp(`40\\.00 +10,040\\.00 +${line.transactionId}$`, "m"));
});

it("prints what was paid, the balance and the next payment to the borrower", async () => {
  const [statement] = await listIssued(art.userId);
  const { text } = await fileOf(statement!.id);
  expect(text).toMatch(/^Next payment, due March 2, 2026 +\$466\.67$/m);
  expect(text).toMatch(/^of which interest +\$50\.00$/m);
  expect(text).toMatch(/^Paid in this period +416\.67 +50\.00 +466\.67$/m);
  expect(text).toMatch(/^On Feb 28, 2026 +4,583\.33 +0\.00 +4,583\.33$/m);
});

it("does not show a document to anybody else", async () => {
  const [statement] = await listIssued(brittany.userId);
  await expect(getIssued(statement!.id, art.userId)).rejects.toMatchObject({ code: "not-found" });
  expect(await getIssued(statement!.id, null)).toMatchObject({ userId: brittany.userId });
});

it("sets every document again with the same bytes, and notices a byte that changed", async () => {
  expect(await verifyDocuments()).toEqual({ checked: 3, faults: [] });
  const document = await db.issuedDocument.findFirstOrThrow({ where: { kind: "loan-statement" } });
  const { pdfSha256 } = await fileOf(document.id);
  expect((await renderDocument(document)).pdfSha256).toBe(pdfSha256);
  const altered = await renderDocument({ ...document, data: document.data.replace('"466.67"', '"466.68"') });
  expect(altered.pdfSha256).not.toBe(pdfSha256);
});

it("keeps the tables append-only against the application and the owner", async () => {
  await expect(db.$executeRaw`UPDATE issued_documents SET title = 'x'`).rejects.toThrow(/permission denied/);
  await expect(db.$executeRaw`DELETE FROM document_files`).rejects.toThrow(/permission denied/);
});

it("exports what a person has as a ZIP file, whose journal hledger could add up to their statement", async () => {
  const files = unzipSync(await exportPerson(brittany.userId));
  const names = Object.keys(files);
  expect(names).toEqual(
    expect.arrayContaining(["entries.csv", "entries.journal", "about.json", "messages.json"]),
  );
  expect(names.filter((name) => name.endsWith(".pdf"))).toHaveLength(2);
  expect(names.filter((name) => name.startsWith("signed/")).length).toBeGreaterThan(1);
  const journal = strFromU8(files["entries.journal"]!);
  const amounts = [...journal.matchAll(/ {2}\$(-?[\d.]+)$/gm)].map(([, amount]) => d(amount!));
  const { closingBalance } = await listStatement(brittany.investorId, { to: "2026-02-28" });
  expect(toMoney(sum(amounts).negated())).toBe(closingBalance);
});

it("refuses a document whose data lacks a value, and names the field", async () => {
  const document = await db.issuedDocument.findFirstOrThrow({ where: { kind: "investor-statement" } });
  const { facts } = JSON.parse(document.data) as { facts: Record<string, unknown> };
  const request = {
    kind: document.kind,
    key: "test-statement:1",
    userId: document.userId,
    subjectType: "investor",
    subjectId: brittany.investorId,
    title: "x",
  };
  const issue = (changed: object) =>
    inTransaction((tx) =>
      issueDocuments(tx, { requests: [{ ...request, facts: { ...facts, ...changed } }], on: "2026-03-02" }),
    );
  await expect(issue({ opening: undefined })).rejects.toMatchObject({ code: "invalid", field: "opening" });
  await expect(issue({ closing: "10040.01" })).rejects.toThrow(
    "The document investor-statement 1 cannot be made: closing is not what the entries lead to from the opening balance.",
  );
  expect(await db.issuedDocument.count({ where: { kind: { not: "e-sign-consent" } } })).toBe(2);
});
