import { expect, it } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { setMonitor } from "@/lib/ledger/monitors";
import { setBusinessDate } from "@/test/story";
import { available, move, open, posted, request } from "@/test/ledger-books";
import { tellLedgerNotes } from "./tell-ledger-notes";

async function person(id: string, role: "ADMIN" | "INVESTOR") {
  await db.user.create({
    data: { id, email: `${id}@example.com`, name: id, passwordHash: "-", roles: { create: { role } } },
  });
}

it("notifies every administrator of each note once", async () => {
  await setBusinessDate("2026-01-01");
  await person("usr_one", "ADMIN");
  await person("usr_two", "ADMIN");
  await person("usr_three", "INVESTOR");
  await open("owed:told");
  expect(await tellLedgerNotes()).toBe(0);

  const monitor = {
    account: "owed:told",
    name: "Deposits reached 50",
    balance: "posted",
    op: "gte",
    amount: "50.00",
  } as const;
  await inTransaction((tx) => setMonitor(tx, monitor));
  await posted(request("notified 1", move("60.00", "owed:told", "cash")));
  const breach = await posted(request("notified 2", move("80.00", "cash", "owed:told"), { mode: "record" }));
  expect(await available("cash")).toBe("-20.00");

  const runs = await Promise.all([tellLedgerNotes(), tellLedgerNotes()]);
  expect(runs.reduce((sum, told) => sum + told, 0)).toBe(2); // two tellers at a time tell each once
  expect(await tellLedgerNotes()).toBe(0);
  const told = await db.notification.findMany({ orderBy: [{ userId: "asc" }, { title: "asc" }] });
  expect(told.map(({ userId, title }) => [userId, title])).toEqual([
    ["usr_one", "Deposits reached 50"],
    ["usr_one", "cash is below its floor"],
    ["usr_two", "Deposits reached 50"],
    ["usr_two", "cash is below its floor"],
  ]);
  expect(told.find(({ kind }) => kind === "floor-alert")).toMatchObject({
    href: `/admin/ledger/transactions/${breach}`,
    body: "A bank transaction left −$20.00 available, where $0.00 must remain.",
  });
});
