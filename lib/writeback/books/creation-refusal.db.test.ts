// A supplier or account that the software did not take, against the stand-in: its form comes back as it was typed.
import { tellAccounting } from "@/test/sandbox-accounting";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { newBorrower, useBureau, type TestBorrower } from "@/test/support/lending";
import { applyNewsOf } from "@/lib/writeback/sending/apply-news";
import { listChoices } from "./choices";
import { createExpenseAccount } from "@/lib/writeback/pages/create-expense-account";
import { followCreation, getCreateForm } from "@/lib/writeback/pages/create-record";
import { createSupplier } from "@/lib/writeback/pages/create-supplier";
import { getSettings } from "@/lib/writeback/pages/queries";
import { saveMapping } from "./save-mapping";
import { connectBooks, moveTo, until, versionOf } from "@/test/support/writeback-books";

let art: TestBorrower;

beforeAll(useBureau);
beforeAll(async () => {
  await moveTo("2026-01-01");
  art = await newBorrower();
  await connectBooks(art);
});

const wish = async (fields: Record<string, string>) => ({
  ...{ borrowerId: art.borrowerId, actorUserId: art.userId, version: await versionOf(art.borrowerId) },
  ...{ requestKey: crypto.randomUUID(), fields },
});
async function formOf(what: "supplier" | "expense-account") {
  const { fields } = await getCreateForm({ borrowerId: art.borrowerId, what });
  return Object.fromEntries(fields.map(({ name, value, error }) => [name, { value, error }]));
}
const failures = async () => (await getSettings(art.borrowerId)).pendingOperations;

async function chooseExpense(name: string) {
  const { choices } = await listChoices({ borrowerId: art.borrowerId, card: "expense" });
  await saveMapping({
    ...{ borrowerId: art.borrowerId, actorUserId: art.userId, version: await versionOf(art.borrowerId) },
    ...{ card: "expense", choiceId: choices.find((choice) => choice.name === name)!.id },
  });
}

test("codat row 11: an account refused later returns to its form as typed, with the reason", async () => {
  const typed = { name: "Interest paid", nominalCode: "7902", fullyQualifiedCategory: "Expense.Expense" };
  const fail = () =>
    tellAccounting("POST", "/outcomes", {
      ...{ dataType: "chartOfAccounts", outcome: "Failed", message: "NominalCode is already in use." },
    });
  await fail();
  const { operationId } = await createExpenseAccount(await wish(typed));
  await until(async () => (await followCreation(art.borrowerId, operationId))?.state === "FAILED");
  expect(await formOf("expense-account")).toEqual({
    name: { value: "Interest paid", error: null },
    nominalCode: { value: "7902", error: expect.stringContaining("NominalCode is already in use.") },
    description: { value: "", error: null },
    fullyQualifiedCategory: { value: "Expense.Expense", error: null },
  });
  expect(await failures()).toMatchObject([{ id: operationId, state: "FAILED" }]);

  const again = await createExpenseAccount(await wish({ ...typed, nominalCode: "7903" }));
  await until(async () => (await followCreation(art.borrowerId, again.operationId))?.state === "SUCCESS");
  expect(await failures()).toEqual([]);
  expect((await formOf("expense-account")).name!.value, "a new form again").toBe("Loan interest and fees");

  // With one that is chosen already: until something else is saved.
  await fail();
  const third = await createExpenseAccount(await wish({ ...typed, nominalCode: "7904" }));
  await until(async () => (await followCreation(art.borrowerId, third.operationId))?.state === "FAILED");
  expect((await formOf("expense-account")).nominalCode!.value).toBe("7904");
  expect(await failures()).toMatchObject([{ id: third.operationId }]);
  await chooseExpense("Bank Charges");
  expect(await failures()).toEqual([]);
  expect((await formOf("expense-account")).nominalCode!.value).toBe("");
});

test("codat row 11: a refusal first reported without reasons shows them when the form returns", async () => {
  await tellAccounting("POST", "/outcomes", {
    ...{ dataType: "chartOfAccounts", outcome: "Failed", message: "NominalCode is already in use." },
  });
  const typed = { name: "Interest", nominalCode: "7905", fullyQualifiedCategory: "Expense.Expense" };
  const { operationId } = await createExpenseAccount(await wish(typed));
  const { pushOperationKey } = await db.writeOperation.findUniqueOrThrow({ where: { id: operationId } });
  // As process-webhook.ts applies it.
  await applyNewsOf(pushOperationKey!, { status: "Failed", recordId: null, error: null, validation: [] });
  const untold = await db.writeOperation.findUniqueOrThrow({ where: { id: operationId } });
  expect(untold).toMatchObject({ state: "FAILED", error: "The accounting software did not give a reason." });
  expect((await formOf("expense-account")).nominalCode).toEqual({
    value: "7905",
    error: expect.stringContaining("NominalCode is already in use."),
  });
  expect((await failures())[0]!.error).toContain("NominalCode is already in use.");
});

test("codat row 13: a supplier that is refused at once comes back in its form too", async () => {
  await tellAccounting("POST", "/faults", {
    ...{ kind: "status", status: 400, method: "POST", path: "/push/suppliers", applied: false },
  });
  const refused = createSupplier(await wish({ supplierName: "Modern Lending", emailAddress: "a@b.example" }));
  await expect(refused).rejects.toMatchObject({ code: "invalid" });
  await tellAccounting("DELETE", "/faults");
  expect(await formOf("supplier")).toMatchObject({
    supplierName: { value: "Modern Lending" },
    emailAddress: { value: "a@b.example" },
  });
});

test.each([401, 402, 403])(
  "a supplier whose request is answered %i has failed in words, and can be made again",
  async (status) => {
    await tellAccounting("POST", "/faults", {
      kind: "status",
      status,
      method: "POST",
      path: "/push/suppliers",
    });
    const { operationId } = await createSupplier(await wish({ supplierName: `Modern Lending ${status}` }));
    expect(await followCreation(art.borrowerId, operationId)).toMatchObject({
      state: "FAILED",
      error: "The accounting service is denying access. We've been alerted.",
    });
    expect(await failures()).toContainEqual(expect.objectContaining({ id: operationId, state: "FAILED" }));
    const again = await createSupplier(await wish({ supplierName: `Modern Lending ${status}` }));
    await until(async () => (await followCreation(art.borrowerId, again.operationId))?.state === "SUCCESS");
  },
);

test("a supplier whose request got no answer keeps its key through a 403, and exists once", async () => {
  await tellAccounting("DELETE", "/stats");
  for (const how of [
    { kind: "drop", applied: true },
    { kind: "status", status: 403 },
  ])
    await tellAccounting("POST", "/faults", { ...how, method: "POST", path: "/push/suppliers" });
  const { operationId } = await createSupplier(await wish({ supplierName: "Modern Lending once" }));
  const { idempotencyKey } = await db.writeOperation.findUniqueOrThrow({ where: { id: operationId } });
  await until(async () => (await followCreation(art.borrowerId, operationId))?.state === "SUCCESS");
  const after = await db.writeOperation.findUniqueOrThrow({ where: { id: operationId } });
  expect(after).toMatchObject({ idempotencyKey, attempts: 3 });
  const { records } = await tellAccounting<{ records: Record<string, number> }>("GET", "/stats");
  expect(records).toMatchObject({ suppliers: 1 });
});
