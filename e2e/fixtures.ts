// What the browser tests are written with: a separate product, people who are signed in, and a console that must
// stay silent.
import { randomBytes } from "node:crypto";
import { test as base, expect, type Browser, type Page } from "@playwright/test";
import { serverOn } from "../scripts/embedded-postgres";
import { startStack, type Stack } from "../scripts/stack";
import { DEMO_STAFF } from "../lib/identity/demo-people";
import { ADMINISTRATOR, PASSWORD } from "../prisma/seed/people";
import { repeatWebhook } from "./repeat-webhook";

const server = serverOn(Number(process.env.E2E_POSTGRES_PORT));
const folder = process.env.E2E_FOLDER ?? "";
/** A worker that Playwright starts again must not meet the databases of the one before. */
const unique = (kind: string) => `${kind}_${randomBytes(4).toString("hex")}`;

export const PEOPLE = {
  admin: ADMINISTRATOR.email,
  brittany: "brittany@example.com",
  art: "art@example.com",
};

type TestFixtures = {
  /** An empty pool: an administrator, rates and products, and nobody else. */
  pool: Stack;
  /** Eighteen months of the seeded people, for one test that goes on with them. */
  sequel: Stack;
  /** Opens a separate page for one person, signed in when `email` is given; its console must stay silent. */
  open: (
    stack: Stack,
    email?: string,
    options?: { colorScheme?: "light" | "dark"; width?: number },
  ) => Promise<Page>;
};
type WorkerFixtures = {
  /** Eighteen months of the seeded people, shared by the tests of one worker, who only look. */
  story: Stack;
};

export const test = base.extend<TestFixtures, WorkerFixtures>({
  pool: async ({}, run) => {
    const stack = await startStack(server, folder, { name: unique("pool"), seed: "basics" });
    await run(stack);
    await stack.stop();
  },
  sequel: async ({}, run) => {
    const stack = await startStack(server, folder, { name: unique("sequel"), seed: "story" });
    await run(stack);
    await stack.stop();
  },
  story: [
    async ({}, run) => {
      const stack = await startStack(server, folder, { name: unique("story"), seed: "story" });
      await repeatWebhook(stack);
      await run(stack);
      await stack.stop();
    },
    { scope: "worker", timeout: 300_000 },
  ],
  open: async ({ browser }, run) => {
    const noise: string[] = [];
    const pages: Page[] = [];
    await run(async (stack, email, { colorScheme = "light", width = 1280 } = {}) => {
      const page = await newPage(browser, stack, colorScheme, width);
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type()) && !isExpected(message.text()))
          noise.push(`${page.url()}: ${message.text()}`);
      });
      page.on("pageerror", (error) => noise.push(`${page.url()}: ${error.message}`));
      pages.push(page);
      if (email) await signIn(page, email);
      return page;
    });
    for (const page of pages) await page.context().close();
    expect(noise, "the console stays silent").toEqual([]);
  },
});

export { expect };

/** Chromium reports every answer of 4xx as an error of the page; asking for what one may not see is what some tests do. */
function isExpected(text: string) {
  return /Failed to load resource: the server responded with a status of 40[134]/.test(text);
}

async function newPage(browser: Browser, stack: Stack, colorScheme: "light" | "dark", width: number) {
  const context = await browser.newContext({
    baseURL: stack.url,
    colorScheme,
    viewport: { width, height: 900 },
    locale: "de-DE",
    timezoneId: "Asia/Kathmandu",
  });
  return context.newPage();
}

/** The password of staff needs a code as well, which is taken once: one click signs them in (account.spec.ts does both). */
export async function signIn(page: Page, email: string, password = PASSWORD) {
  await page.goto("/sign-in");
  const colleague = DEMO_STAFF.find((person) => person.email === email);
  if (email === ADMINISTRATOR.email || colleague) {
    if (colleague) await page.getByText("Sign in as staff with one role").click();
    const name = colleague?.name.split(" ")[0] ?? "Ada";
    await page.getByRole("button", { name: `Sign in as ${name}`, exact: true }).click();
    await page.waitForURL(/\/admin/);
    return;
  }
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/(admin|investor|borrower)/);
}
