// The treasurer's day: the bank's statement is imported, what it holds that we did not expect is resolved, and the day closes.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, PEOPLE, test } from "./fixtures";
import { deposit, moveTo, register, trialBalance } from "./people";

test("the treasurer imports a statement, resolves a fee and an unknown wire, and closes the day", async ({
  pool,
  open,
}) => {
  const [admin, brittany] = [await open(pool, PEOPLE.admin), await open(pool)];
  await register(brittany, { as: "Invest", name: "Brittany", email: "brittany@example.com" });
  await deposit(brittany, { amount: "10,000.00", term: "12 months", rail: "Wire", name: "Brittany" });

  await test.step("a file that is no statement is refused with the record, and nothing is imported", async () => {
    await admin.goto("/admin/bank");
    await choose(admin, "broken.bai", "Dear bank,\nplease send money.\n");
    await expect(admin.getByRole("row", { name: /broken\.bai/ })).toContainText("Refused", {
      timeout: 60_000,
    });
    await expect(admin.getByRole("row", { name: /broken\.bai/ })).toContainText("Record 1:");
  });

  await test.step("the statement shows what is new before it is imported", async () => {
    await choose(admin, "january.bai", STATEMENT);
    const row = admin.getByRole("row", { name: /january\.bai/ });
    await expect(row).toContainText("2 new lines, 0 known, 0 missing", { timeout: 60_000 });
    await row.getByRole("button", { name: "Import" }).click();
    await expect(row).toContainText("Imported", { timeout: 60_000 });
  });

  await test.step("the fee waits in the queue and is booked", async () => {
    const fee = admin.getByRole("row", { name: /ANALYSIS CHARGE/ });
    // The worker matches lines after the import.
    await expect(async () => {
      await admin.goto("/admin/bank/exceptions");
      await expect(fee).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 60_000 });
    await expect(fee).toContainText("Unidentified payment");
    await clean(admin);
    await fee.getByRole("button", { name: "It was a bank fee" }).click();
    await expect(fee).toContainText("Resolved");
  });

  await test.step("the wire without our reference has the amount of the deposit: a person confirms it", async () => {
    await admin.goto("/admin/bank/lines");
    const wire = admin.getByRole("row", { name: /WIRE FROM B SMITH/ });
    await expect(wire).toContainText("Suggested: Same amount and date (70)");
    await clean(admin);
    await wire.getByRole("button", { name: "Confirm match" }).click();
    await expect(wire).toContainText("by a person");
    await brittany.reload();
    await expect(brittany.getByText("Active", { exact: true }).first()).toBeVisible();
  });

  await test.step("nothing is left to explain, and the day closes", async () => {
    await moveTo(admin, "2025-01-03");
    await admin.goto("/admin/bank");
    const day = admin
      .getByRole("table", { name: /^Days of account/ })
      .getByRole("row", { name: /Jan 2, 2025/ });
    await expect(day).toContainText("9,925.00");
    await clean(admin);
    await day.getByRole("button", { name: "Close day" }).click();
    await admin
      .getByRole("alertdialog")
      .getByRole("button", { name: /^Close through/ })
      .click();
    await expect(day).toContainText("Closed");
    expect(await trialBalance(admin)).toMatchObject({ cash: "9,925.00", "expense:bank-fees": "75.00" });
  });
});

async function clean(page: Page) {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag22aa"]).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
}

async function choose(admin: Page, name: string, text: string) {
  await admin
    .getByLabel("File", { exact: true })
    .setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  await admin.getByRole("button", { name: "Read file" }).click();
}

/** Opening 0.00, a wire of 10,000.00 without our reference, a charge of 75.00, closing 9,925.00. */
const STATEMENT = `01,021000021,MODERNLEND,250102,2359,1,,,2/
02,MODERNLEND,021000021,1,250102,2359,USD,2/
03,4100200300,USD,010,0,,,015,992500,,/
16,195,1000000,,0000000001,,WIRE FROM B SMITH
16,475,7500,,0000000002,,ANALYSIS CHARGE
49,2000000,4/
98,2000000,1,6/
99,2000000,1,8/
`;
