// A mapping that broke and is fixed by making something new: what waited goes on by itself, and only what is still wanted is chosen.
import { askCodat, tellAccounting } from "@/test/sandbox-accounting";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { chargeInterest, newBorrower, useBureau, type TestBorrower } from "@/test/support/lending";
import { applyNewsOf, type News } from "@/lib/writeback/sending/apply-news";
import { listChoices } from "./choices";
import { connect } from "./connect";
import { createExpenseAccount } from "@/lib/writeback/pages/create-expense-account";
import { createLenderAccount } from "./create-lender-account";
import { createSupplier } from "@/lib/writeback/pages/create-supplier";
import { disconnect } from "./disconnect";
import { drain } from "@/lib/writeback/sending/drain";
import { getSettings } from "@/lib/writeback/pages/queries";
import { refreshLenderAccount } from "./refresh-lender-account";
import { saveMapping } from "./save-mapping";
import {
  booksOf,
  connectBooks,
  drainAll,
  drawnLoan,
  moveTo,
  newBooks,
  paid,
  statesOf,
  until,
  versionOf,
} from "@/test/support/writeback-books";

const START = "2026-01-01";
const SLOW = 120_000;
beforeAll(useBureau);
beforeAll(() => moveTo(START));

const mappingOf = ({ borrowerId }: TestBorrower) =>
  db.writebackMapping.findUniqueOrThrow({ where: { borrowerId } });
const wishOf = async ({ borrowerId, userId }: TestBorrower) => ({
  ...{ borrowerId, actorUserId: userId, version: await versionOf(borrowerId) },
});

/** A loan whose drawdown is held for the mapping, with a repayment behind it. */
async function heldLoan(art: TestBorrower): Promise<string> {
  await db.writebackMapping.update({ where: { borrowerId: art.borrowerId }, data: { checkedAt: null } });
  const { loanId } = await drawnLoan(art, START);
  await moveTo("2026-02-01");
  await chargeInterest("2026-02-01", loanId);
  await paid(art, loanId, "2026-02-01");
  await until(async () => {
    await drain();
    return (await statesOf(loanId))[0] === "HELD";
  });
  const { heldCode } = await db.writeEvent.findFirstOrThrow({ where: { loanId, state: "HELD" } });
  expect(heldCode).toBe("needs-mapping");
  return loanId;
}

test(
  "codat row 17: a new lender account for a broken one resumes writes in order without Retry",
  { timeout: SLOW },
  async () => {
    const art = await newBooks();
    const { lenderSourceId } = await mappingOf(art);
    const { companyId } = await db.writebackConnection.findUniqueOrThrow({
      where: { borrowerId: art.borrowerId },
    });
    const savings = (await booksOf(art.connectionId)).accounts.find(
      ({ name }) => name === "Business Savings",
    )!;
    // Somebody over there lets the feed go to another account.
    await askCodat(
      "POST",
      `/companies/${companyId}/connections/${art.connectionId}/bankFeedAccounts/mapping`,
      { sourceAccountId: lenderSourceId, targetAccountId: savings.id },
    );
    const loanId = await heldLoan(art);
    expect((await getSettings(art.borrowerId)).mapping.problem).toMatchObject({ card: "lender" });
    await refreshLenderAccount({ borrowerId: art.borrowerId });
    expect((await mappingOf(art)).lenderTargetId, "nobody has chosen that account").not.toBe(savings.id);
    await createLenderAccount({ ...(await wishOf(art)), isConfirmed: true });
    await until(
      async () => (await refreshLenderAccount({ borrowerId: art.borrowerId })).status === "connected",
    );
    expect((await getSettings(art.borrowerId)).mapping.problem).toBeNull();
    await drainAll(art.borrowerId);
    expect(await statesOf(loanId)).toEqual(["DONE", "DONE"]);
    expect((await mappingOf(art)).lenderSourceId).not.toBe(lenderSourceId);
    await moveTo(START);
  },
);

