// An empty installation: `npm run setup` prints a link, and whoever opens it becomes the first administrator, once.
import { randomBytes } from "node:crypto";
import { codeAt } from "../lib/accounts/totp";
import { applyMigrations } from "../prisma/apply-migrations";
import { ensureDatabase, freePorts, serverOn } from "../scripts/embedded-postgres";
import { answers, ended, startProcess, stopProcess } from "../scripts/processes";
import { examine } from "./examine";
import { expect, test } from "./fixtures";

test("the link that setup prints makes the first administrator, who is signed in, and works once", async ({
  pool,
  open,
}) => {
  const server = serverOn(Number(process.env.E2E_POSTGRES_PORT));
  const database = `empty_${randomBytes(4).toString("hex")}`;
  await ensureDatabase(server, database);
  await applyMigrations(server.ownerUrl(database));
  const [port] = await freePorts(1);
  const url = `http://localhost:${port}`;
  const env = { ...pool.env, DATABASE_URL: server.appUrl(database), PORT: String(port), APP_URL: url };
  const setup = await ended(startProcess(["scripts/setup.ts"], env));
  expect(setup.code).toBe(0);
  const link = /http\S+(\/setup\/\S+)/.exec(setup.output)?.[1] ?? "";

  const web = startProcess(["scripts/web.ts"], env);
  try {
    await answers(`${url}/sign-in`);
    const page = await open({ ...pool, url });
    await examine(page, link);
    await page.getByRole("button", { name: "Create account" }).click();
    await expect(page.getByText("Enter your full name.").first()).toBeVisible();
    await page.getByLabel("Full name").fill("Ada Okafor");
    await page.getByLabel("Email address").fill("ada@example.com");
    await page.getByLabel("Password", { exact: true }).fill("a short phrase works");
    await page.getByLabel("Confirm password").fill("a short phrase works");
    await page.getByRole("button", { name: "Create account" }).click();
    // Staff sign in with a code as well: the first thing to do is to set it up.
    await page.waitForURL(/\/settings\/second-factor$/);
    await examine(page, "/settings/second-factor");
    const key = (await page.getByText(/^Key: /).innerText()).replace(/^Key: |\s/g, "");
    await page.getByLabel("Code that the app shows").fill("000000");
    await page.getByRole("button", { name: "Turn on codes" }).click();
    await expect(page.getByText("This code is not right.").first()).toBeVisible();
    await page.getByLabel("Code that the app shows").fill(codeAt(key, new Date()));
    await page.getByRole("button", { name: "Turn on codes" }).click();
    await expect(page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem")).toHaveCount(10);
    await page.getByRole("link", { name: "Continue" }).click();
    await page.waitForURL(/\/admin$/);
    expect((await page.goto(link))?.status()).toBe(404);
    await page.context().close(); // before the server: the page may still be asking it for scripts
  } finally {
    await stopProcess(web);
  }
});
