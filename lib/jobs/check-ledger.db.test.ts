import { afterAll, beforeAll, expect, it } from "vitest";
import pg from "pg";
import { db } from "@/lib/db";
import { setBusinessDate } from "@/test/story";
import { move, open, posted, request, sealAll } from "@/test/ledger-books";
import { checkLedger } from "./check-ledger";

const superuser = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL });

beforeAll(async () => {
  await superuser.connect();
  await db.user.create({
    data: {
      id: "usr_a",
      email: "a@example.com",
      name: "A",
      passwordHash: "-",
      roles: { create: { role: "ADMIN" } },
    },
  });
  await setBusinessDate("2026-01-01");
  // Not on cash, which other checks compare with the bank.
  await open("owed:checked", "owed:other");
  await posted(request("checked", move("10.00", "owed:checked", "owed:other")));
  await sealAll();
});

afterAll(() => superuser.end());

it("raises no alert while the books hold", async () => {
  expect(await checkLedger()).toEqual([]);
  expect(await db.notification.count()).toBe(0);
});

it("raises an alert that names what was altered, and repairs nothing", async () => {
  await superuser.query("SET session_replication_role = replica");
  await superuser.query("UPDATE ledger.entries SET amount = amount + 1 WHERE side = 1");
  const broken = await checkLedger();
  expect(broken.some((sentence) => sentence.startsWith("I1 ") && sentence.includes("transaction 1"))).toBe(
    true,
  );
  expect(broken).toContain("Transaction 1, sealed in block 1, was changed.");
  expect(await db.notification.findMany()).toMatchObject([{ userId: "usr_a", kind: "books-broken" }]);
  const [entry] = await db.ledgerEntry.findMany({ where: { side: 1 } });
  expect(entry!.amount).toBe(1001n);
});
