import { tellAccounting } from "@/test/sandbox-accounting";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { useBureau } from "@/test/support/lending";
import { checkMapping } from "@/lib/writeback/books/check-mapping";
import { holdEvent } from "./hold-event";
import { retryHeld } from "./retry-event";
import { drainAll, drawnLoan, moveTo, newBooks, statesOf } from "@/test/support/writeback-books";

const START = "2026-01-01";
const administrators = [newId("usr"), newId("usr")];

beforeAll(useBureau);
beforeAll(async () => {
  await moveTo(START);
  for (const id of administrators)
    await db.user.create({
      data: {
        ...{ id, email: `${id}@example.com`, name: "Administrator", passwordHash: "-" },
        roles: { create: { role: "ADMIN" } },
      },
    });
});

async function notesOf(kind: string, href: string) {
  const rows = await db.notification.findMany({ where: { kind, href }, orderBy: { createdAt: "asc" } });
  return rows.map(({ userId, title, body }) => ({ userId, title, body }));
}

test("codat row 32: administrators are notified of held records once per borrower", async () => {
  const art = await newBooks();
  const href = `/admin/settings/writeback/${art.borrowerId}`;
  const fail = () =>
    tellAccounting("POST", "/outcomes", {
      ...{ dataType: "transfers", outcome: "Failed", message: "The period is locked." },
      connectionId: art.connectionId,
    });
  await fail();
  await fail();
  const loans = [(await drawnLoan(art, START)).loanId, (await drawnLoan(art, START)).loanId];
  await drainAll(art.borrowerId);
  for (const loanId of loans) expect(await statesOf(loanId)).toEqual(["HELD"]);
  const owner = await db.notification.findMany({ where: { userId: art.userId, kind: "writeback-held" } });
  expect(owner, "the owner is notified of each").toHaveLength(2);
  const told = await notesOf("writeback-held", href);
  expect(new Set(told.map(({ userId }) => userId))).toEqual(new Set(administrators));
  expect(told).toHaveLength(2);
  expect(told[0]!.title).toMatch(/^A record of loan ML-\d+ of Art is not in the books$/);
  expect(told[0]!.body).toContain("The period is locked.");

  await retryHeld({ borrowerId: art.borrowerId, actorUserId: art.userId });
  await drainAll(art.borrowerId);
  for (const loanId of loans) expect(await statesOf(loanId)).toEqual(["DONE"]);
  await fail();
  await drawnLoan(art, START);
  await drainAll(art.borrowerId);
  expect(await notesOf("writeback-held", href), "what is held after all was fixed is news").toHaveLength(4);
});

test("codat row 32: two loans held at the same moment are one note to each administrator", async () => {
  const art = await newBooks();
  await drawnLoan(art, START);
  await drawnLoan(art, START);
  const events = await db.writeEvent.findMany({ where: { borrowerId: art.borrowerId } });
  await Promise.all(events.map(({ id }) => holdEvent(id, "rejected", "The period is locked.")));
  const told = await notesOf("writeback-held", `/admin/settings/writeback/${art.borrowerId}`);
  expect(told.map(({ userId }) => userId).toSorted()).toEqual(administrators.toSorted());
});

test("codat row 30: administrators are notified of a reused key each time, with the way to the record", async () => {
  const art = await newBooks();
  await drawnLoan(art, START);
  await drawnLoan(art, START);
  const events = await db.writeEvent.findMany({ where: { borrowerId: art.borrowerId } });
  for (const { id } of events) {
    await holdEvent(id, "key-reused", "Codat had seen this key before.");
    const told = await notesOf("writeback-key-reused", `/admin/settings/writeback/log/${id}`);
    expect(told.map(({ userId }) => userId).toSorted()).toEqual(administrators.toSorted());
  }
  expect(await notesOf("writeback-held", `/admin/settings/writeback/${art.borrowerId}`)).toEqual([]);
});

test("codat row 17: administrators are notified once that a borrower's books cannot be written to", async () => {
  const art = await newBooks();
  const { expenseId } = await db.writebackMapping.findUniqueOrThrow({
    where: { borrowerId: art.borrowerId },
  });
  await tellAccounting("POST", `/accounts/${expenseId}`, { status: "Archived" });
  const { companyId, connectionId } = await db.writebackConnection.findUniqueOrThrow({
    where: { borrowerId: art.borrowerId },
  });
  const { askCodat } = await import("@/test/sandbox-accounting");
  await askCodat("POST", `/companies/${companyId}/data/queue/chartOfAccounts?connectionId=${connectionId}`);
  await db.writebackMapping.update({ where: { borrowerId: art.borrowerId }, data: { checkedAt: null } });
  await drawnLoan(art, START);
  await drawnLoan(art, START);
  await Promise.all([1, 2, 3].map(() => checkMapping({ borrowerId: art.borrowerId })));
  await drainAll(art.borrowerId);
  const told = await notesOf("writeback-mapping-broken", `/admin/settings/writeback/${art.borrowerId}`);
  expect(told.map(({ userId }) => userId).toSorted()).toEqual(administrators.toSorted());
  expect(told[0]!.title).toBe("Loans of Art are not being written to the books");
  expect(told[0]!.body).toContain("Interest Expense is archived");
  expect(
    await db.notification.count({ where: { userId: art.userId, kind: "writeback-mapping-broken" } }),
  ).toBe(1);
});
