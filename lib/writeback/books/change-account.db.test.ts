// Another account while a loan is in the books: what was written stays where it is, and a person has to know that first.
import "@/test/sandbox-accounting";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { useBureau } from "@/test/support/lending";
import { listChoices } from "./choices";
import { createLenderAccount } from "./create-lender-account";
import { getSettings } from "@/lib/writeback/pages/queries";
import { refreshLenderAccount } from "./refresh-lender-account";
import { saveMapping } from "./save-mapping";
import {
  booksOf,
  drainAll,
  drawnLoan,
  moveTo,
  newBooks,
  paid,
  until,
  versionOf,
} from "@/test/support/writeback-books";

const START = "2026-01-01";
type Books = Awaited<ReturnType<typeof newBooks>>;

beforeAll(useBureau);
beforeAll(() => moveTo(START));

async function deposit({ borrowerId, userId }: Books, name: string, isConfirmed?: boolean) {
  const { choices } = await listChoices({ borrowerId, card: "deposit" });
  return saveMapping({
    ...{ borrowerId, actorUserId: userId, version: await versionOf(borrowerId), card: "deposit" },
    choiceId: choices.find((each) => each.name === name)!.id,
    ...(isConfirmed === undefined ? {} : { isConfirmed }),
  });
}

async function detailsOf({ borrowerId }: Books, action: string) {
  const rows = await db.auditEvent.findMany({
    where: { subjectId: borrowerId, action },
    orderBy: { id: "asc" },
  });
  return rows.map(({ detail }) => detail);
}

const loanNumber = async (loanId: string) =>
  (await db.loan.findUniqueOrThrow({ where: { id: loanId } })).number;

test("codat row 16: changing the deposit account during a loan needs confirmation", async () => {
  const art = await newBooks();
  const warnings = async () => (await getSettings(art.borrowerId)).mapping.warnings;
  expect(await warnings()).toEqual({ deposit: null, lender: null });
  await deposit(art, "Business Savings"); // nothing is in the books yet
  await deposit(art, "Business Checking");
  const { loanId } = await drawnLoan(art, START);
  expect((await warnings()).deposit, "it only waits").toBeNull();
  await drainAll(art.borrowerId);
  const number = await loanNumber(loanId);
  expect((await warnings()).deposit).toBe(
    `Loan ${number} is already in the books. Existing records stay on Business Checking, and only new records go to the new account, including returns of payments that left the old one.`,
  );
  const before = await db.writebackMapping.findUniqueOrThrow({ where: { borrowerId: art.borrowerId } });
  const refusal = {
    ...{ code: "invalid", field: "confirmed" },
    message: "Confirm that existing records stay on Business Checking.",
  };
  await expect(deposit(art, "Business Savings")).rejects.toMatchObject(refusal);
  await expect(deposit(art, "Business Savings", false)).rejects.toMatchObject(refusal);
  const clear = { borrowerId: art.borrowerId, actorUserId: art.userId, version: before.version };
  await expect(saveMapping({ ...clear, card: "deposit", choiceId: null })).rejects.toMatchObject(refusal);
  expect(await db.writebackMapping.findUnique({ where: { borrowerId: art.borrowerId } })).toEqual(before);
  await deposit(art, "Business Checking"); // the same one leaves nothing behind
  await deposit(art, "Business Savings", true);
  expect((await getSettings(art.borrowerId)).mapping.deposit!.name).toBe("Business Savings");
  const details = await detailsOf(art, "writeback-mapping.change-deposit");
  expect(details.at(-2)).toEqual({ before: "Business Checking", after: "Business Checking" });
  expect(details.at(-1)).toEqual({
    ...{ before: "Business Checking", after: "Business Savings" },
    leftBehind: { loanNumbers: [number], balance: "-5000.00" },
  });

  await paid(art, loanId, START, "PAYOFF");
  await drainAll(art.borrowerId);
  expect(await warnings(), "nothing is left once the loan is paid off").toEqual({
    deposit: null,
    lender: null,
  });
  await deposit(art, "Business Checking");
});

test("codat row 16: changing the lender account during a loan needs confirmation", async () => {
  const art = await newBooks();
  const { loanId } = await drawnLoan(art, START);
  await drainAll(art.borrowerId);
  const number = await loanNumber(loanId);
  const { mapping } = await getSettings(art.borrowerId);
  expect(mapping.warnings.lender).toBe(
    `Loan ${number} is already in the books. Existing records stay on ${mapping.lender!.name}, −$5,000.00 in total, and only new records go to the new account. Neither account shows the full balance until you transfer the old one yourself.`,
  );
  const wish = async () => ({
    ...{ borrowerId: art.borrowerId, actorUserId: art.userId, version: await versionOf(art.borrowerId) },
  });
  const before = await db.writebackMapping.findUniqueOrThrow({ where: { borrowerId: art.borrowerId } });
  const calls = await db.writebackCall.count();
  await expect(createLenderAccount(await wish())).rejects.toMatchObject({
    ...{ code: "invalid", field: "confirmed" },
    message: `Confirm that existing records stay on ${mapping.lender!.name}.`,
  });
  expect(await db.writebackMapping.findUnique({ where: { borrowerId: art.borrowerId } })).toEqual(before);
  expect(await db.writebackCall.count(), "nothing was made there").toBe(calls);

  await createLenderAccount({ ...(await wish()), isConfirmed: true });
  await until(
    async () => (await refreshLenderAccount({ borrowerId: art.borrowerId })).status === "connected",
  );
  expect((await detailsOf(art, "writeback-mapping.create-lender-account")).at(-1)).toMatchObject({
    leftBehind: { loanNumbers: [number], balance: "-5000.00" },
  });
  await paid(art, loanId, START, "PAYOFF");
  await drainAll(art.borrowerId);
  const { sources } = await booksOf(art.connectionId);
  const after = await db.writebackMapping.findUniqueOrThrow({ where: { borrowerId: art.borrowerId } });
  const balanceOf = (id: string | null) => sources.find((source) => source.id === id)!.balance;
  expect([balanceOf(before.lenderSourceId), balanceOf(after.lenderSourceId)]).toEqual([
    "-5000.00",
    "5000.00",
  ]);
});
