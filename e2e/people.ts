// What a person does in the browser, sentence by sentence. Pages only: no test reaches into the database to act.
import { expect, type Page } from "@playwright/test";
import { PASSWORD, ROUTING_NUMBER } from "../prisma/seed/people";

export async function register(page: Page, { as, name, email }: { as: "Borrow" | "Invest"; name: string; email: string }) {
  await page.goto("/register");
  await page.getByRole("radio", { name: new RegExp(`^${as}`) }).check({ force: true });
  await page.getByLabel("Full name").fill(name);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  if (as === "Borrow") await page.getByRole("radio", { name: /person/i }).check({ force: true });
  await page.getByRole("button", { name: "Open the account" }).click();
  await page.waitForURL(as === "Borrow" ? /\/borrower/ : /\/investor/);
}

export async function addBankAccount(page: Page, path: string, { holder, accountNumber }: { holder: string; accountNumber: string }) {
  await page.goto(path);
  await page.getByLabel("Account holder").fill(holder);
  await page.getByLabel("Routing number").fill(ROUTING_NUMBER);
  await page.getByLabel("Account number").fill(accountNumber);
  await page.getByRole("button", { name: "Add bank account" }).click();
  await expect(page.getByText(accountNumber.slice(-4)).first()).toBeVisible();
}

/** The administrator moves the business date and waits until it has arrived. */
export async function moveTo(admin: Page, date: string) {
  await admin.goto("/admin/business-date");
  await admin.getByRole("radio", { name: "To a date" }).check({ force: true });
  await admin.getByLabel("Date", { exact: true }).fill(date);
  await admin.getByRole("button", { name: "Move the business date" }).click();
  const number = admin.getByRole("main").locator(`time[datetime="${date}"]`);
  await expect(number.first()).toBeVisible({ timeout: 120_000 });
  await expect(admin.getByText("The business date has arrived.")).toBeAttached({ timeout: 60_000 });
}

/** Reads amounts such as 4,583.33 out of a page's text. */
export async function expectAmounts(page: Page, ...amounts: string[]) {
  for (const amount of amounts) await expect(page.getByText(amount, { exact: false }).first()).toBeVisible();
}
