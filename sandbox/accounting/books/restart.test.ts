import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { key, transfer } from "@/test/support/stand-in-bodies";
import { open, until } from "@/test/support/stand-in";

const folder = mkdtempSync(join(tmpdir(), "sandbox-accounting-"));
const dataFile = join(folder, "accounting.jsonl");
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("books, keys, pending operations and the day survive a restart, and ids go on", async () => {
  const first = await open({ dataFile });
  const lender = await first.withLender("fbrh");
  const body = transfer(lender.target, lender.account("Business Checking"), 66.67);
  const once = key();
  const done = await first.pushed(lender, "transfers", body, once);
  await first.control("/settings", { pushDelayMs: 150 });
  const pending = (
    await first.post(
      `${lender.k}/push/transfers`,
      transfer(lender.target, lender.account("Business Checking"), 5),
    )
  ).body;
  await first.server.close();
  appendFileSync(dataFile, '{"table":"transfers","row":{"key":"cut sh');

  const second = await open({ dataFile });
  const ended = await until(async () => {
    const { body: operation } = await second.get(`${lender.c}/push/${pending.pushOperationKey}`);
    return operation.status === "Success" && operation;
  });
  expect(ended.changes[0].recordRef.id).not.toBe(done.changes[0].recordRef.id);
  const books = await second.control(`/connections/${lender.connectionId}/books`);
  expect(books.transfers.map((one: { amount: string }) => one.amount)).toEqual(["66.67", "5.00"]);
  expect(books.accounts.find((one: { id: string }) => one.id === lender.target).balance).toBe("-71.67");
  const replayed = await second.post(`${lender.k}/push/transfers`, body, once);
  expect(replayed.body.pushOperationKey).toBe(done.pushOperationKey);
  expect((await second.control("/clock", {})).today).toBe("2026-07-02");
  expect(readFileSync(dataFile, "utf8")).not.toContain("cut sh");
});
