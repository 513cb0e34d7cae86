// The treasurer's day: the bank's statement is imported, what it holds that we did not expect is resolved, and the day closes.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, PEOPLE, test } from "./fixtures";
import { acceptFlatOffer, apply, deposit, moveTo, register, requestMoney, trialBalance } from "./people";

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

test("the treasurer assigns an unknown wire to a loan, and clears a fee and a duplicate payment", async ({
  pool,
  open,
}) => {
  const [admin, brittany, art] = [await open(pool, PEOPLE.admin), await open(pool), await open(pool)];
  await register(brittany, { as: "Invest", name: "Brittany", email: "brittany@example.com" });
  await deposit(brittany, { amount: "10,000.00", term: "12 months", rail: "ACH", name: "Brittany" });
  await moveTo(admin, "2025-01-03");
  await register(art, { as: "Borrow", name: "Art", email: "art@example.com" });
  await apply(art, { amount: "5,000.00", taxIdLast4: "0690" });
  await acceptFlatOffer(art, "Art");
  const loan = await requestMoney(art, { rail: "Wire", isAutopay: false });
  await expect(art.getByText("The loan has been disbursed")).toBeVisible();
  await moveTo(admin, "2025-02-04");

  await test.step("the statement matches what we know, and the rest is in the queue", async () => {
    const [deposited, lent] = [await referenceOf(admin, "10,000.00"), await referenceOf(admin, "5,000.00")];
    await admin.goto("/admin/bank");
    const days: Days = [
      ["250103", [`16,142,1000000,,1,,DEPOSIT ${deposited}`, `16,495,500000,,2,,WIRE OUT ${lent}`]],
      ["250106", [`16,495,500000,,3,,WIRE OUT ${lent}`]],
      ["250107", ["16,195,500000,,4,,CREDIT CORRECTION"]],
      ["250203", ["16,195,46667,,5,,WIRE FROM ART, NO REFERENCE", "16,475,3500,,6,,ANALYSIS CHARGE"]],
    ];
    await choose(admin, "january.bai", statementOf(days));
    const row = admin.getByRole("row", { name: /january\.bai/ });
    await expect(row).toContainText("Ready to import", { timeout: 60_000 });
    await row.getByRole("button", { name: "Import" }).click();
    await expect(row).toContainText("Imported", { timeout: 60_000 });
    await expect(async () => {
      await admin.goto("/admin/bank/exceptions");
      await expect(admin.getByRole("row", { name: /Duplicate at the bank/ })).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 60_000 });
    await clean(admin);
  });

  await test.step("the wire repays the loan: what is due is paid", async () => {
    const wire = admin.getByRole("row", { name: /WIRE FROM ART/ });
    await wire.getByText("Assign to a loan").click();
    await wire.getByLabel("Number of the loan").fill("99");
    await wire.getByRole("button", { name: "Assign to loan" }).click();
    await expect(wire).toContainText("No active loan has this number.");
    await wire.getByLabel("Number of the loan").fill("1");
    await wire.getByRole("button", { name: "Assign to loan" }).click();
    await expect(wire).toContainText("Assigned to a loan");
    await expect(async () => {
      await art.goto(loan);
      await expect(art.getByText("4,583.33").first()).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 60_000 });
  });

  await test.step("the fee is booked, and the second payment is set against what the bank gave back", async () => {
    const fee = admin.getByRole("row", { name: /ANALYSIS CHARGE/ });
    await fee.getByRole("button", { name: "It was a bank fee" }).click();
    await expect(fee).toContainText("Resolved");
    await admin.goto("/admin/bank/lines?state=open");
    const line = admin.getByRole("row", { name: /WIRE OUT/ });
    await line.getByRole("button", { name: "Book line" }).click();
    await expect(line).toHaveCount(0);
    await admin.goto("/admin/bank/exceptions");
    const duplicate = admin.getByRole("row", { name: /Duplicate at the bank/ });
    await duplicate.getByRole("button", { name: "Set against each other" }).click();
    await expect(duplicate).toContainText("Set against the money that came back");
  });

  await test.step("nothing is unidentified any more, and the day closes", async () => {
    await admin.goto("/admin/bank");
    const day = admin
      .getByRole("table", { name: /^Days of account/ })
      .getByRole("row", { name: /Feb 3, 2025/ });
    await day.getByRole("button", { name: "Close day" }).click();
    await admin
      .getByRole("alertdialog")
      .getByRole("button", { name: /^Close through/ })
      .click();
    await expect(day).toContainText("Closed");
    const balances = await trialBalance(admin);
    expect(balances).toMatchObject({ cash: "5,431.67", "expense:bank-fees": "35.00" });
    expect(Object.keys(balances)).not.toContain("suspense:receipts");
  });
});

/** What the payment of this amount is called at the bank. */
async function referenceOf(admin: Page, amount: string): Promise<string> {
  await admin.goto("/admin/payments");
  const row = await admin.getByRole("row").filter({ hasText: amount }).first().innerText();
  return /ML[2-9A-HJ-NP-Z]{8}/.exec(row)![0];
}

type Days = [on: string, entries: string[]][];

/** A BAI2 file that starts with nothing in the account. */
function statementOf(days: Days): string {
  const lines = ["01,021000021,MODERNLEND,250203,2359,1,,,2/"];
  let [balance, total] = [0, 0];
  for (const [on, entries] of days) {
    const opening = balance;
    for (const entry of entries) {
      const [, code, cents] = entry.split(",");
      balance += Number(code) < 400 ? Number(cents) : -Number(cents);
    }
    const sum = opening + balance + entries.reduce((all, entry) => all + Number(entry.split(",")[2]), 0);
    total += sum;
    lines.push(`02,MODERNLEND,021000021,1,${on},2359,USD,2/`);
    lines.push(`03,4100200300,USD,010,${opening},,,015,${balance},,/`, ...entries);
    lines.push(`49,${sum},${entries.length + 2}/`, `98,${sum},1,${entries.length + 4}/`);
  }
  lines.push(`99,${total},${days.length},${lines.length + 1}/`);
  return `${lines.join("\n")}\n`;
}

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
