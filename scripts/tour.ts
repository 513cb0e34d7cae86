// npm run tour: a picture of every page as each role, wide and narrow, light and dark, in .tour/. On a separate product
// with the seeded story, which is gone afterward. Needs a build.
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "@playwright/test";
import { VISITORS, visitsOf, type Visitor } from "../e2e/pages";
import { repeatWebhook } from "../e2e/repeat-webhook";
import { ADMINISTRATOR, PASSWORD } from "../prisma/seed/people";
import { findBrowser } from "./browser";
import { freePort, startPostgres } from "./embedded-postgres";
import { throwAwayFolder } from "./open-folders";
import { prepareTemplate, startStack, type Stack } from "./stack";

const FOLDER = ".tour";
const WIDTHS = [360, 1280];
const THEMES = ["light", "dark"] as const;
const FAST = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"];

if (!existsSync(join(process.env.NEXT_DIST_DIR ?? ".next", "BUILD_ID"))) {
  console.error("There is no build yet. Run npm run build first.");
  process.exit(1);
}
const found = await findBrowser();
const folder = throwAwayFolder("modern-lending-tour");
const server = await startPostgres({
  dataDir: join(folder, "postgres"),
  port: await freePort(),
  persistent: false,
  flags: FAST,
});
let stack: Stack | undefined;
try {
  console.log("Seeding eighteen months of history …");
  await prepareTemplate(server, folder, "story");
  stack = await startStack(server, folder, { name: "tour", seed: "story" });
  await repeatWebhook(stack);
  const browser = await chromium.launch(found);
  rmSync(FOLDER, { recursive: true, force: true });
  let count = 0;
  for (const visitor of VISITORS) count += await take(browser, stack, visitor);
  await browser.close();
  console.log(`${count} pictures in ${FOLDER}/`);
} finally {
  await stack?.stop();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);

/** @returns how many pictures were taken */
async function take(browser: Browser, { url, ownerUrl }: Stack, visitor: Visitor) {
  const context = await browser.newContext({ baseURL: url, reducedMotion: "reduce" });
  const page = await context.newPage();
  if (visitor.email) await signIn(page, visitor.email);
  mkdirSync(join(FOLDER, visitor.name), { recursive: true });
  const visits = await visitsOf(visitor, ownerUrl);
  for (const { name, path } of visits) {
    await page.goto(path, { waitUntil: "networkidle" });
    for (const width of WIDTHS) {
      for (const theme of THEMES) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme: theme });
        await page.screenshot({
          path: join(FOLDER, visitor.name, `${name}-${width}-${theme}.png`),
          fullPage: true,
        });
      }
    }
  }
  await context.close();
  const taken = visits.length * WIDTHS.length * THEMES.length;
  console.log(`${visitor.name}: ${visits.length} pages, ${taken} pictures`);
  return taken;
}

async function signIn(page: Page, email: string) {
  await page.goto("/sign-in");
  if (email === ADMINISTRATOR.email) {
    await page.getByRole("button", { name: "Sign in as Ada" }).click(); // with the password, a code is needed as well
    await page.waitForURL(/\/admin/);
    return;
  }
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/(admin|investor|borrower)/);
}
