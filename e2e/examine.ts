// What every page must stand: axe in either theme and on a phone, and no scrolling sideways there.
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 780 };

const COLORS = ["color-contrast"]; // what a theme can change
/** What is evaluated instead of axe where it is in the page already: half a megabyte to read. */
const THERE_ALREADY = ";";

/** Opens the page and looks at it wide, light and dark, and narrow; `prepare` brings it into the state that is meant. */
export async function examine(page: Page, path: string, prepare?: () => Promise<void>) {
  await page.setViewportSize(WIDE);
  // Without motion: axe would measure colors on their way from one theme to the other.
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await page.goto(path);
  expect.soft(new URL(page.url()).pathname, "the page shows itself").toBe(new URL(path, page.url()).pathname);
  await prepare?.();
  await expectNothingFound(page, `${path}, light`, { runOnly: RULES });
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await expectNothingFound(page, `${path}, dark`, { runOnly: COLORS, axeSource: THERE_ALREADY });
  await page.setViewportSize(PHONE);
  await expectNothingFound(page, `${path}, on a phone`, { runOnly: RULES, axeSource: THERE_ALREADY });
  const overhang = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect.soft(overhang, `${path} fits ${PHONE.width} px`).toBeLessThanOrEqual(0);
}

async function expectNothingFound(
  page: Page,
  where: string,
  { runOnly, axeSource }: { runOnly: string[]; axeSource?: string },
) {
  // No frames and only the faults: half the time of the default, which gathers a report of all that is well.
  const axe = new AxeBuilder({ page, axeSource })
    .options({ runOnly, resultTypes: ["violations"] })
    .setLegacyMode(true);
  const { violations } = await axe.analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary}`),
  );
  expect.soft(found, where).toEqual([]);
}
