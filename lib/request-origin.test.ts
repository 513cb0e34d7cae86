import { afterEach, expect, it } from "vitest";
import { env } from "@/lib/env";
import { networkOf, originOf } from "./request-origin";

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

it.each([
  ["192.0.2.7", "192.0.2.7"],
  ["192.0.2.7:52011", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["::FFFF:c000:207", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["[2001:db8::1]:443", "2001:db8:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  [undefined, "unknown"],
  ["not an address", "not an address"],
])("limits by the network of %s: %s", (address, network) => expect(networkOf(address)).toBe(network));
