import { describe, expect, it } from "vitest";
import { addressOf, codeAt, judgeCode, newSecret } from "./totp";

const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"; // "12345678901234567890" of RFC 6238
const SECONDS = 1000;

/** RFC 6238, appendix B, SHA-1. The table has eight digits; six are the last of them, since both are a remainder of ten. */
const VECTORS: [seconds: number, eightDigits: string][] = [
  [59, "94287082"],
  [1111111109, "07081804"],
  [1111111111, "14050471"],
  [1234567890, "89005924"],
  [2000000000, "69279037"],
  [20000000000, "65353130"],
];

it.each(VECTORS)("gives RFC 6238's code at %i seconds", (seconds, digits) => {
  expect(codeAt(SECRET, new Date(seconds * SECONDS))).toBe(digits.slice(-6));
});

describe("a code", () => {
  const at = (seconds: number) => new Date(seconds * SECONDS);
  const now = 1_234_567_890;
  const judge = (of: number, lastStep: bigint | null = null) =>
    judgeCode(SECRET, { code: codeAt(SECRET, at(of)), instant: at(now), lastStep });
  const step = BigInt(Math.floor(now / 30));

  it("is right in its step, one early and one late", () => {
    expect(judge(now)).toEqual({ is: "right", step });
    expect(judge(now - 30)).toEqual({ is: "right", step: step - 1n });
    expect(judge(now + 30)).toEqual({ is: "right", step: step + 1n });
  });

  it("is wrong two steps off", () => {
    expect(judge(now - 60)).toEqual({ is: "wrong" });
    expect(judge(now + 60)).toEqual({ is: "wrong" });
  });

  it("is used once its step, or a later one, has been used", () => {
    expect(judge(now, step)).toEqual({ is: "used" });
    expect(judge(now - 30, step)).toEqual({ is: "used" });
    expect(judge(now + 30, step)).toEqual({ is: "right", step: step + 1n });
  });

  it.each(["", "12345", "1234567", "abcdef", "００００００"])("is wrong when it is %j", (code) => {
    expect(judgeCode(SECRET, { code, instant: at(now), lastStep: null })).toEqual({ is: "wrong" });
  });
});

it("makes secrets of 160 bits and the address that an app reads", () => {
  const secret = newSecret();
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(newSecret()).not.toBe(secret);
  const address = new URL(addressOf(secret, { issuer: "Modern Lending", label: "pat@example.com" }));
  expect(address.protocol).toBe("otpauth:");
  expect(address.searchParams.get("secret")).toBe(secret);
  expect(address.searchParams.get("issuer")).toBe("Modern Lending");
});
