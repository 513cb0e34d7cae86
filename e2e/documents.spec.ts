// Documents and email in a browser: a statement is downloaded, a decision arrives as a document and an email, and what a person switches
// off stays off while legal notices still come.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, PEOPLE, test } from "./fixtures";

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
