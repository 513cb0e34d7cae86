// Choosing and making the four that loans are written to, against the stand-in.
import { askCodat, tellAccounting } from "@/test/sandbox-accounting";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { chargeInterest, newBorrower, useBureau, type TestBorrower } from "@/test/support/lending";
import { checkMapping } from "./check-mapping";
import { listChoices } from "./choices";
import { createExpenseAccount } from "@/lib/writeback/pages/create-expense-account";
import { connect } from "./connect";
import { createLenderAccount } from "./create-lender-account";
import { followCreation, getCreateForm } from "@/lib/writeback/pages/create-record";
import { createSupplier } from "@/lib/writeback/pages/create-supplier";
import { getOperation, getSettings } from "@/lib/writeback/pages/queries";
import { refreshLenderAccount } from "./refresh-lender-account";
import { saveMapping } from "./save-mapping";
import { setSwitch } from "./set-switch";
import { drain } from "@/lib/writeback/sending/drain";
import { logList } from "@/lib/writeback/pages/log-queries";
import {
  booksOf,
  connectBooks,
  drainAll,
  drawnLoan,
  mapBooks,
  moveTo,
  newBooks,
  paid,
  statesOf,
  until,
  versionOf,
} from "@/test/support/writeback-books";

const START = "2026-01-01";
const SLOW = 120_000;
let art: TestBorrower;
let connectionId: string;

beforeAll(useBureau);
beforeAll(async () => {
  await moveTo(START);
  art = await newBorrower();
  connectionId = await connectBooks(art);
});

const who = () => ({ borrowerId: art.borrowerId, actorUserId: art.userId });
const save = async (card: "deposit" | "expense" | "supplier", choiceId: string | null, version?: number) =>
  saveMapping({ ...who(), card, choiceId, version: version ?? (await versionOf(art.borrowerId)) });
const idOf = async (card: "deposit" | "expense" | "supplier", name: string) =>
  (await listChoices({ borrowerId: art.borrowerId, card })).choices.find((choice) => choice.name === name)!
    .id;
async function synced(dataType: string, id = connectionId) {
  const { companyId } = await db.writebackConnection.findFirstOrThrow({ where: { connectionId: id } });
  await askCodat("POST", `/companies/${companyId}/data/queue/${dataType}?connectionId=${id}`);
  await until(async () => {
    const states = await askCodat<Record<string, { currentStatus: string }>>(
      "GET",
      `/companies/${companyId}/dataStatus`,
    );
    return states[dataType]?.currentStatus === "Complete";
  });
}

/** Drains until the loan's first event is stuck; what comes after it waits. */
async function heldAtLast(loanId: string) {
  await until(async () => {
    await drain();
    return (await statesOf(loanId))[0] === "HELD";
  });
  await drain();
}

test("codat row 9: bank accounts are listed with currency; archived and foreign ones are refused", async () => {
  const names = Array.from({ length: 600 }, (_, at) => ({
    name: `Branch account ${at}`,
    type: "Asset",
    isBankAccount: true,
    currency: "USD",
  }));
  await tellAccounting("POST", `/connections/${connectionId}/accounts`, { accounts: names });
  await synced("bankAccounts");
  const { choices } = await listChoices({ borrowerId: art.borrowerId, card: "deposit" });
  expect(choices.length, "more than one page").toBeGreaterThan(600);
  const euro = choices.find(({ name }) => name === "Euro Account")!;
  expect(euro).toMatchObject({
    currency: "EUR",
    isSelectable: false,
    reason: "Euro Account is in EUR; the loan is in USD. Choose an account in USD.",
  });
  await expect(save("deposit", euro.id)).rejects.toMatchObject({
    code: "invalid",
    field: "choiceId",
    message: euro.reason,
  });
  const old = choices.find(({ name }) => name === "Old Checking")!;
  expect(old.reason).toBe("Old Checking is archived in the books. Choose another account.");
  await expect(save("deposit", old.id)).rejects.toMatchObject({ code: "invalid", field: "choiceId" });
  const checking = choices.find(({ name }) => name === "Business Checking");
  expect(checking).toMatchObject({
    detail: "First Example Bank",
    currency: "USD",
    isSelectable: true,
    reason: null,
  });
});

test("codat row 41: an account of another currency is never written to one to one", async () => {
  const euro = await idOf("deposit", "Euro Account");
  await expect(save("deposit", euro)).rejects.toMatchObject({ code: "invalid" });
  expect((await getSettings(art.borrowerId)).mapping.deposit).toBeNull();
});

