import { afterEach, expect, it, vi } from "vitest";
import { db } from "@/lib/db";
import { countAttempt, forgiveAttempt, inWords, type Limit } from "@/lib/rate-limit";
import { at } from "@/test/request-context";

afterEach(() => void vi.useRealTimers());

const limit = (name: string): Limit => ({ name, points: 3, seconds: 60 });

it("counts every one of many attempts at the same time", async () => {
  const attempts = Array.from({ length: 20 }, () => countAttempt(limit("crowd"), "same"));
  const results = await Promise.allSettled(attempts);
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
});

it("keeps people and purposes apart", async () => {
  for (let i = 0; i < 3; i++) await countAttempt(limit("apart"), "first");
  await expect(countAttempt(limit("apart"), "first")).rejects.toMatchObject({
    code: "rate-limited",
    message: expect.stringMatching(/^Too many attempts\. Try again in (1 minute|5\d seconds)\.$/),
  });
  await countAttempt(limit("apart"), "second");
  await countAttempt(limit("other purpose"), "first");
});

it("begins again when its time is over", async () => {
  for (let i = 0; i < 3; i++) await countAttempt(limit("time"), "one");
  at(new Date(Date.now() + 61_000));
  await countAttempt(limit("time"), "one");
});

it("takes a forgiven attempt back", async () => {
  for (let i = 0; i < 10; i++) {
    await countAttempt(limit("forgiven"), "one");
    await forgiveAttempt(limit("forgiven"), "one");
  }
  await countAttempt(limit("forgiven"), "one");
});

it("does not keep email addresses in its table", async () => {
  await countAttempt(limit("private"), "brittany@example.com");
  const rows = await db.rateLimit.findMany({ where: { key: { startsWith: "private" } } });
  expect(rows).toHaveLength(1);
  expect(rows[0]?.key).not.toContain("brittany");
});

it.each([
  [1, "1 second"],
  [1_500, "2 seconds"],
  [60_000, "1 minute"],
  [90_000, "2 minutes"],
  [3_600_000, "1 hour"],
  [5_000_000, "2 hours"],
])("says %i ms as %s", (ms, words) => expect(inWords(ms)).toBe(words));
