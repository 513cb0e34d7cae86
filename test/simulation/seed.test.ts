import { expect, test } from "vitest";
import { seedOfRun } from "./seed";

test("the environment names the seed, else the commit does", () => {
  expect(seedOfRun({ NODE_ENV: "test", SIMULATION_SEED: "42", GITHUB_SHA: "00000ff0123" })).toBe(42);
  expect(seedOfRun({ NODE_ENV: "test", GITHUB_SHA: "00000ff0123" })).toBe(255);
});

test("without either it is the same number each time", () => {
  expect(seedOfRun({ NODE_ENV: "test" })).toBe(seedOfRun({ NODE_ENV: "test" }));
  expect(Number.isSafeInteger(seedOfRun({ NODE_ENV: "test" }))).toBe(true);
});

test("a seed that is not a whole number is refused rather than replaced", () => {
  expect(() => seedOfRun({ NODE_ENV: "test", SIMULATION_SEED: "soon" })).toThrow("SIMULATION_SEED");
});
