// Every page as everyone who may open it: axe finds nothing in either theme, the console stays silent, and on a phone
// nothing makes the page scroll sideways.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { VISITORS, visitsOf, type Visitor } from "./pages";

const RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 780 };

test.describe.configure({ mode: "parallel" }); // the administrator's pages take as long as all the others

for (const visitor of VISITORS) {
  test(`axe finds nothing on the pages of the ${visitor.name}, and none of them scrolls sideways`, async ({
    story,
    open,
  }) => {
    test.setTimeout(900_000);
    const page = await open(story, visitor.email);
    await page.emulateMedia({ reducedMotion: "reduce" });
    for (const { path } of await visitsOf(visitor, story.ownerUrl)) {
      await test.step(path, () => examine(page, path));
    }
  });
}

test("axe finds nothing on what is said of pages that do not exist", async ({ story, open }) => {
  for (const { email, gates } of VISITORS.filter(({ only }: Visitor) => !only)) {
    const page = await open(story, email);
    const portal = { INVESTOR: "/investor", BORROWER: "/borrower", ADMIN: "/admin" }[gates[0] as string];
    await examine(page, portal ? `${portal}/nowhere/at-all` : "/nowhere");
  }
});

async function examine(page: Page, path: string) {
  await page.setViewportSize(WIDE);
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(path);
  expect.soft(new URL(page.url()).pathname, "the page shows itself").toBe(new URL(path, page.url()).pathname);
  await expectNothingFound(page, `${path}, light`);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNothingFound(page, `${path}, dark`);
  await page.setViewportSize(PHONE);
  await expectNothingFound(page, `${path}, on a phone`);
  const overhang = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect.soft(overhang, `${path} fits ${PHONE.width} px`).toBeLessThanOrEqual(0);
}

async function expectNothingFound(page: Page, where: string) {
  // No frames and only the faults: half the time of the default, which gathers a report of all that is well.
  const axe = new AxeBuilder({ page })
    .options({ runOnly: RULES, resultTypes: ["violations"] })
    .setLegacyMode(true);
  const { violations } = await axe.analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary}`),
  );
  expect.soft(found, where).toEqual([]);
}
