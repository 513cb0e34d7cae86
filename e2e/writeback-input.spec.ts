// What bad input gets in the accounting settings, and the whole set-up without a mouse.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { allowAccess, choose, create, SETTINGS } from "./bookkeeping";
import { expect, test } from "./fixtures";
import { register } from "./people";

const ART = { as: "Borrow", name: "Art", email: "art@example.com" } as const;

test("codat row 6, 9, 11 and 16: each mistake gets a sentence, and nothing that was typed is lost", async ({
  pool,
  open,
}) => {
  const art = await open(pool);
  await register(art, ART);
  await art.goto(SETTINGS);

  await test.step("software that cannot take loans says so before any sign-in", async () => {
    await expect(art.getByRole("radio", { name: "NetSuite" })).toBeDisabled();
    await expect(art.getByText(/NetSuite does not support loans yet/)).toBeVisible();
    await art.getByRole("button", { name: "Connect", exact: true }).click();
    await expect(art.getByText("Choose your accounting software.").first()).toBeVisible();
  });

  await test.step("leaving half-way connects nothing and says so", async () => {
    await art.getByRole("radio", { name: "Xero" }).check({ force: true });
    await art.getByRole("button", { name: "Connect", exact: true }).click();
    await art.getByRole("button", { name: "Cancel" }).click();
    await expect(art.getByText("Nothing was connected")).toBeVisible();
    await art.getByRole("button", { name: "Allow access in Xero" }).click();
    await art.getByRole("button", { name: "Allow" }).click();
    await expect(art.getByText("Xero is connected.")).toBeVisible();
  });

  const deposit = art.getByRole("region", { name: "Deposit account" });
  const box = deposit.getByRole("combobox");
  await test.step("a text that fits no entry is refused and stays", async () => {
    await expect(box).toBeVisible();
    await box.fill("No such account");
    await art.keyboard.press("Escape");
    await deposit.getByRole("button", { name: "Save" }).click();
    await expect(deposit.getByText("Choose an entry from the list.").first()).toBeVisible();
    await expect(box).toHaveValue("No such account");
    await expect(box).toHaveAttribute("aria-invalid", "true");
  });

  await test.step("another currency and an archived account are listed with the reason, and cannot be chosen", async () => {
    await box.fill("");
    await box.click();
    const euro = art.getByRole("option", { name: /Euro Account/ });
    await expect(euro).toHaveAttribute("aria-disabled", "true");
    await expect(euro).toContainText("is in EUR; the loan is in USD");
    await expect(art.getByRole("option", { name: /Old Checking/ })).toContainText("archived");
    await expect(art.getByRole("option", { name: /Old Checking/ })).toHaveAttribute("aria-disabled", "true");
    await art.keyboard.press("Escape");
  });

  await test.step("a code too long for Xero is refused beside its field, before anything is sent", async () => {
    const expense = art.getByRole("region", { name: "Expense account" });
    await create(art, "Expense account", { Name: "Loan interest", Code: "12345678901" });
    await expect(expense.getByText("Code: use at most 10 characters.").first()).toBeVisible();
    await expect(expense.getByLabel("Name", { exact: true })).toHaveValue("Loan interest");
    await expense.getByLabel("Code", { exact: true }).fill("7450");
    await expense.getByRole("button", { name: "Create" }).click();
    await expect(expense.getByText("Expense account → Loan interest")).toBeVisible();
  });

  await test.step("a newer choice of somebody else is not overwritten", async () => {
    const other = await art.context().newPage();
    await other.goto(SETTINGS);
    await art.reload();
    await box.click();
    await box.fill("Savings");
    await art.getByRole("option", { name: /Business Savings/ }).click();
    await choose(other, "Deposit account", "Business Checking");
    await deposit.getByRole("button", { name: "Save" }).click();
    await expect(deposit.getByText(/^Someone changed these settings after you opened them/)).toBeVisible();
    await expect(deposit.getByText("Deposit account → Business Checking")).toBeVisible(); // the newer one, to look at
    await expect(box).toHaveValue("Business Savings"); // and one's own, not lost
    await other.reload();
    await expect(other.getByText("Deposit account → Business Checking")).toBeVisible();
    await other.close();
    await deposit.getByRole("button", { name: "Save" }).click(); // knowing it, one may replace it
    await expect(deposit.getByText("Deposit account → Business Savings")).toBeVisible();
  });
});

