import { expect, it } from "vitest";
import { versionFault } from "@/lib/server-version";

it.each([150_000, 150_018, 160_004, 170_002, 180_004])("takes the server of version %i", (version) =>
  expect(versionFault(version)).toBeNull(),
);

it.each([
  [140_011, 14],
  [90_624, 9],
])("names the oldest server that it takes to one of version %i", (version, major) =>
  expect(versionFault(version)).toBe(`The server is PostgreSQL ${major}: 15 or newer is needed`),
);
