import { expect, it } from "vitest";
import { mayReadMetrics } from "@/lib/metrics-access";

const TOKEN = "a-long-token-of-prometheus";
const from = (forwarded: string | null, authorization: string | null = null) => ({
  forwarded,
  authorization,
});

it.each(["127.0.0.1", "::1", "::ffff:127.0.0.1"])(
  "lets in a program on this machine, %s, where no token is set",
  (address) => expect(mayReadMetrics(from(address), undefined)).toBe(true),
);

it.each(["203.0.113.9", "10.0.0.5", "203.0.113.9, 127.0.0.1", "127.0.0.1, 127.0.0.1", "", null])(
  "refuses %s where no token is set",
  (forwarded) => expect(mayReadMetrics(from(forwarded), undefined)).toBe(false),
);

it("lets in whoever has the token, from anywhere", () =>
  expect(mayReadMetrics(from("203.0.113.9", `Bearer ${TOKEN}`), TOKEN)).toBe(true));

it.each([null, "", TOKEN, `Bearer ${TOKEN}x`, "Bearer ", `Basic ${TOKEN}`])(
  "refuses %s where a token is set, also from this machine",
  (authorization) => expect(mayReadMetrics(from("127.0.0.1", authorization), TOKEN)).toBe(false),
);
