import { afterEach, expect, it } from "vitest";
import { env } from "@/lib/env";
import { originOf } from "./request-origin";

afterEach(() => {
  env.TRUSTED_PROXIES = 0;
});

const addressIn = (forwarded: string) => originOf(new Headers({ "x-forwarded-for": forwarded })).ipAddress;

it("believes our own server, not what a client wrote before it", () => {
  expect(addressIn("198.51.100.4")).toBe("198.51.100.4");
  expect(addressIn("203.0.113.9, 198.51.100.4")).toBe("198.51.100.4");
  expect(originOf(new Headers()).ipAddress).toBeUndefined();
});

it("looks past as many proxies as are ours", () => {
  env.TRUSTED_PROXIES = 1;
  expect(addressIn("203.0.113.9, 198.51.100.4, 10.0.0.1")).toBe("198.51.100.4");
  expect(addressIn("198.51.100.4, 10.0.0.1")).toBe("198.51.100.4");
  expect(addressIn("10.0.0.1"), "who asks our server past the proxy").toBe("10.0.0.1");
});
