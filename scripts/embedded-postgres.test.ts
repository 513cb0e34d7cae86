import { expect, test } from "vitest";
import { freePorts } from "./embedded-postgres";

test("ports that are drawn together are all different", async () => {
  const ports = await freePorts(300);
  expect(new Set(ports).size).toBe(300);
});
