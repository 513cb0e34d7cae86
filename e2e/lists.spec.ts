// The administrator's lists in a browser: sorting by mouse and keyboard, chips, paging, and the CSV file of the same rows.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { examine } from "./examine";
import { expect, PEOPLE, test } from "./fixtures";
import { withDatabase } from "./pages";

const table = (page: Page, name: string) => page.getByRole("table", { name });
const header = (page: Page, name: string) => page.getByRole("columnheader", { name });

async function exported(page: Page) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export CSV" }).click(),
  ]);
  const text = await readFile(await download.path(), "utf8");
  return { name: download.suggestedFilename(), lines: text.trimEnd().split("\r\n") };
}

test("payments sort by mouse and keyboard, page, lose a filter by its chip, and export what is shown", async ({
  story,
  open,
}) => {
  const admin = await open(story, PEOPLE.admin);
  await admin.goto("/admin/payments");
  const rows = table(admin, "Payments").getByRole("row");
  const total = Number((await admin.getByText(/^[\d,]+ payments$/).innerText()).replace(/\D/g, ""));
  expect(total).toBeGreaterThan(25);
  await expect(rows).toHaveCount(1 + 25);

  await header(admin, "Amount").getByRole("link").click();
  await expect(admin).toHaveURL(/\/admin\/payments\?sort=-amount$/);
  await expect(header(admin, "Amount")).toHaveAttribute("aria-sort", "descending");
  await header(admin, "Amount").getByRole("link").focus();
  await admin.keyboard.press("Enter");
  await expect(admin).toHaveURL(/\?sort=amount$/);
  await expect(header(admin, "Amount")).toHaveAttribute("aria-sort", "ascending");

  await admin.getByRole("link", { name: "Next" }).click();
  await expect(admin).toHaveURL(/sort=amount&page=2$/);
  await expect(admin.getByText(`Rows 26 to ${Math.min(50, total)} of ${total}`)).toBeVisible();

  await admin.getByLabel("Purpose").selectOption({ label: "Repayment" });
  await admin.getByLabel("Rail").selectOption({ label: "ACH" });
  await admin.getByRole("button", { name: "Apply" }).click();
  const chips = admin.getByRole("list", { name: "Active filters" });
  await expect(chips.getByRole("link")).toHaveText([/Purpose: Repayment/, /Rail: ACH/, "Clear all"]);
  const counted = Number((await admin.getByText(/^[\d,]+ payments?$/).innerText()).replace(/\D/g, ""));
  expect(counted).toBeLessThan(total);

  const file = await exported(admin);
  expect(file.name).toMatch(/^payments-\d{4}-\d\d-\d\d\.csv$/);
  expect(file.lines[0]).toContain("Number,Purpose,Customer,Status,Rail");
  expect(file.lines).toHaveLength(1 + counted);
  expect(file.lines.slice(1).every((line) => /^\d+,Repayment,/.test(line))).toBe(true);
  const amounts = file.lines.slice(1).map((line) => Number(/,(\d+\.\d\d),/.exec(line)![1]));
  expect(amounts).toEqual(amounts.toSorted((a, b) => a - b));

  await chips.getByRole("link", { name: "Remove filter Purpose: Repayment" }).click();
  await expect(chips.getByRole("link")).toHaveText([/Rail: ACH/]);
  await expect(admin).toHaveURL(/\/admin\/payments\?rail=ACH&sort=amount$/);
});

test("accounts of the ledger narrow to a group, and a filter that fits nothing offers to clear it", async ({
  story,
  open,
}) => {
  const admin = await open(story, PEOPLE.admin);
  await admin.goto("/admin/ledger?asOf=2020-02-31&sort=color&page=-4&group=nowhere");
  await expect(admin.getByRole("list", { name: "Active filters" })).toHaveCount(0);
  await table(admin, "Totals by group").getByRole("link", { name: "Loan principal" }).click();
  await expect(admin).toHaveURL(/group=borrower-principal/);
  await header(admin, "Posted").last().getByRole("link").click();
  await expect(table(admin, "Accounts").getByRole("columnheader", { name: "Posted" })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
  const { lines } = await exported(admin);
  expect(lines.slice(1).every((line) => /^borrower:[^,]+:principal,/.test(line))).toBe(true);

  await admin.getByLabel("Code begins with").fill("nothing:begins:so");
  await admin.keyboard.press("Enter");
  await expect(admin.getByText("No accounts match these filters")).toBeVisible();
  await admin.getByRole("link", { name: "Clear filters" }).click();
  await expect(admin).toHaveURL(/\/admin\/ledger$/);
});

test("the writeback log, which is no table, sorts by a field and exports its records", async ({
  story,
  open,
}) => {
  const admin = await open(story, PEOPLE.admin);
  await admin.goto("/admin/settings/writeback/log");
  await admin.getByLabel("Sort by").selectOption({ label: "Date, ascending" });
  await admin.getByRole("button", { name: "Apply" }).click();
  await expect(admin).toHaveURL(/sort=date/);
  const { name, lines } = await exported(admin);
  expect(name).toMatch(/^writeback-log-/);
  expect(lines[0]).toContain("Idempotency key");
  expect(lines.length).toBeGreaterThan(1);
});

test("a task that keeps failing is read on a phone without scrolling sideways", async ({ story, open }) => {
  const admin = await open(story, PEOPLE.admin, { width: 360 });
  await withDatabase(story.ownerUrl, async (database) => {
    // As wide as an instant becomes, and far enough ahead that the worker leaves it alone.
    await database.query(
      "SELECT graphile_worker.add_job('settle-payments', run_at := '2040-11-28T17:44:00Z', job_key := 'waits')",
    );
    await database.query(
      "UPDATE graphile_worker._private_jobs SET attempts = 3, last_error = $1 WHERE key = 'waits'",
      [`Error: connect ECONNREFUSED 127.0.0.1:5432 ${"0".repeat(80)}`],
    );
    await examine(admin, "/admin/jobs");
    await expect(table(admin, "Queue").getByText("Failed, will retry")).toBeVisible();
    await database.query("SELECT graphile_worker.remove_job('waits')");
  });
});
