import { expect, it } from "vitest";
import type { PostingRequest } from "./posting-request";
import { requestHash } from "./request-hash";

const asked: PostingRequest = {
  key: "k",
  kind: "post",
  mode: "authorize",
  eventType: "deposit",
  effectiveOn: "2026-01-01",
  lines: [
    { account: "cash", side: "debit", amount: "1.00" },
    { account: "owed", side: "credit", amount: "1.00" },
  ],
  metadata: { a: 1, b: "x" },
};

it("is the same for the same request, whatever the order of its fields", () => {
  expect(requestHash(asked)).toMatch(/^[0-9a-f]{64}$/);
  expect(requestHash({ ...asked, metadata: { b: "x", a: 1 } })).toBe(requestHash(asked));
  expect(requestHash({ ...asked, parentId: undefined })).toBe(requestHash(asked));
});

it("does not depend on the key, which is compared by itself", () => {
  expect(requestHash({ ...asked, key: "other" })).toBe(requestHash(asked));
});

it.each([
  ["amount", { lines: [{ ...asked.lines![0]!, amount: "1.01" }, asked.lines![1]!] }],
  ["order of lines", { lines: [...asked.lines!].reverse() }],
  ["date", { effectiveOn: "2026-01-02" }],
  ["mode", { mode: "record" as const }],
  ["kind", { kind: "hold" as const }],
  ["metadata", { metadata: { a: "1", b: "x" } }],
  ["event type", { eventType: "other" }],
])("differs with another %s", (_, change) => {
  expect(requestHash({ ...asked, ...change })).not.toBe(requestHash(asked));
});
