import { expect, it } from "vitest";
import { readTarget } from "./target";

it.each([
  ["2026-11-30 12:02:32.803884+00", "2026-11-30 12:02:32.803884+00", "2026-11-30T12:02:32.803Z"],
  ["2026-11-30T12:02:32Z", "2026-11-30 12:02:32+00", "2026-11-30T12:02:32.000Z"],
  ["2026-11-30 07:02:32-05:00", "2026-11-30 07:02:32-05:00", "2026-11-30T12:02:32.000Z"],
  ["2026-11-30 07:02:32 -0500", "2026-11-30 07:02:32-0500", "2026-11-30T12:02:32.000Z"],
])("takes %s", (text, pgbackrest, at) => {
  const target = readTarget(text);
  expect(target.pgbackrest).toBe(pgbackrest);
  expect(target.at.toISOString()).toBe(at);
});

it.each([
  "yesterday",
  "2026-11-30",
  "2026-11-30 12:02:32",
  "2026-11-30 12:02:32 EST",
  "2026-13-40 12:02:32+00",
])("refuses %s, with an example of what it takes", (text) =>
  expect(() => readTarget(text)).toThrow(/is no moment to restore to.*numeric offset/),
);
