// The tax form in a browser: it is saved, the payee's number is changed, and a corrected form takes its place.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, PEOPLE, test } from "./fixtures";

async function savedForm(page: Page, title: string) {
  const link = page.getByRole("link", { name: `PDF of ${title}`, exact: true });
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  return readFile(await download.path());
}

test("an investor gives a new number, and the form of the year before is corrected", async ({
  sequel,
  open,
}) => {
  const jonas = await open(sequel, "jonas@example.com");
  await jonas.goto("/investor/documents");
  await jonas.getByRole("link", { name: "Tax information" }).click();
  await expect(jonas.getByRole("heading", { name: "Tax information", level: 1 })).toBeVisible();
  const pdf = await savedForm(jonas, "Form 1099-INT for 2025");
  expect(pdf.subarray(0, 8).toString("latin1")).toBe("%PDF-1.7");

  const form = jonas.getByRole("form", { name: "Change it" });
  await form.getByLabel("SSN, ITIN or EIN").fill("123-45-678");
  await form.getByRole("checkbox", { name: /^Under penalties of perjury/ }).check();
  await form.getByRole("button", { name: "Save tax information" }).click();
  await expect(form.getByText("Enter all nine digits").first()).toBeVisible();
  await form.getByLabel("SSN, ITIN or EIN").fill("123-45-6789");
  await form.getByRole("button", { name: "Save tax information" }).click();
  await expect(jonas.getByText("Saved. It counts from the next payout.")).toBeVisible();
  await expect(jonas.getByText("Ending in 6789")).toBeVisible();

  const admin = await open(sequel, PEOPLE.admin);
  await admin.goto("/admin/tax?year=2025");
  const row = admin.getByRole("row", { name: /Jonas Lindqvist/ });
  await expect(row.getByText("Changed since")).toBeVisible();
  await admin.getByRole("button", { name: "Issue corrected forms" }).click();
  await expect(row.getByText("Changed since")).toBeHidden();
  const [file] = await Promise.all([
    admin.waitForEvent("download"),
    admin.getByRole("link", { name: "Download Form 1099-INT for the IRS" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("iris-1099-int-2025.csv");
  expect(await readFile(await file.path(), "utf8")).toContain("123456789");

  await jonas.reload();
  const corrected = await savedForm(jonas, "Form 1099-INT for 2025, corrected");
  expect(corrected.equals(pdf)).toBe(false);
});
