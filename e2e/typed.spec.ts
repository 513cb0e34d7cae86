// Nothing that a person typed is lost: not to a session that ended, not to a reload.
import type { Page } from "@playwright/test";
import { PASSWORD } from "../prisma/seed/people";
import { expect, PEOPLE, test } from "./fixtures";

/** The session is over at the next request, as after an hour without one. */
const endSession = (page: Page) => page.context().clearCookies({ name: "modern-lending.session" });

async function signInAgain(page: Page, email: string) {
  await page.waitForURL(/\/sign-in\?next=/);
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

test("a payment comes back as it was typed after the session has ended, for its own person only", async ({
  story,
  open,
}) => {
  const page = await open(story, PEOPLE.art);
  await page.goto("/borrower/loans");
  await page
    .getByRole("link", { name: /^Loan \d+/ })
    .first()
    .click();
  await page.waitForURL(/\/borrower\/loans\/loan_/);
  const repay = `${new URL(page.url()).pathname}/repay`;
  await page.goto(repay);
  await page.getByRole("radio", { name: /^Other amount/ }).check({ force: true });
  await page.getByLabel("Amount", { exact: true }).fill("$123");
  await endSession(page);
  await page.getByRole("button", { name: "Review payment" }).click();
  await signInAgain(page, PEOPLE.art);
  await page.waitForURL(new RegExp(`${repay}$`));
  await expect(page.getByText("You are signed in again")).toBeVisible();
  await expect(page.getByRole("radio", { name: /^Other amount/ })).toBeChecked();
  await expect(page.getByLabel("Amount", { exact: true })).toHaveValue("$123");

  await page.getByLabel("Amount", { exact: true }).fill("$45.60");
  await endSession(page);
  await page.getByRole("button", { name: "Review payment" }).click();
  await signInAgain(page, "rosa@example.com");
  await page.waitForURL(/\/borrower/);
  expect(await page.locator("input[value='$45.60']").count()).toBe(0);
});

test("a bank account comes back without its number, and a sentence says so", async ({ story, open }) => {
  const page = await open(story, PEOPLE.art);
  await page.goto("/borrower/accounts");
  const form = page.getByRole("form", { name: "Add a bank account" });
  await form.getByLabel("Account holder").fill("Arthur Vandelay");
  await form.getByLabel("Routing number").fill("021000021");
  await form.getByLabel("Account number").fill("123456789012");
  await form.getByLabel("Account type").selectOption("savings");
  await endSession(page);
  await form.getByRole("button", { name: "Add bank account" }).click();
  await page.waitForURL(/\/sign-in/);
  const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage }));
  expect(kept).toContain("Arthur Vandelay");
  expect(kept).not.toContain("123456789012");
  await signInAgain(page, PEOPLE.art);
  await page.waitForURL(/\/borrower\/accounts/);
  await expect(page.getByText("Enter them again: Account number")).toBeVisible();
  await expect(form.getByLabel("Account holder")).toHaveValue("Arthur Vandelay");
  await expect(form.getByLabel("Account type")).toHaveValue("savings");
  await expect(form.getByLabel("Account number")).toHaveValue("");
});

test("an application that is being typed when the session ends comes back; no empty step is done", async ({
  story,
  open,
}) => {
  const page = await open(story, PEOPLE.art); // nothing of his is open, so he may apply
  await page.goto("/borrower/apply/review");
  const progress = page.getByRole("navigation", { name: "Progress" });
  await expect(progress).toBeVisible();
  await expect(progress.getByText("(done)")).toHaveCount(0);
  await page.goto("/borrower/apply/income");
  await endSession(page);
  await page.getByLabel("Monthly income before tax").fill("$4,321");
  await signInAgain(page, PEOPLE.art);
  await page.waitForURL(/\/borrower\/apply\/income/);
  await expect(page.getByLabel("Monthly income before tax")).toHaveValue("$4,321");
});

test("the investment form keeps amount and term when it is loaded again, and takes a pasted dollar sign", async ({
  story,
  open,
}) => {
  const page = await open(story, PEOPLE.brittany);
  await page.goto("/investor/invest");
  await page.getByRole("textbox", { name: "Amount" }).fill("$1,000");
  await page.getByRole("radio", { name: /^24 months/ }).check({ force: true });
  await page.waitForURL(/option=opt_24_months&amount=%241%2C000/);
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Amount" })).toHaveValue("$1,000");
  await expect(page.getByRole("radio", { name: /^24 months/ })).toBeChecked();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL(/\/invest\/account\?/);
  const progress = page.getByRole("navigation", { name: "Progress" });
  await expect(progress.getByText("(done)")).toHaveCount(1);
  await page.goto("/investor/invest/account?option=no-such-term&amount=1");
  await expect(progress.getByText("(done)")).toHaveCount(0);
});
