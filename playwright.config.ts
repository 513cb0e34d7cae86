import { defineConfig } from "@playwright/test";
import type { Browser } from "./scripts/browser";

/** Tests that start with an empty pool: first, while the eighteen months are seeded that the others look at. */
const JOURNEYS = /(account|charge-off|setup|stopping|worked-example|writeback|writeback-input)\.spec\.ts$/;
const browser: Browser = JSON.parse(process.env.E2E_BROWSER ?? "{}");

// Started by `npm run test:e2e`, which prepares databases and finds the browser.
export default defineConfig({
  testDir: "e2e",
  timeout: 900_000, // a year in the browser, or every page under axe, on a slow shared machine
  // Much of what is waited for is done by the worker and the stand-ins, and seen by a page that asks every fifteen seconds.
  expect: { timeout: 60_000, toPass: { timeout: 300_000 } },
  // Every test brings its own product, or only looks at one, and much of its time it waits for the worker or the stand-ins.
  fullyParallel: true,
  projects: [
    { name: "journeys", testMatch: JOURNEYS },
    { name: "story", testIgnore: JOURNEYS },
  ],
  workers: 3,
  retries: 0,
  forbidOnly: !!process.env.CI,
  reporter: [["list"]],
  outputDir: "test-results",
  use: {
    launchOptions: { executablePath: browser.executablePath, args: browser.args ?? [] },
    // Neither our business's time zone nor our language: pages must not depend on the visitor's.
    locale: "de-DE",
    timezoneId: "Asia/Kathmandu",
    actionTimeout: 60_000,
    screenshot: "only-on-failure",
    // A trace of every test takes more of the machine than the product does: E2E_TRACE=1 asks for those of what fails.
    trace: process.env.E2E_TRACE ? "retain-on-failure" : "off",
  },
});
