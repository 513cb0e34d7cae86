// A loan that has run for months comes into the books, and what is stuck on the way is found and fixed on the pages.
import type { Page } from "@playwright/test";
import { booksOf, choose, createLenderAccount, setAccountStatus, SETTINGS, tellBooks } from "./bookkeeping";
import { examine } from "./examine";
import { expect, PEOPLE, test } from "./fixtures";
import { withDatabase } from "./pages";

/** Of the seeded story: a loan since February, repaid each month, and no accounting software. */
const WINSTON = { email: "winston@example.com", company: "Winston Clarke" };
const LOG = `${SETTINGS}/log`;
const ADMIN_LOG = "/admin/settings/writeback/log";

test("codat row 2, 17, 32, 42 and 44: a running loan is backfilled, and failures are resolved", async ({
  sequel,
  open,
}) => {
  const [admin, winston] = [await open(sequel, PEOPLE.admin), await open(sequel, WINSTON.email)];
  const loan = await loanOf(sequel.ownerUrl, WINSTON.email);
  const fail = (dataType: string, message: string) =>
    tellBooks(winston, sequel, "/outcomes", { dataType, outcome: "Failed", message });

  await test.step("allowing access elsewhere turns the open page by itself", async () => {
    await winston.goto(SETTINGS);
    await winston.getByRole("radio", { name: /^Xero/ }).check({ force: true });
    await winston.getByRole("button", { name: "Connect", exact: true }).click();
    await expect(winston.getByRole("button", { name: "Allow" })).toBeVisible();
    const { connectionId } = await booksOf(winston, sequel, WINSTON.company);
    await winston.goto(SETTINGS);
    await expect(winston.getByRole("button", { name: "Allow access in Xero" })).toBeVisible();
    await winston.evaluate(() => Object.assign(window, { isThisPage: true }));
    await tellBooks(winston, sequel, `/connections/${connectionId}/allow`, {});
    await expect(winston.getByRole("button", { name: "Disconnect" })).toBeVisible();
    expect(await winston.evaluate(() => "isThisPage" in window), "it was not loaded again").toBe(true);
  });

  await test.step("switching on asks what to do with the history, and shows what it would write", async () => {
    await choose(winston, "Deposit account", "Business Checking");
    await choose(winston, "Expense account", "Interest Expense");
    await choose(winston, "Supplier", "City Power");
    await createLenderAccount(winston);
    const writing = winston.getByRole("form", { name: "Turn on writing" });
    await expect(writing.getByText(/^\d+ entries have not been written/)).toBeVisible();
    const rows = writing.getByRole("table", { name: "What would be written" }).getByRole("row");
    await expect(rows.nth(1)).toContainText("Disbursement");
    await expect(rows.nth(2)).toContainText("Repayment");
    await writing.getByRole("button", { name: "Turn on" }).click();
    await expect(writing.getByText(/Choose whether to write/).first()).toBeVisible();
    await fail("transfers", "The period is locked.");
    await writing.getByRole("radio", { name: /^Write them too/ }).check({ force: true });
    await writing.getByRole("button", { name: "Turn on" }).click();
    await expect(winston.getByRole("button", { name: "Turn off" })).toBeVisible();
  });

  await test.step("the loan's own page says that it is not being written, and why", async () => {
    await expect(async () => {
      await winston.goto(`/borrower/loans/${loan}`);
      await expect(winston.getByText("This loan is not being written to your books")).toBeVisible({
        timeout: 1000,
      });
    }).toPass();
    await expect(winston.getByText("The period is locked.", { exact: false })).toBeVisible();
    await winston.getByRole("link", { name: "Go to accounting settings" }).click();
    await expect(winston.getByText("1 entry needs attention")).toBeVisible();
  });

  await test.step("Retry on the log lets it go again; the next failure is somebody else's", async () => {
    await fail("directCosts", "The contact is blocked.");
    await winston.goto(LOG);
    const disbursement = winston.getByRole("listitem", { name: /^Disbursement/ });
    await expect(disbursement).toContainText("The period is locked.");
    await disbursement.getByRole("button", { name: "Retry", exact: true }).click();
    await expect(disbursement.getByRole("button", { name: /^Retry/ }), "answered").toHaveCount(0); // "Retrying…" before that
    await shown(winston, LOG, /^Disbursement/, "In the books");
    await expect(winston.getByText("The period is locked.")).toHaveCount(0);
    await expect(async () => {
      await winston.reload();
      await expect(winston.getByText("The contact is blocked.").first()).toBeVisible({ timeout: 1000 });
    }).toPass();
  });

  await test.step("the borrower may say so too, and is asked what was entered", async () => {
    const held = winston.getByRole("listitem").filter({ hasText: "The contact is blocked." });
    await held.getByText("I entered it myself").click();
    await held.getByRole("button", { name: "Mark as entered" }).click();
    await expect(held.getByText("Describe what was entered and where.").first()).toBeVisible();
  });

  await test.step("the administrator notes what was entered by hand; without a note it is refused", async () => {
    await setAccountStatus(admin, sequel, {
      company: WINSTON.company,
      name: "Interest Expense",
      status: "Archived",
    });
    await admin.goto(`${ADMIN_LOG}?state=HELD`);
    const held = admin.getByRole("listitem").filter({ hasText: "The contact is blocked." });
    await held.getByText("Entered by hand").click();
    await held.getByRole("button", { name: "Mark as entered" }).click();
    await expect(held.getByText("Describe what was entered and where.").first()).toBeVisible();
    await held.getByLabel("What you entered, and where").fill("Spend money of 50.00 typed into Xero");
    await held.getByRole("button", { name: "Mark as entered" }).click();
    await expect(held).toHaveCount(0);
    await admin.goto(`${ADMIN_LOG}?state=BY_HAND`);
    await expect(admin.getByRole("listitem", { name: /^Repayment/ })).toHaveCount(1);
  });

  await test.step("an account that was archived in the meantime is named, and Check again goes on when it is back", async () => {
    const problem = winston.getByText("The loan is not being written to the books");
    await expect(async () => {
      await winston.goto(SETTINGS);
      await expect(problem).toBeVisible({ timeout: 1000 });
    }).toPass();
    await expect(winston.getByRole("region", { name: "Expense account" })).toContainText(
      "is archived in the books",
    );
    await winston.getByRole("button", { name: "Check again" }).click();
    await expect(winston.getByRole("button", { name: "Check again" })).toBeEnabled();
    await expect(problem, "nothing has been fixed yet").toBeVisible();
  });

  await test.step("axe finds nothing on the pages while something is wrong", async () => {
    for (const path of [SETTINGS, LOG, `/borrower/loans/${loan}`])
      await test.step(path, () => examine(winston, path));
    await examine(winston, `${SETTINGS}/reconciliation`, () => readBooks(winston));
  });

  await test.step("fixed, everything that waited is written in order", async () => {
    await setAccountStatus(winston, sequel, {
      company: WINSTON.company,
      name: "Interest Expense",
      status: "Active",
    });
    await winston.goto(SETTINGS);
    await winston.getByRole("button", { name: "Check again" }).click();
    await expect(winston.getByText("The loan is not being written to the books")).toHaveCount(0);
    await expect(async () => {
      await winston.goto(LOG);
      await expect(winston.getByText("Retry")).toHaveCount(0, { timeout: 1000 });
      await expect(winston.getByRole("listitem").filter({ hasText: "In the books" })).not.toHaveCount(1, {
        timeout: 1000,
      });
    }).toPass();
    await winston.goto(`/borrower/loans/${loan}`);
    await expect(winston.getByText("This loan is not being written to your books")).toHaveCount(0);
  });
});

async function shown(page: Page, path: string, entry: RegExp, state: string) {
  await expect(async () => {
    await page.goto(path);
    await expect(page.getByRole("listitem", { name: entry }).last()).toContainText(state, { timeout: 1000 });
  }).toPass();
}

async function readBooks(page: Page) {
  await page.getByRole("button", { name: "Read the books" }).click();
  await expect(page.getByRole("table", { name: "Records read back" })).toBeVisible();
}

/** Read as test data; nothing is written. */
function loanOf(ownerUrl: string, email: string) {
  return withDatabase(ownerUrl, async (database) => {
    const { rows } = await database.query<{ id: string }>(
      "SELECT l.id FROM loans l JOIN borrowers b ON b.id = borrower_id JOIN users u ON u.id = user_id WHERE email = $1 ORDER BY l.number DESC LIMIT 1",
      [email],
    );
    return rows[0]!.id;
  });
}
