// Whether Xero takes our bank feeds, as far as the API and our own feeds tell.
import "@/test/sandbox-accounting";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { useBureau } from "@/test/support/lending";
import { moveTo, newBooks } from "@/test/support/writeback-books";
import { feedsState, xeroFeeds } from "./xero-feeds";

beforeAll(useBureau);
beforeAll(() => moveTo("2026-01-01"));

test("nobody uses Xero: nothing is known, and nobody is asked", async () => {
  expect(await xeroFeeds()).toEqual({ state: "unknown", connected: 0, hasProduct: null, refusal: null });
  expect(await db.writebackCall.count()).toBe(0);
});

test("a lender account that is connected shows that Xero has enabled feeds, and Codat names its product", async () => {
  const borrower = await newBooks();
  expect(await xeroFeeds()).toEqual({ state: "enabled", connected: 1, hasProduct: true, refusal: null });
  await db.writebackMapping.update({
    where: { borrowerId: borrower.borrowerId },
    data: { lenderStatus: "pending" },
  });
  expect(await xeroFeeds()).toMatchObject({ state: "unknown", connected: 0, hasProduct: true });
  await db.writebackCall.create({
    data: {
      borrowerId: borrower.borrowerId,
      method: "POST",
      path: "/companies/c/connections/k/connectionInfo/bankFeedAccounts",
      httpStatus: 403,
      outcome: "not-allowed",
      durationMs: 1,
      note: "Bank feeds are not enabled for this app.",
    },
  });
  expect(await xeroFeeds()).toMatchObject({
    state: "refused",
    refusal: { words: "Bank feeds are not enabled for this app." },
  });
});

test("only a feed that works proves it; the product at Codat or a refusal says what is in the way", () => {
  const nothing = { connected: 0, hasProduct: null, isRefused: false };
  expect(feedsState({ connected: 1, hasProduct: false, isRefused: true })).toBe("enabled");
  expect(feedsState({ ...nothing, hasProduct: true })).toBe("unknown");
  expect(feedsState({ ...nothing, hasProduct: false })).toBe("not-in-plan");
  expect(feedsState({ ...nothing, hasProduct: true, isRefused: true })).toBe("refused");
});
