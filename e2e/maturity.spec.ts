// What happens at maturity, as an investor decides it: reinvest with a minimum rate, read what was signed, change one's mind.
import { expect, PEOPLE, test } from "./fixtures";

test("an investor has an investment reinvested at maturity, and paid out after all", async ({
  sequel,
  open,
}) => {
  const page = await open(sequel, PEOPLE.brittany);
  await page.goto("/investor/investments");
  await page
    .getByRole("link", { name: /^Investment \d+/ })
    .first()
    .click();
  const card = page.getByRole("region", { name: "At maturity" });
  await expect(card.getByText("Principal and interest are paid to your bank account.")).toBeVisible();
  await card.getByText("Reinvest instead").click();
  const form = card.getByRole("form", { name: "Reinvest at maturity" });
  await form.getByLabel("Minimum rate").fill("four");
  await form.getByLabel("Your full name").fill("Brittany");
  await form.getByRole("button", { name: "Reinvest at maturity" }).click();
  await expect(form.getByText("Enter the rate as a percentage").first()).toBeVisible();

  await form.getByLabel("Minimum rate").fill("4.50");
  await form.getByRole("button", { name: "Reinvest at maturity" }).click();
  await expect(card.getByText("Principal and interest are reinvested for 12 months.")).toBeVisible();
  await expect(card.getByText("if it is at least 4.50%")).toBeVisible();
  await card.getByRole("link", { name: "Read your instruction" }).click();
  await expect(page.getByRole("heading", { name: "Instruction for maturity", level: 1 })).toBeVisible();
  await expect(page.getByText("4.50%").first()).toBeVisible();

  await page.goBack();
  await card.getByRole("button", { name: "Pay out instead" }).click();
  await expect(card.getByText("Principal and interest are paid to your bank account.")).toBeVisible();
});

test("a reinvested investment leads to the next one and back", async ({ story, open }) => {
  const page = await open(story, "harriet@example.com");
  await page.goto("/investor/investments");
  await expect(page.getByText("Reinvested", { exact: true })).toBeVisible();
  await page
    .getByRole("link", { name: /^Investment \d+/ })
    .last()
    .click();
  await page.getByRole("link", { name: "another investment" }).click();
  await expect(page.getByRole("link", { name: "an investment that matured" })).toBeVisible();
});
