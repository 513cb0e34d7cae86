// Leaving before maturity, as an investor decides it: amounts and entries first, then the signature, the place in the queue, and a change
// of mind. And what the seeded people who left early, and staff, see.
import { expect, PEOPLE, test } from "./fixtures";

test("an investor asks to leave early, sees the place in the queue, and cancels", async ({
  sequel,
  open,
}) => {
  const page = await open(sequel, PEOPLE.brittany);
  await page.goto("/investor/investments");
  await page
    .getByRole("link", { name: /^Investment \d+/ })
    .first()
    .click();
  await page.getByRole("link", { name: "Withdraw early" }).click();
  const amount = page.getByRole("form", { name: "Amount to withdraw" });
  await amount.getByLabel("Principal").fill("9950");
  await amount.getByRole("button", { name: "Show amounts" }).click();
  await expect(amount.getByText("must remain invested").first()).toBeVisible();

  await amount.getByLabel("Principal").fill("4000");
  await amount.getByRole("button", { name: "Show amounts" }).click();
  await expect(page.getByText("You would receive")).toBeVisible();
  const entries = page.getByRole("table", { name: "Entries of the early withdrawal" });
  await expect(entries.getByText("Early withdrawal penalties")).toBeVisible();

  const request = page.getByRole("form", { name: "Request early withdrawal" });
  await request.getByLabel("Your full name").fill("Somebody else");
  await request.getByRole("button", { name: "Request early withdrawal" }).click();
  await expect(request.getByText("Type your legal name").first()).toBeVisible();
  await request.getByLabel("Your full name").fill("Brittany");
  await request.getByRole("button", { name: "Request early withdrawal" }).click();

  const card = page.getByRole("region", { name: "Early withdrawal", exact: true });
  await expect(card.getByText("In the queue", { exact: true })).toBeVisible();
  await expect(card.getByText("Place in the queue")).toBeVisible();

  const admin = await open(sequel, PEOPLE.admin);
  await admin.goto("/admin/investments/withdrawals");
  const queue = admin.getByRole("table", { name: /^Requests for early withdrawal/ });
  await expect(queue.getByText("Brittany")).toBeVisible();

  await card.getByRole("button", { name: "Cancel request" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel request" }).click();
  await expect(card.getByText("You canceled it.")).toBeVisible();
});

test("people who left early see what was paid; staff see the provisions night by night", async ({
  story,
  open,
}) => {
  const page = await open(story, "tobias@example.com");
  await page.goto("/investor/investments");
  await expect(page.getByText("Withdrawn early").first()).toBeVisible();
  const anna = await open(story, "anna@example.com");
  await anna.goto("/investor/investments");
  await anna
    .getByRole("link", { name: /^Investment \d+/ })
    .first()
    .click();
  await expect(
    anna.getByRole("region", { name: "Early withdrawal", exact: true }).getByText("Penalty", { exact: true }),
  ).toBeVisible();

  const admin = await open(story, PEOPLE.admin);
  await admin.goto("/admin/coverage");
  const nights = admin.getByRole("table", { name: "Allowance and coverage, newest first" });
  expect(await nights.getByRole("row").count()).toBeGreaterThan(20);
});
