import { afterEach, expect, it } from "vitest";
import { env } from "@/lib/env";
import { hashNumber, openingKeyIds, seal, unseal } from "./sealing";

const [FIRST, SECOND] = ["11".repeat(32), "22".repeat(32)] as const;
const kept = { ...env };
afterEach(() => Object.assign(env, kept, { FURTHER_ENCRYPTION_KEYS: undefined, HASH_KEY: undefined }));

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
  for (const part of [2, 3, 4]) {
    const parts = sealed.split(".");
    const bytes = Buffer.from(parts[part]!, "base64url");
    bytes[0]! ^= 1;
    parts[part] = bytes.toString("base64url");
    expect(() => unseal(parts.join("."), "acct_a")).toThrow();
  }
  expect(() => unseal("v2.a.b.c", "acct_a")).toThrow(/known form/);
  expect(() => unseal("v3.0.a.b.c", "acct_a")).toThrow(/known form/);
});

it("opens what another key sealed while that key is named as a further one, and not without it", () => {
  env.ENCRYPTION_KEY = FIRST;
  const sealed = seal("123456789", "acct_a");
  env.ENCRYPTION_KEY = SECOND;
  expect(() => unseal(sealed, "acct_a")).toThrow(/the key [0-9a-f]{8} of a sealed value is set/);
  env.FURTHER_ENCRYPTION_KEYS = [FIRST];
  expect(unseal(sealed, "acct_a")).toBe("123456789");
  expect(seal("123456789", "acct_a").split(".")[1]).toBe(openingKeyIds()[0]);
  expect(sealed.split(".")[1]).toBe(openingKeyIds()[1]);
});

it("opens what was sealed before keys had ids, under whichever key it was", () => {
  env.ENCRYPTION_KEY = FIRST;
  const [, , ...parts] = seal("123456789", "acct_a").split(".");
  const former = ["v1", ...parts].join(".");
  expect(unseal(former, "acct_a")).toBe("123456789");
  env.ENCRYPTION_KEY = SECOND;
  expect(() => unseal(former, "acct_a")).toThrow();
  env.FURTHER_ENCRYPTION_KEYS = ["33".repeat(32), FIRST];
  expect(unseal(former, "acct_a")).toBe("123456789");
});

it("recognizes a number after the key was replaced, when the hash key is kept", () => {
  const account = { routingNumber: "021000021", accountNumber: "123456789" };
  env.ENCRYPTION_KEY = FIRST;
  const hash = hashNumber(account);
  env.ENCRYPTION_KEY = SECOND;
  expect(hashNumber(account)).not.toBe(hash);
  env.HASH_KEY = FIRST;
  expect(hashNumber(account)).toBe(hash);
});