test(
  "codat row 41: an account whose currency is changed in the books holds the next write",
  { timeout: SLOW },
  async () => {
    const bo = await newBooks();
    const { depositId } = await db.writebackMapping.findUniqueOrThrow({
      where: { borrowerId: bo.borrowerId },
    });
    await tellAccounting("POST", `/accounts/${depositId}`, { currency: "EUR" });
    await synced("bankAccounts", bo.connectionId);
    await db.writebackMapping.update({ where: { borrowerId: bo.borrowerId }, data: { checkedAt: null } });
    const { loanId } = await drawnLoan(bo, START);
    await drainAll(bo.borrowerId);
    expect((await logList.page({ loanId })).rows[0]).toMatchObject({
      state: "HELD",
      heldCode: "needs-mapping",
      heldWords: "Business Checking is in EUR; the loan is in USD. Choose an account in USD.",
    });
    expect((await booksOf(bo.connectionId)).transfers).toEqual([]);
  },
);

test("codat row 10: only active expense accounts are listed, by name and code", async () => {
  const { choices } = await listChoices({ borrowerId: art.borrowerId, card: "expense" });
  expect(choices.map(({ type }) => type)).toEqual(choices.map(() => "Expense"));
  expect(choices.map(({ name }) => name)).toContain("Interest Expense");
  expect(choices.map(({ name }) => name)).not.toContain("Old Finance Costs");
  expect(choices.map(({ name }) => name)).not.toContain("Sales");
});

test("text that matches no option is refused, and nothing is saved", async () => {
  await expect(save("expense", "Interest Expens")).rejects.toMatchObject({
    code: "invalid",
    field: "choiceId",
    message: "Choose an entry from the list.",
  });
});

test("codat row 16: a choice survives, is audited with old and new, and a save over a newer one is refused", async () => {
  const [first, second] = [
    await idOf("deposit", "Business Checking"),
    await idOf("deposit", "Business Savings"),
  ];
  const version = await versionOf(art.borrowerId);
  await save("deposit", first);
  expect((await getSettings(art.borrowerId)).mapping.deposit).toEqual({
    id: first,
    name: "Business Checking",
  });
  await expect(save("deposit", second, version)).rejects.toMatchObject({ code: "conflict" });
  expect((await getSettings(art.borrowerId)).mapping.deposit!.id).toBe(first);
  await save("deposit", second);
  const audited = await db.auditEvent.findMany({
    where: { subjectId: art.borrowerId, action: "writeback-mapping.change-deposit" },
    orderBy: { id: "asc" },
  });
  expect(audited.map(({ detail, actorUserId }) => [detail, actorUserId])).toEqual([
    [{ before: null, after: "Business Checking" }, art.userId],
    [{ before: "Business Checking", after: "Business Savings" }, art.userId],
  ]);
  await save("deposit", first);
  await save("expense", null);
  expect((await getSettings(art.borrowerId)).mapping.expense).toBeNull();
});

test("codat row 11: the form comes from the connection; a code too long is refused before anything is sent", async () => {
  const { fields } = await getCreateForm({ borrowerId: art.borrowerId, what: "expense-account" });
  expect(fields.map(({ name, isRequired }) => [name, isRequired])).toEqual([
    ["name", true],
    ["nominalCode", true],
    ["description", false],
    ["fullyQualifiedCategory", true],
  ]);
  expect(fields[1]).toMatchObject({ maxLength: 10, help: "At most 10 characters in Xero." });
  expect(fields[3]!.options!.map(({ value }) => value)).toContain("Expense.Expense");
  expect(fields[3]!.options!.every(({ value }) => value.startsWith("Expense."))).toBe(true);
  const before = await db.writeOperation.count();
  const wish = { ...who(), version: await versionOf(art.borrowerId), requestKey: crypto.randomUUID() };
  const typed = {
    name: "Loan interest",
    nominalCode: "12345678901",
    fullyQualifiedCategory: "Expense.Expense",
  };
  await expect(createExpenseAccount({ ...wish, fields: typed })).rejects.toMatchObject({
    code: "invalid",
    field: "nominalCode",
    message: "Code: use at most 10 characters.",
  });
  await expect(createExpenseAccount({ ...wish, fields: { ...typed, name: "" } })).rejects.toMatchObject({
    field: "name",
  });
  expect(await db.writeOperation.count()).toBe(before);
});

