import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { weaknessOf, weaknessOfBytes } from "@/lib/secret-strength";

const LEAST = { length: 32, bits: 80 };

it.each([
  ["one character", "a".repeat(40)],
  ["two characters in turn", "ab".repeat(20)],
  ["a word over and over", "hunter2!".repeat(5)],
  ["a word over and over with an ending", `${"dragon".repeat(6)}!1`],
  ["digits over and over", "0123456789".repeat(4)],
  ["the alphabet", "abcdefghijklmnopqrstuvwxyz012345"],
  ["the alphabet backward", "zyxwvutsrqponmlkjihgfedcba987654"],
  ["letters and digits in turn", "a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6"],
  ["doubled digits", "00112233445566778899aabbccddeeff"],
  ["keyboard rows", "qwertyuiopasdfghjklzxcvbnmqwertyu"],
  ["few different characters", "aabbabbbaababbababbaabbbabaababb"],
  ["a word that people type", "my-secret-key-for-our-new-server"],
  ["a placeholder", "please-change-me-before-going-live"],
  ["too few characters", "kR9v2mXq7LzT4b"],
])("refuses a secret of %s", (_, secret) => expect(weaknessOf(secret, LEAST)).not.toBeNull());

it("accepts a random secret in which chance wrote a short word between digits", () => {
  expect(weaknessOf("qX7ToDo3kLm9RzVb2NcWy5HsPj8GtFa1", LEAST)).toBeNull();
});

it("accepts every secret drawn at random, in each usual spelling", () => {
  for (let draw = 0; draw < 2000; draw++) {
    expect(weaknessOf(randomBytes(32).toString("base64"), LEAST)).toBeNull();
    expect(weaknessOf(randomBytes(32).toString("base64url"), LEAST)).toBeNull();
    expect(weaknessOf(randomBytes(16).toString("hex"), LEAST)).toBeNull();
    const key = randomBytes(32);
    expect(weaknessOf(key.toString("hex"), { length: 64, bits: 128 })).toBeNull();
    expect(weaknessOfBytes(key)).toBeNull();
  }
});

it.each([
  ["counts up", Uint8Array.from({ length: 32 }, (_, at) => at)],
  ["counts down", Uint8Array.from({ length: 32 }, (_, at) => 255 - 3 * at)],
  ["repeats four bytes", Uint8Array.from({ length: 32 }, (_, at) => [222, 173, 190, 239][at % 4]!)],
  ["has few different bytes", Uint8Array.from({ length: 32 }, (_, at) => (at * at) % 7)],
])("refuses a key whose bytes are predictable: it %s", (_, bytes) =>
  expect(weaknessOfBytes(bytes)).not.toBeNull(),
);
