import { expect, test } from "vitest";
import { directCost, line, transfer } from "@/test/support/stand-in-bodies";
import { open } from "@/test/support/stand-in";

test("a person sees the companies, and one's accounts, records, feed and whether they agree", async () => {
  const codat = await open();
  const lender = await codat.withLender();
  const bank = lender.account("Business Checking");
  const feed = `bankAccounts/${lender.source}/bankTransactions`;
  const seen = async () => (await codat.get(`/books/${lender.connectionId}`)).body as string;
  await codat.pushed(
    lender,
    "transfers",
    transfer(lender.target, bank, 1234.5, { description: "<b>Drawdown</b>" }),
  );
  expect(await seen()).toContain("Feed and books differ");
  await codat.pushed(lender, feed, {
    accountId: lender.source,
    transactions: [line("dd", -1234.5, -1234.5)],
  });
  const cost = directCost({
    paidFrom: lender.target,
    expense: lender.account("Interest Expense"),
    supplier: lender.supplier,
  });
  await codat.pushed(lender, "directCosts", cost);
  await codat.pushed(lender, feed, { accountId: lender.source, transactions: [line("f", -66.67, -1301.17)] });
  const page = await seen();
  expect(page).toContain("Feed and books agree: −1,301.17 USD.");
  expect(page).toContain("&#60;b&#62;Drawdown&#60;/b&#62;");
  expect(page).not.toContain("<b>Drawdown");
  for (const text of [
    "Transfer: ",
    "Spend money: ML-123-1, Interest",
    "1,234.50",
    "Modern Lending loan",
    "City Power and Light",
  ])
    expect(page).toContain(text);
  expect((await codat.get("/books")).body).toContain(
    `<a href="/books/${lender.connectionId}">Toft stores</a>`,
  );
});

test("pages are HTML without scripts, and unknown books are 404", async () => {
  const codat = await open();
  const { headers, body } = await codat.get("/books");
  expect(headers.get("content-type")).toContain("text/html");
  expect(headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(body).toContain("No company has connected its books yet.");
  expect((await codat.get("/books/none")).status).toBe(404);
});