test("codat row 11: what the platform refuses later is shown with its reason, and the same form goes again", async () => {
  await tellAccounting("POST", "/outcomes", {
    dataType: "chartOfAccounts",
    outcome: "Failed",
    message: "NominalCode is already in use.",
  });
  const wish = {
    ...who(),
    requestKey: crypto.randomUUID(),
    fields: { name: "Loan interest", nominalCode: "7901", fullyQualifiedCategory: "Expense.Expense" },
  };
  const { operationId } = await createExpenseAccount({ ...wish, version: await versionOf(art.borrowerId) });
  await until(async () => (await followCreation(art.borrowerId, operationId))?.state === "FAILED");
  expect((await getOperation(art.borrowerId, operationId))!.error).toContain(
    "NominalCode is already in use.",
  );
  const again = await createExpenseAccount({ ...wish, version: await versionOf(art.borrowerId) });
  expect(again.operationId).not.toBe(operationId);
  await until(async () => (await followCreation(art.borrowerId, again.operationId))?.state === "SUCCESS");
  expect((await getSettings(art.borrowerId)).mapping.expense).toMatchObject({ name: "Loan interest" });
});

test("codat row 12: the lender among the suppliers is suggested, exactly or nearly", async () => {
  await tellAccounting("POST", `/connections/${connectionId}/suppliers`, {
    suppliers: [{ supplierName: "MODERN LENDING, Inc." }],
  });
  await synced("suppliers");
  const { choices, suggestedId } = await listChoices({ borrowerId: art.borrowerId, card: "supplier" });
  expect(choices.find(({ id }) => id === suggestedId)!.name).toBe("MODERN LENDING, Inc.");
  expect(choices.find(({ name }) => name === "Old Supplier")).toMatchObject({
    isSelectable: false,
    reason: expect.stringContaining("archived"),
  });
  await tellAccounting("POST", `/connections/${connectionId}/suppliers`, {
    suppliers: [{ supplierName: "Modern-Lending" }],
  });
  await synced("suppliers");
  const exact = await listChoices({ borrowerId: art.borrowerId, card: "supplier" });
  expect(exact.choices.find(({ id }) => id === exact.suggestedId)!.name).toBe("Modern-Lending");
});

test("codat row 13: a pending supplier survives a refresh, is created once, and is then selected", async () => {
  await tellAccounting("POST", "/outcomes", { dataType: "suppliers", outcome: "Pending" });
  const wish = {
    ...who(),
    version: await versionOf(art.borrowerId),
    requestKey: crypto.randomUUID(),
    fields: { supplierName: "Modern Lending" },
  };
  const { operationId } = await createSupplier(wish);
  expect(await createSupplier(wish), "the form sent twice").toEqual({ operationId });
  const { pendingOperations } = await getSettings(art.borrowerId);
  expect(pendingOperations.find(({ id }) => id === operationId)).toMatchObject({
    kind: "SUPPLIER",
    state: "PENDING",
  });
  await expect(createSupplier({ ...wish, requestKey: crypto.randomUUID() })).rejects.toMatchObject({
    code: "wrong-state",
  });
  const { pushOperationKey } = await db.writeOperation.findUniqueOrThrow({ where: { id: operationId } });
  await tellAccounting("POST", `/operations/${pushOperationKey}`, { outcome: "Success" });
  await until(async () => (await followCreation(art.borrowerId, operationId))?.state === "SUCCESS");
  const { mapping } = await getSettings(art.borrowerId);
  expect(mapping.supplier).toMatchObject({ name: "Modern Lending" });
  const bo = await newBorrower();
  expect(
    await followCreation(bo.borrowerId, operationId),
    "what somebody else has made does not exist",
  ).toBeNull();
});

test("codat row 14: a new lender account is a loan feed of zero, and both its ids are kept", async () => {
  await tellAccounting("POST", "/settings", { mappingDelayMs: 4000 });
  const made = await createLenderAccount({ ...who(), version: await versionOf(art.borrowerId) });
  await tellAccounting("POST", "/settings", { mappingDelayMs: 0 });
  expect(made, "the platform makes the account later").toEqual({ linkUrl: null, status: "connecting" });
  await until(
    async () => (await refreshLenderAccount({ borrowerId: art.borrowerId })).status === "connected",
  );
  const row = await db.writebackMapping.findUniqueOrThrow({ where: { borrowerId: art.borrowerId } });
  expect(row.lenderSourceId).toMatch(/^lender_/);
  expect(row.lenderTargetId).toMatch(/^[0-9a-f-]{36}$/);
  const { sources } = await booksOf(connectionId);
  expect(sources).toEqual([
    expect.objectContaining({ id: row.lenderSourceId, targetAccountId: row.lenderTargetId, balance: "0.00" }),
  ]);
  const { companyId } = await db.writebackConnection.findUniqueOrThrow({
    where: { borrowerId: art.borrowerId },
  });
  const feedAccounts = await askCodat<object[]>(
    "GET",
    `/companies/${companyId}/connections/${connectionId}/connectionInfo/bankFeedAccounts`,
  );
  // Loans are in USD only, so a sort code, which accounts in GBP need, has no place here.
  expect(feedAccounts).toEqual([
    expect.objectContaining({ id: row.lenderSourceId, accountType: "loan", currency: "USD", balance: 0 }),
  ]);
});

