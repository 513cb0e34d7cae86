// A loan that is not paid: from the first day on which it may be charged off to what its borrower reads.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, PEOPLE, test } from "./fixtures";
import { acceptFlatOffer, apply, deposit, moveTo, register, requestMoney, trialBalance } from "./people";

const BRITTANY = { as: "Invest", name: "Brittany", email: "brittany@example.com" } as const;
const ART = { as: "Borrow", name: "Art", email: "art@example.com" } as const;
const REASON = "Art is insolvent; the court's notice came today.";

test("a loan of 120 days past due is charged off by two people, once, and its borrower reads so", async ({
  pool,
  open,
}) => {
  const [admin, brittany, art] = [await open(pool, PEOPLE.admin), await open(pool), await open(pool)];
  await register(brittany, BRITTANY);
  await deposit(brittany, { amount: "10,000.00", term: "12 months", rail: "ACH", name: "Brittany" });
  await moveTo(admin, "2025-01-03");
  await register(art, ART);
  await apply(art, { amount: "5,000.00", taxIdLast4: "0690" });
  await acceptFlatOffer(art, "Art");
  const loan = await requestMoney(art, { rail: "Wire", isAutopay: false });
  await expect(art.getByText("The loan has been disbursed")).toBeVisible();
  const page = loan.replace("/borrower/", "/admin/");

  await test.step("a day too early there is no form, but the day on which there will be one", async () => {
    await moveTo(admin, "2025-06-02");
    await admin.goto(page);
    await expect(
      admin.getByText(
        "This loan is 119 days past due and can be charged off on June 3, 2025 at the earliest.",
      ),
    ).toBeVisible();
    await expect(admin.getByRole("button", { name: "Propose charge-off" })).toHaveCount(0);
  });

  await moveTo(admin, "2025-06-03");
  const another = await open(pool, PEOPLE.admin);
  for (const window of [admin, another]) await window.goto(page);

  await test.step("without a reason it is refused beside the field", async () => {
    await clean(admin);
    await confirm(admin);
    await expect(admin.getByText("Enter a reason.").first()).toBeVisible();
    await expect(chargeOffForm(admin).getByLabel("Reason")).toHaveAttribute("aria-invalid", "true");
  });

  await test.step("the question names the exact amounts; Cancel does nothing", async () => {
    await chargeOffForm(admin).getByLabel("Reason").fill(REASON);
    await admin.getByRole("button", { name: "Propose charge-off" }).click();
    const question = admin.getByRole("alertdialog");
    await expect(question).toContainText(
      "$5,000.00 of principal will be charged off, for a loss of $5,000.00.",
    );
    await expect(question).toContainText("$250.00 of unpaid interest will be taken out of revenue.");
    await question.getByRole("button", { name: "Cancel" }).click();
    await expect(chargeOffForm(admin).getByLabel("Reason")).toHaveValue(REASON);
  });

  await test.step("owing more since the page was opened, it is refused with the new amounts, and the reason stays", async () => {
    await moveTo(another, "2025-07-03");
    await confirm(admin);
    await expect(admin.getByText(/The figures have changed: .*unpaid interest \$300.00/)).toBeVisible();
    await expect(admin.getByRole("form", { name: /^Charge off loan/ })).toContainText("$300.00");
    await expect(chargeOffForm(admin).getByLabel("Reason")).toHaveValue(REASON);
    await another.goto(page);
  });

  await test.step("proposed, the page says that it waits, and nothing is charged off yet", async () => {
    await confirm(admin);
    await expect(admin.getByText(/^Waiting for approval: Charge off loan/)).toBeVisible();
    await expect(admin.getByRole("table", { name: "Charge-offs" })).toHaveCount(0);
    await clean(admin);
  });

  await test.step("whoever proposed it cannot approve it", async () => {
    await admin.getByRole("link", { name: "Open proposal" }).click();
    await expect(admin.getByText("Somebody else has to approve this.")).toBeVisible();
    await expect(admin.getByRole("button", { name: "Approve" })).toHaveCount(0);
    await clean(admin);
  });

  await test.step("an underwriter finds it in the inbox, sees both columns, and approves it", async () => {
    const underwriter = await open(pool, "underwriter@example.com");
    await underwriter.goto("/admin/approvals");
    await clean(underwriter);
    await underwriter
      .getByRole("link", { name: /^Charge off loan/ })
      .first()
      .click();
    await expect(underwriter.getByRole("table", { name: "What it does" })).toContainText("$300.00");
    await underwriter.getByRole("button", { name: "Approve" }).click();
    await underwriter.getByRole("alertdialog").getByRole("button", { name: "Approve and carry out" }).click();
    await expect(underwriter.getByText("Approved", { exact: true })).toBeVisible();
  });

  await test.step("the loan's page says what was charged off, by whom and why", async () => {
    await admin.goto(page);
    const row = admin.getByRole("table", { name: "Charge-offs" }).getByRole("row").last();
    for (const part of [REASON, "Decided by", "5,000.00", "300.00"]) await expect(row).toContainText(part);
    await expect(admin.getByRole("heading", { level: 1 }).locator("..")).toContainText("Charged off");
    await clean(admin);
  });

  await test.step("whoever had the form open too sees what the other has decided", async () => {
    await chargeOffForm(another).getByLabel("Reason").fill("I was slower.");
    await confirm(another);
    await expect(another.getByRole("table", { name: "Charge-offs" })).toContainText(REASON);
    await expect(another.getByText("I was slower.")).toHaveCount(0);
  });

  await test.step("the books hold: the principal is a loss, the interest left revenue", async () => {
    expect(await trialBalance(admin)).toEqual({
      cash: "5,000.00",
      "loss:charge-off": "5,000.00",
      "allowance:loans": "5,000.00", // the night before: it takes the loss in the night that comes
      "expense:provision": "5,000.00",
      "revenue:interest": "240.00", // in debit: 6 × 10.00 earned, 300.00 taken back
      "investor:investment:principal": "10,000.00",
      "investor:investment:interest": "240.00",
    });
    await admin.goto("/admin/loans?status=CHARGED_OFF");
    await expect(admin.getByRole("table", { name: "Loans" })).toContainText("Charged off");
    await expect(admin.getByText("Charged off so far: 1 loan, 5,000.00 of principal.")).toBeVisible();
  });

  await test.step("the borrower reads it, and is asked for nothing any more", async () => {
    await moveTo(admin, "2025-08-04");
    await art.goto(loan);
    await expect(art.getByText("Charged off on July 3, 2025")).toBeVisible();
    await expect(
      art.getByText(/\$5,000.00 of principal, \$300.00 of interest, and \$116.65 of fees/),
    ).toBeVisible();
    await expect(art.getByRole("link", { name: "Make a payment" })).toHaveCount(0);
    await expect(art.getByRole("table", { name: "Schedule of payments" })).toContainText("466.67 not paid");
    await clean(art);
    await art.goto(`${loan}/repay`);
    await expect(art.getByText("Nothing is owed on this loan.")).toBeVisible();
    await art.goto("/borrower/notifications");
    await expect(art.getByText(/^Loan \d+ was charged off$/)).toBeVisible();
  });
});

async function confirm(window: Page) {
  await window.getByRole("button", { name: "Propose charge-off" }).click();
  await window
    .getByRole("alertdialog")
    .getByRole("button", { name: /^Propose to charge off loan/ })
    .click();
}

async function clean(page: Page) {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag22aa"])
      .analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
  }
}

/** The page has a form for waiving fees as well. */
function chargeOffForm(page: Page) {
  return page.getByRole("form", { name: /^Charge off loan/ });
}
