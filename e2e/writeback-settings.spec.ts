// What the seeded story shows of writeback, and two things that must not go wrong on its settings page: another account while a
// loan is in the books, and a record that the software does not take.
import { allowAccess, create, SETTINGS } from "./bookkeeping";
import { expect, PEOPLE, test } from "./fixtures";
import { register } from "./people";

test("codat row 43: an administrator compares all borrowers' books with the ledger", async ({
  story,
  open,
}) => {
  const admin = await open(story, PEOPLE.admin);
  await admin.goto("/admin/notifications");
  await admin.getByRole("link", { name: /Loans of Goldberg Dental PLLC are not being written/ }).click();
  await expect(admin).toHaveURL(/\/admin\/settings\/writeback\/brw_\w+$/);
  await admin.goto("/admin/settings/writeback");
  await admin.getByRole("main").getByRole("link", { name: "Reconciliation", exact: true }).click();
  const rows = admin.getByRole("table", { name: "Reconciliation" }).getByRole("row");
  await expect(rows).toHaveCount(3); // with the heading
  await expect(rows.nth(1)).toContainText("Goldberg Dental PLLC");
  await expect(rows.nth(1)).toContainText("Differs");
  await expect(rows.nth(2)).toContainText("Art");
  await expect(rows.nth(2)).toContainText("Agrees");
  await admin.getByLabel("Show", { exact: true }).selectOption({ label: "Only differences" });
  await admin.getByRole("button", { name: "Apply" }).click();
  await expect(admin).toHaveURL(/reconciliation\?only=differences/);
  await expect(rows).toHaveCount(2);
  await admin.getByRole("link", { name: "Goldberg Dental PLLC" }).click();
  await expect(admin).toHaveURL(/\/admin\/settings\/writeback\/brw_\w+\/reconciliation$/);
  await expect(admin.getByRole("button", { name: "Read the books" })).toBeVisible();
});

test("codat row 16: changing the deposit account during a loan warns and needs confirmation", async ({
  story,
  open,
}) => {
  const art = await open(story, PEOPLE.art);
  await art.goto(SETTINGS);
  const deposit = art.getByRole("region", { name: "Deposit account" });
  const box = deposit.getByRole("combobox");
  const change = async (name: string) => {
    await deposit.getByRole("button", { name: /^Change/ }).click();
    await box.click();
    await box.fill(name);
    await art.getByRole("option", { name: new RegExp(name) }).click();
  };
  const confirm = () => deposit.getByLabel("I understand that existing records stay where they are");

  await change("Business Savings");
  await expect(deposit.getByText(/Existing records stay on Business Checking/)).toBeVisible();
  await deposit.getByRole("button", { name: "Save" }).click();
  await expect(
    deposit.getByText("Confirm that existing records stay on Business Checking.").first(),
  ).toBeVisible();
  await expect(box).toHaveValue("Business Savings");
  await expect(confirm()).toHaveAttribute("aria-invalid", "true");
  await art.reload();
  await expect(deposit.getByText("Deposit account → Business Checking")).toBeVisible();

  await change("Business Savings");
  await confirm().check();
  await deposit.getByRole("button", { name: "Save" }).click();
  await expect(deposit.getByText("Deposit account → Business Savings")).toBeVisible();
  await change("Business Checking"); // the story is others' too
  await confirm().check();
  await deposit.getByRole("button", { name: "Save" }).click();
  await expect(deposit.getByText("Deposit account → Business Checking")).toBeVisible();
});

test("codat row 11: an account refused later comes back as typed, with the reason beside its field", async ({
  pool,
  open,
}) => {
  const art = await open(pool);
  await register(art, { as: "Borrow", name: "Art", email: "art@example.com" });
  await art.goto(SETTINGS);
  await allowAccess(art, "Xero");
  await art.request.post(`${pool.accountingUrl}/_control/outcomes`, {
    data: { dataType: "chartOfAccounts", outcome: "Failed", message: "NominalCode is already in use." },
  });
  await create(art, "Expense account", { Name: "Interest paid", Code: "7902" });
  const expense = art.getByRole("region", { name: "Expense account" });
  await expect(expense.getByText("The expense account was not created")).toBeVisible();
  const field = (name: string) => expense.getByLabel(name, { exact: true });
  await expect(field("Name")).toHaveValue("Interest paid");
  await expect(field("Code")).toHaveValue("7902");
  await expect(field("Code")).toHaveAttribute("aria-invalid", "true");
  await expect(field("Code")).toHaveAccessibleDescription(/NominalCode is already in use\./);
  await field("Code").fill("7903");
  await expense.getByRole("button", { name: "Create" }).click();
  await expect(expense.getByText("Expense account → Interest paid")).toBeVisible();
});