test(
  "codat row 15: an existing account can be the lender account unless another company uses it",
  { timeout: SLOW },
  async () => {
    const bo = await newBorrower("Bo");
    const boConnection = await connectBooks(bo);
    await tellAccounting("POST", `/connections/${boConnection}/share`, { with: connectionId });
    const taken = (await db.writebackMapping.findUniqueOrThrow({ where: { borrowerId: art.borrowerId } }))
      .lenderTargetId!;
    const wish = { borrowerId: bo.borrowerId, actorUserId: bo.userId };
    await expect(
      createLenderAccount({ ...wish, version: await versionOf(bo.borrowerId), choiceId: taken }),
    ).rejects.toMatchObject({
      code: "invalid",
      field: "choiceId",
      message: expect.stringContaining("Choose another account"),
    });
    const { choices } = await listChoices({ borrowerId: bo.borrowerId, card: "lender" });
    const savings = choices.find(({ name }) => name === "Business Savings")!;
    const { status } = await createLenderAccount({
      ...wish,
      version: await versionOf(bo.borrowerId),
      choiceId: savings.id,
    });
    expect(["connecting", "connected"]).toContain(status);
    await until(
      async () => (await refreshLenderAccount({ borrowerId: bo.borrowerId })).status === "connected",
    );
    expect((await getSettings(bo.borrowerId)).mapping.lender).toMatchObject({
      id: savings.id,
      status: "connected",
    });
  },
);

test("FreeAgent lets nobody create accounts through us, and says so", { timeout: SLOW }, async () => {
  const bo = await newBorrower("Bo");
  await connectBooks(bo, "fbrh");
  await expect(getCreateForm({ borrowerId: bo.borrowerId, what: "expense-account" })).rejects.toMatchObject({
    code: "not-allowed",
    message: "FreeAgent does not let us create accounts. Create it in FreeAgent and choose it here.",
  });
});

test(
  "codat row 17: an archived account holds writes, notifies the owner once, and resumes in order",
  { timeout: SLOW },
  async () => {
    const bo = await newBooks();
    const { expenseId } = await db.writebackMapping.findUniqueOrThrow({
      where: { borrowerId: bo.borrowerId },
    });
    await tellAccounting("POST", `/accounts/${expenseId}`, { status: "Archived" });
    await synced("chartOfAccounts", bo.connectionId);
    // As the message that the books were read again does.
    await db.writebackMapping.update({ where: { borrowerId: bo.borrowerId }, data: { checkedAt: null } });
    await tellAccounting("DELETE", "/stats");
    const { loanId } = await drawnLoan(bo, START);
    await moveTo("2026-02-01");
    await chargeInterest("2026-02-01", loanId);
    await paid(bo, loanId, "2026-02-01");
    await heldAtLast(loanId);
    expect(await statesOf(loanId)).toEqual(["HELD", "QUEUED"]);
    const held = (await logList.page({ loanId })).rows.at(-1);
    expect(held).toMatchObject({
      heldCode: "needs-mapping",
      heldWords: expect.stringContaining("Interest Expense is archived"),
    });
    const { pushes } = await tellAccounting<{ pushes: Record<string, number> }>("GET", "/stats");
    expect(pushes.transfers ?? 0).toBe(0);
    const notes = await db.notification.findMany({
      where: { userId: bo.userId, kind: "writeback-mapping-broken" },
    });
    expect(notes).toHaveLength(1);
    expect((await getSettings(bo.borrowerId)).mapping.problem).toMatchObject({ card: "expense" });
    await checkMapping({ borrowerId: bo.borrowerId });
    expect(
      await db.notification.count({ where: { userId: bo.userId, kind: "writeback-mapping-broken" } }),
    ).toBe(1);
    const { choices } = await listChoices({ borrowerId: bo.borrowerId, card: "expense" });
    const bank = choices.find(({ name }) => name === "Bank Charges")!;
    await saveMapping({
      borrowerId: bo.borrowerId,
      actorUserId: bo.userId,
      version: await versionOf(bo.borrowerId),
      card: "expense",
      choiceId: bank.id,
    });
    expect((await getSettings(bo.borrowerId)).mapping.problem).toBeNull();
    await drainAll(bo.borrowerId);
    expect(await statesOf(loanId)).toEqual(["DONE", "DONE"]);
    const books = await booksOf(bo.connectionId);
    expect(books.transfers.map(({ amount }) => amount)).toEqual(["5000.00", "466.67"]);
    expect(books.directCosts).toEqual([
      expect.objectContaining({ totalAmount: "50.00", expenseIds: [bank.id] }),
    ]);
    await moveTo(START);
  },
);

