// Documents and email in a browser: a statement is downloaded, a decision arrives as a document and an email, and what a person switches
// off stays off while legal notices still come.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, PEOPLE, test } from "./fixtures";
import { agreeToElectronicDocuments, register } from "./people";

async function saved(page: Page, name: RegExp) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name }).first().click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test("a statement is listed, saved as PDF and as text, and nobody else can have it", async ({
  story,
  open,
}) => {
  const brittany = await open(story, PEOPLE.brittany);
  await brittany.goto("/investor/documents");
  await expect(brittany.getByRole("rowheader", { name: "Statement for June 2026" })).toBeVisible();
  const pdf = await saved(brittany, /PDF of Statement for June 2026/);
  expect(pdf.name).toMatch(/^investor-statement-D-\d{6}\.pdf$/);
  expect(pdf.bytes.subarray(0, 8).toString("latin1")).toBe("%PDF-1.7");
  const text = (await saved(brittany, /Text of Statement for June 2026/)).bytes.toString("utf8");
  expect(text).toMatch(/^Closing balance +\$10,200\.00$/m);
  const address = await brittany
    .getByRole("link", { name: /PDF of Statement for June 2026/ })
    .getAttribute("href");

  const art = await open(story, PEOPLE.art);
  expect((await art.request.get(`${story.url}${address}`)).status()).toBe(404);
  const stranger = await open(story);
  expect((await stranger.request.get(`${story.url}${address}`)).status()).toBe(401);
});

test("a declined applicant has the notice of adverse action, with the reasons shown on the page", async ({
  story,
  open,
}) => {
  const gustavo = await open(story, "gustavo@example.com");
  await gustavo.goto("/borrower/documents");
  const text = (await saved(gustavo, /Text of Decision on your application/)).bytes.toString("utf8");
  const words = text.replace(/\s+/g, " ");
  expect(words).toContain("The federal Equal Credit Opportunity Act prohibits creditors from discriminating");
  expect(words).toContain("You have the right to a free copy of your report");
  await gustavo.goto("/borrower/loans");
  await gustavo
    .getByRole("link", { name: /Application \d+/ })
    .first()
    .click();
  await expect(gustavo.getByRole("heading", { name: "Principal reasons for our decision" })).toBeVisible();
  const reasons = await gustavo
    .getByRole("heading", { name: "Principal reasons for our decision" })
    .locator("xpath=following-sibling::ul[1]/li")
    .allTextContents();
  expect(reasons.length).toBeGreaterThan(0);
  for (const reason of reasons) expect(words).toContain(reason);
});

test("consent to electronic documents takes the code of the PDF, and no other", async ({ sequel, open }) => {
  const page = await open(sequel);
  await register(page, { as: "Borrow", name: "Nora Quist", email: "nora.quist@example.com" });
  await page.goto("/borrower/apply");
  const agree = page.getByRole("button", { name: "Agree to electronic documents" });
  await page.getByLabel("Code in the PDF").fill("ABC234");
  await page.getByRole("checkbox", { name: /I can read this text/ }).check({ force: true });
  await agree.click();
  await expect(page.getByText("Open the PDF first, and type the code in it.").first()).toBeVisible();
  await agreeToElectronicDocuments(page, page.getByRole("textbox", { name: "Amount" }));
});

test("an auditor sees every rule kept, what decides it, and the history", async ({ sequel, open }) => {
  const admin = await open(sequel, PEOPLE.admin);
  await admin.goto("/admin/regulations");
  await admin.getByRole("button", { name: "Check now" }).click();
  await expect(admin.getByText("The check has been requested.")).toBeVisible();
  await expect(async () => {
    await admin.reload();
    await expect(admin.getByRole("table", { name: "History" }).getByText("Administrator")).toBeVisible();
  }).toPass();
  await expect(admin.getByText(/^All \d+ rules are kept$/)).toBeVisible();
  await expect(admin.getByText("12 CFR 1002.9(a)(1)(iv)", { exact: true })).toBeVisible();
  await expect(admin.getByText("What decides it").first()).toBeVisible();
  await expect(admin.getByText("lib/regulations/annual-percentage-rate.ts")).toBeAttached();
});

test("the payoff letter of a loan is asked for on its page and saved under Documents", async ({
  sequel,
  open,
}) => {
  const art = await open(sequel, PEOPLE.art);
  await art.goto("/borrower/loans");
  await art
    .getByRole("link", { name: /^Loan 24/ })
    .first()
    .click();
  await art.getByRole("button", { name: "Get the letter" }).click();
  await expect(art.getByText("The letter is ready under")).toBeVisible();
  await art.goto("/borrower/documents");
  const { bytes } = await saved(art, /Text of Payoff letter for loan 24/);
  expect(bytes.toString("utf8")).toMatch(/^Payoff amount +\$[\d,]+\.\d{2}$/m);
});

test("emails of a topic can be turned off, and the page says what stays", async ({ sequel, open }) => {
  const art = await open(sequel, PEOPLE.art);
  await art.goto("/settings/notifications");
  await art.getByLabel("Payments and loans").uncheck();
  await art.getByRole("button", { name: "Save" }).click();
  await expect(art.getByText("Saved.")).toBeVisible();
  await art.reload();
  await expect(art.getByLabel("Payments and loans")).not.toBeChecked();
  await expect(art.getByLabel("Statements and letters")).toBeChecked();
  await expect(art.getByText("cannot be turned off")).toBeVisible();
});
