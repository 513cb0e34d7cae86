import { describe, expect, it } from "vitest";
import { signatureOf, verifySignature } from "./webhook-signature";

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const INSTANT = new Date("2021-02-25T10:30:00Z");

// Svix's own published example.
const id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
const timestamp = "1614265330";
const body = '{"test": 2432232314}';
const signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
const inTime = new Date(1614265330_000 + 60_000);
const given = { id, timestamp, signature };

describe("a webhook's signature", () => {
  it("codat row 34: accepts Svix's own example", () => {
    expect(verifySignature(SECRET, given, body, inTime)).toBe("valid");
  });

  it("accepts one good signature among several", () => {
    expect(verifySignature(SECRET, { ...given, signature: `v1,AAAA v2,x ${signature}` }, body, inTime)).toBe(
      "valid",
    );
  });

  it("codat row 34: refuses another secret, an altered body, an altered id and what is not signed", () => {
    expect(verifySignature("whsec_b3RoZXItc2VjcmV0LW9mLW91cnM=", given, body, inTime)).toBe("wrong");
    expect(verifySignature(SECRET, given, `${body} `, inTime)).toBe("wrong");
    expect(verifySignature(SECRET, { ...given, id: "msg_other" }, body, inTime)).toBe("wrong");
    expect(verifySignature(SECRET, { ...given, signature: null }, body, inTime)).toBe("missing");
    expect(verifySignature(SECRET, { ...given, signature: "v1," }, body, inTime)).toBe("wrong");
  });

  it("codat row 34: refuses a message ten minutes old, or from the future, though it is signed", () => {
    expect(verifySignature(SECRET, given, body, new Date(inTime.getTime() + 600_000))).toBe("stale");
    expect(verifySignature(SECRET, given, body, new Date(inTime.getTime() - 600_000))).toBe("stale");
    const odd = { id, timestamp: "soon" };
    const signed = `v1,${signatureOf(SECRET, odd, body).toString("base64")}`;
    expect(verifySignature(SECRET, { ...odd, signature: signed }, body, INSTANT)).toBe("stale");
  });
});