test("codat row 5: QuickBooks maps the feed on a separate page, and disconnecting keeps the choices", async ({
  pool,
  open,
}) => {
  const art = await open(pool);
  await register(art, ART);
  await art.goto(SETTINGS);
  await allowAccess(art, "QuickBooks Online");
  await choose(art, "Deposit account", "Business Checking");
  await art.getByRole("button", { name: "Create lender account" }).click();
  await art.getByRole("button", { name: "Allow" }).click();
  await expect(art.getByText("Lender account → ")).toBeVisible();

  await art.getByRole("button", { name: "Disconnect" }).click();
  const question = art.getByRole("alertdialog", { name: "Disconnect QuickBooks Online?" });
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(art.getByRole("button", { name: "Disconnect" })).toBeVisible();
  await art.getByRole("button", { name: "Disconnect" }).click();
  await question.getByRole("button", { name: "Disconnect" }).click();
  await expect(
    art.getByText("We are not writing to your books. Your choices below are kept for when you reconnect."),
  ).toBeVisible();
  await expect(art.getByText("has not confirmed access yet")).toHaveCount(0);
  await expect(art.getByText("Deposit account → Business Checking")).toBeVisible();
  await art.getByRole("button", { name: "Reconnect QuickBooks Online" }).click();
  await art.getByRole("button", { name: "Allow" }).click();
  await expect(art.getByText("QuickBooks Online is connected.")).toBeVisible();
  await expect(art.getByText("Deposit account → Business Checking")).toBeVisible();
});

test("codat row 48: setup works by keyboard alone, refuses unknown entries, and passes axe", async ({
  pool,
  open,
}) => {
  const art = await open(pool);
  await register(art, ART);
  await art.goto(SETTINGS);
  await expectAccessible(art, "before connecting");
  await tabTo(art, /^Xero/);
  await art.keyboard.press("Space");
  await tabTo(art, /^Connect$/);
  await art.keyboard.press("Enter");
  await expect(art.getByRole("button", { name: "Allow" })).toBeVisible();
  await tabTo(art, /^Allow$/);
  await art.keyboard.press("Enter");
  await expect(art.getByRole("region", { name: "Deposit account" }).getByRole("combobox")).toBeVisible();

  const deposit = art.getByRole("region", { name: "Deposit account" });
  await tabTo(art, /^Deposit account/);
  await art.keyboard.type("No such account");
  await tabTo(art, /^Save$/);
  await art.keyboard.press("Enter");
  await expect(deposit.getByText("Choose an entry from the list.").first()).toBeVisible();
  await expectAccessible(art, "with a refusal");
  await expect(deposit.getByRole("combobox")).toHaveValue("No such account");
  await expect(deposit.getByText("Deposit account → ")).toHaveCount(0);
  await tabTo(art, /^Deposit account/);
  await art.keyboard.press("ControlOrMeta+a");
  await art.keyboard.type("busi chec");
  await expect(art.getByRole("option")).toHaveCount(1);
  // While a list is open its library hides the rest of the page from screen readers; Tab closes the list before it gets there.
  await expectAccessible(art, "with an open list", ["aria-hidden-focus"]);
  await art.keyboard.press("ArrowDown");
  await expectHighlighted(art, /Business Checking/);
  await art.keyboard.press("Enter");
  await tabTo(art, /^Save$/);
  await art.keyboard.press("Enter");
  await expect(art.getByText("Deposit account → Business Checking")).toBeVisible();

  await tabTo(art, /^Expense account/);
  const expense = art.getByRole("region", { name: "Expense account" });
  await expect(expense.getByRole("combobox"), "suggested from the books").toHaveValue("Interest Expense");
  await tabTo(art, /^Save$/);
  await art.keyboard.press("Enter");
  await expect(art.getByText("Expense account → Interest Expense")).toBeVisible();

  await tabTo(art, /^Supplier/);
  await art.keyboard.press("ArrowUp"); // the last entry
  await expectHighlighted(art, /^Create a new/);
  await art.keyboard.press("Enter");
  await expect(
    art.getByRole("form", { name: "New supplier" }).getByLabel("Name", { exact: true }),
  ).toBeFocused();
  await tabTo(art, /^Create$/);
  await art.keyboard.press("Enter");
  await expect(art.getByText("Supplier → Modern Lending")).toBeVisible();

  await tabTo(art, /^Create lender account$/);
  await art.keyboard.press("Enter");
  await expect(art.getByText("Lender account → ")).toBeVisible();
  await tabTo(art, /^Turn on$/);
  await art.keyboard.press("Enter");
  await expect(art.getByRole("button", { name: "Turn off" })).toBeVisible();
  await expectAccessible(art, "when everything is set");
});

const MOST_TABS = 80;

/** Presses Tab until the focus is on what is called so; the focus may have to go round. */
async function tabTo(page: Page, name: RegExp) {
  for (let presses = 0; presses < MOST_TABS; presses++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element) return "";
      const by = element.getAttribute("aria-labelledby");
      const label = by
        ? document.getElementById(by)
        : "labels" in element
          ? (element as HTMLInputElement).labels?.[0]
          : null;
      return (label ?? element).textContent?.trim() ?? "";
    });
    if (name.test(focused)) return;
  }
  throw new Error(`The keyboard does not reach ${name}.`);
}

/** Enter takes what is highlighted, and a slow page highlights later than keys come. */
async function expectHighlighted(page: Page, option: RegExp) {
  await expect(page.getByRole("option", { name: option })).toHaveAttribute("data-highlighted");
}

async function expectAccessible(page: Page, where: string, except: string[] = []) {
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page })
      .options({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], resultTypes: ["violations"] })
      .disableRules(except)
      .setLegacyMode(true)
      .analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target)}`),
      `${where}, ${colorScheme}`,
    ).toEqual([]);
  }
}