test(
  "codat row 17: a new expense account for an archived one resumes writes without a page visit",
  { timeout: SLOW },
  async () => {
    const art = await newBooks();
    const { expenseId } = await mappingOf(art);
    await tellAccounting("POST", `/accounts/${expenseId}`, { status: "Archived" });
    const { companyId } = await db.writebackConnection.findUniqueOrThrow({
      where: { borrowerId: art.borrowerId },
    });
    await askCodat(
      "POST",
      `/companies/${companyId}/data/queue/chartOfAccounts?connectionId=${art.connectionId}`,
    );
    await until(async () => {
      const { choices } = await listChoices({ borrowerId: art.borrowerId, card: "expense" });
      return choices.every(({ id }) => id !== expenseId);
    });
    const loanId = await heldLoan(art);
    const { operationId } = await createExpenseAccount({
      ...(await wishOf(art)),
      requestKey: crypto.randomUUID(),
      fields: { name: "Loan interest", nominalCode: "7905", fullyQualifiedCategory: "Expense.Expense" },
    });
    await until(async () => {
      await drain();
      return (await mappingOf(art)).problem === null;
    });
    await drainAll(art.borrowerId);
    expect(await statesOf(loanId)).toEqual(["DONE", "DONE"]);
    const made = await db.writeOperation.findUniqueOrThrow({ where: { id: operationId } });
    expect((await booksOf(art.connectionId)).directCosts).toEqual([
      expect.objectContaining({ totalAmount: "50.00", expenseIds: [made.recordId] }),
    ]);
    await moveTo(START);
  },
);

/** A supplier that the books are still making. */
async function pendingSupplier(art: TestBorrower): Promise<string> {
  await tellAccounting("POST", "/outcomes", { dataType: "suppliers", outcome: "Pending" });
  const { operationId } = await createSupplier({
    ...(await wishOf(art)),
    requestKey: crypto.randomUUID(),
    fields: { supplierName: "Modern Lending" },
  });
  const { pushOperationKey } = await db.writeOperation.findUniqueOrThrow({ where: { id: operationId } });
  return pushOperationKey!;
}

const success: News = { status: "Success", recordId: "made-late", error: null, validation: [] };

test("a supplier that was made late in the old software is not chosen in the new one", async () => {
  const art = await newBorrower();
  await connectBooks(art);
  const key = await pendingSupplier(art);
  await disconnect({ borrowerId: art.borrowerId, actorUserId: art.userId });
  await connect({ borrowerId: art.borrowerId, platformKey: "fbrh", actorUserId: art.userId });
  const before = await mappingOf(art);
  expect(await applyNewsOf(key, success)).toBe(true);
  expect(await mappingOf(art)).toEqual(before);
  const audited = await db.auditEvent.findMany({
    where: { subjectId: art.borrowerId, action: "writeback-mapping.create-supplier" },
  });
  expect(audited.map(({ detail }) => detail)).toEqual([
    expect.objectContaining({ recordId: "made-late", isChosen: false }),
  ]);
});

test("a supplier that was made late does not replace the one that was chosen in the meantime", async () => {
  const art = await newBorrower();
  await connectBooks(art);
  const key = await pendingSupplier(art);
  const { choices } = await listChoices({ borrowerId: art.borrowerId, card: "supplier" });
  const choiceId = choices.find(({ name }) => name === "City Power and Light")!.id;
  await saveMapping({ ...(await wishOf(art)), card: "supplier", choiceId });
  await applyNewsOf(key, success);
  expect((await mappingOf(art)).supplierId).toBe(choiceId);
});

test("a supplier that was made late is chosen when only another card was changed in the meantime", async () => {
  const art = await newBorrower();
  await connectBooks(art);
  const key = await pendingSupplier(art);
  const { choices } = await listChoices({ borrowerId: art.borrowerId, card: "deposit" });
  const choiceId = choices.find(({ name }) => name === "Business Checking")!.id;
  await saveMapping({ ...(await wishOf(art)), card: "deposit", choiceId });
  const { version } = await mappingOf(art);
  await applyNewsOf(key, success);
  expect(await mappingOf(art)).toMatchObject({
    ...{ supplierId: "made-late", supplierName: "Modern Lending", depositId: choiceId },
    version: version + 1,
  });
});
