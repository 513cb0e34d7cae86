import { expect, it } from "vitest";
import { seal, unseal } from "./sealing";

it("gives back what was sealed, and never seals alike twice", () => {
  const [first, second] = [seal("123456789", "acct_a"), seal("123456789", "acct_a")];
  expect([unseal(first, "acct_a"), unseal(second, "acct_a")]).toEqual(["123456789", "123456789"]);
  expect(first).not.toBe(second);
  expect(first).not.toContain("123456789");
});

it("does not open for another row", () => {
  expect(() => unseal(seal("123456789", "acct_a"), "acct_b")).toThrow();
});

it("does not open when any part of it was altered", () => {
  const sealed = seal("123456789", "acct_a");
  for (const part of [1, 2, 3]) {
    const parts = sealed.split(".");
    const bytes = Buffer.from(parts[part]!, "base64url");
    bytes[0]! ^= 1;
    parts[part] = bytes.toString("base64url");
    expect(() => unseal(parts.join("."), "acct_a")).toThrow();
  }
  expect(() => unseal("v2.a.b.c", "acct_a")).toThrow(/known form/);
});