test(
  "codat row 16: a changed choice counts for what is written from then on, and for nothing before",
  { timeout: SLOW },
  async () => {
    const bo = await newBooks();
    const { loanId } = await drawnLoan(bo, START);
    await drainAll(bo.borrowerId);
    const before = (await listChoices({ borrowerId: bo.borrowerId, card: "deposit" })).choices;
    const [checking, savings] = ["Business Checking", "Business Savings"].map(
      (wanted) => before.find(({ name }) => name === wanted)!.id,
    );
    const version = await versionOf(bo.borrowerId);
    // With a loan in the books the change has to be confirmed, where that is asked for.
    const confirmed = { isConfirmed: true };
    await saveMapping({
      ...{ borrowerId: bo.borrowerId, actorUserId: bo.userId, ...confirmed },
      ...{ card: "deposit" as const, choiceId: savings!, version },
    });
    await moveTo("2026-02-01");
    await chargeInterest("2026-02-01", loanId);
    await paid(bo, loanId, "2026-02-01");
    await drainAll(bo.borrowerId);
    const { transfers } = await booksOf(bo.connectionId);
    expect(transfers.map(({ amount, fromId, toId }) => [amount, fromId, toId])).toEqual([
      ["5000.00", expect.any(String), checking],
      ["466.67", savings, transfers[0]!.fromId],
    ]);
    await moveTo(START);
  },
);

test(
  "codat row 18: a required field that we do not send holds the write before it is sent",
  { timeout: SLOW },
  async () => {
    // Books of Codat's own sandbox, which requires every field, behind a connection that we take for Xero.
    const bo = await newBorrower("Bo");
    const place = { borrowerId: bo.borrowerId, actorUserId: bo.userId };
    await connect({ ...place, platformKey: "gbol" });
    const { companyId } = await db.writebackConnection.findUniqueOrThrow({
      where: { borrowerId: bo.borrowerId },
    });
    const strict = await askCodat<{ id: string }>("POST", `/companies/${companyId}/connections`, {
      platformKey: "mqjo",
    });
    await db.writebackConnection.update({
      where: { borrowerId: bo.borrowerId },
      data: { connectionId: strict.id },
    });
    await connectBooks(bo);
    for (const [card, wanted] of [
      ["deposit", "Business Checking"],
      ["expense", "Interest Expense"],
      ["supplier", "City Power and Light"],
    ] as const) {
      const { choices } = await listChoices({ borrowerId: bo.borrowerId, card });
      const choiceId = choices.find(({ name }) => name === wanted)!.id;
      await saveMapping({ ...place, card, choiceId, version: await versionOf(bo.borrowerId) });
    }
    await createLenderAccount({ ...place, version: await versionOf(bo.borrowerId) });
    await until(
      async () => (await refreshLenderAccount({ borrowerId: bo.borrowerId })).status === "connected",
    );
    await setSwitch({ ...place, isOn: true });
    await tellAccounting("DELETE", "/stats");
    const { loanId } = await drawnLoan(bo, START);
    await drainAll(bo.borrowerId);
    const [held] = (await logList.page({ loanId })).rows;
    expect(held).toMatchObject({ state: "HELD", heldCode: "pre-flight" });
    expect(held!.heldWords).toMatch(/The accounting software requires \w+.*, which we do not send\./);
    const { pushes } = await tellAccounting<{ pushes: Record<string, number> }>("GET", "/stats");
    expect(pushes.transfers ?? 0).toBe(0);
  },
);

test("the switch stays off until all four are chosen", { timeout: SLOW }, async () => {
  const bo = await newBorrower("Bo");
  const on = { borrowerId: bo.borrowerId, actorUserId: bo.userId, isOn: true };
  await expect(setSwitch(on)).rejects.toMatchObject({
    code: "wrong-state",
    message: "Connect your accounting software first.",
  });
  await connectBooks(bo);
  await expect(setSwitch(on)).rejects.toMatchObject({
    code: "wrong-state",
    message: expect.stringContaining(
      "Choose these first: deposit account, expense account, supplier, lender account.",
    ),
  });
  await mapBooks(bo);
  await setSwitch(on);
  expect((await getSettings(bo.borrowerId)).isOn).toBe(true);
});
