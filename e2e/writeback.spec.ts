// A loan in the borrower's own books, walked through the pages alone: what the accounting software shows in the end.
import { expect, PEOPLE, test } from "./fixtures";
import {
  allowAccess,
  booksOf,
  choose,
  create,
  createLenderAccount,
  SETTINGS,
  switchOn,
  syncBooks,
  tellBooks,
  watchForSecrets,
} from "./bookkeeping";
import { acceptFlatOffer, apply, deposit, makePayment, moveTo, register, requestMoney } from "./people";

const LOG = "/admin/settings/writeback/log";
const cents = (text: string) => BigInt(text.replace(/[^\d]/g, ""));

test("codat row 21, 42 and 43: the books of a whole loan end at zero with the exact interest", async ({
  pool,
  open,
}) => {
  const [admin, brittany, art] = [await open(pool, PEOPLE.admin), await open(pool), await open(pool)];
  await register(brittany, { as: "Invest", name: "Brittany", email: "brittany@example.com" });
  await deposit(brittany, { amount: "10,000.00", term: "12 months", rail: "ACH", name: "Brittany" });
  await moveTo(admin, "2025-01-03");
  await register(art, { as: "Borrow", name: "Art", email: "art@example.com" });

  await test.step("Art connects Xero and chooses the four, two of them made on the way", async () => {
    await art.goto(SETTINGS);
    await allowAccess(art, "Xero");
    await choose(art, "Deposit account", "Business Checking");
    await choose(art, "Expense account", "Interest Expense");
    await create(art, "Supplier", { Name: "Modern Lending, Inc." });
    await expect(art.getByText("Supplier → Modern Lending, Inc.")).toBeVisible();
    await createLenderAccount(art);
    await switchOn(art);
  });

  let loan = "";
  await test.step("he borrows 5,000.00; the drawdown is in the books", async () => {
    await apply(art, { amount: "5,000.00", taxIdLast4: "0690" });
    await acceptFlatOffer(art, "Art");
    loan = await requestMoney(art, { rail: "Wire", isAutopay: false });
    await expect(art.getByText("The loan has been disbursed")).toBeVisible();
    await expect.poll(async () => lender(await booksOf(art, pool, "Art"))).toBe("-5000.00");
  });

  await test.step("the settings show what the next repayment will write, from the real schedule", async () => {
    await art.goto(SETTINGS);
    const preview = art.getByRole("region", { name: "What the next payment will write" });
    await expect(preview).toContainText("$466.67 due on February 3, 2025");
    await expect(preview).toContainText("Transfer 466.67 from Business Checking");
    await expect(preview).toContainText("Direct cost 50.00 to Interest Expense");
    await expect(preview).toContainText("−4,583.33");
  });

  await test.step("three repayments, one of which comes back", async () => {
    await moveTo(admin, "2025-02-03");
    await makePayment(art, loan, { split: ["466.67", "50.00"] });
    await moveTo(admin, "2025-03-03");
    await makePayment(art, loan, { split: ["466.67", "50.00"], from: "20024" }); // clears, and comes back with R24
    await moveTo(admin, "2025-03-10");
    await makePayment(art, loan, { split: ["466.67", "50.00"] });
    await moveTo(admin, "2025-03-12");
    await expect.poll(async () => lender(await booksOf(art, pool, "Art"))).toBe("-4166.66");
  });

  let paid = 2n * cents("466.67");
  await test.step("he pays off", async () => {
    await art.goto(`${loan}/repay`);
    const payoff = await art.getByRole("main").innerText();
    paid += cents(/Pay off the loan\s*\$([\d,]+\.\d\d)/.exec(payoff)?.[1] ?? "");
    await makePayment(art, loan, { isPayoff: true });
    await moveTo(admin, "2025-03-17");
    await art.goto(loan);
    await expect(art.getByText("This loan is paid off.", { exact: false })).toBeVisible();
  });

  await test.step("the books: nothing on the lender account, the interest to the cent, feed and books agree", async () => {
    expect(paid).toBeGreaterThan(cents("5,000.00"));
    await expect(async () => {
      const books = await booksOf(art, pool, "Art");
      expect(lender(books)).toBe("0.00");
      expect(books.sources[0]?.feedBalance).toBe("0.00");
      expect(cents(books.balance("Interest Expense") ?? "")).toBe(paid - cents("5,000.00"));
      await expect(art.getByText(/Feed and books agree: 0\.00/)).toBeVisible({ timeout: 1000 });
    }).toPass();
  });

  await test.step("the administrator's log has every write, and the file the same", async () => {
    const entries = admin.getByRole("listitem").filter({ hasText: /Ledger transaction/ });
    await expect(async () => {
      await admin.goto(LOG);
      await expect(entries).toHaveCount(6, { timeout: 1000 }); // drawdown, three repayments, the return, the payoff
      await expect(entries.filter({ hasText: "In the books" })).toHaveCount(6, { timeout: 1000 });
    }).toPass();
    await expect(entries.filter({ hasText: /^.*Returned payment/ })).toHaveCount(1);
    const csv = await (await admin.request.get("/api/admin/writeback/log")).text();
    expect(csv.trim().split("\r\n")[0]).toContain("Idempotency key");
    expect(csv.match(/Returned payment/g)?.length).toBeGreaterThan(0);
    await admin.goto("/admin/settings/writeback?status=Linked");
    await expect(admin.getByRole("row", { name: /Art/ })).toContainText("4 of 4");
  });

  await test.step("reading back finds each record as it was written", async () => {
    await art.goto(`${SETTINGS}/reconciliation`);
    await expect(art.getByRole("table", { name: "Ledger and books" })).toContainText("Agrees");
    await art.getByRole("button", { name: "Read the books" }).click();
    await expect(art.getByText(/^Read .*All \d+ records match what we wrote\./)).toBeVisible();
  });
});

const lender = (books: Awaited<ReturnType<typeof booksOf>>) => books.sources[0]?.booksBalance;

test("codat row 12 and 45: the administrator sets up a mapping for another borrower", async ({
  pool,
  open,
}) => {
  const [admin, art] = [await open(pool, PEOPLE.admin), await open(pool)];
  const secretsSeen = [watchForSecrets(admin, pool), watchForSecrets(art, pool)];
  await register(art, { as: "Borrow", name: "Art", email: "art@example.com" });
  await admin.goto("/admin/settings/writeback?q=Art");
  await admin.getByRole("link", { name: "Art", exact: true }).click();
  await expect(admin).toHaveURL(/writeback\/brw_/);
  const address = admin.url();
  await allowAccess(admin, "FreeAgent");
  expect(admin.url().split("?")[0]).toBe(address);
  await choose(admin, "Deposit account", "Business Checking");
  await choose(admin, "Expense account", "Interest Expense");
  const { connectionId } = await booksOf(admin, pool, "Art");
  await tellBooks(admin, pool, `/connections/${connectionId}/suppliers`, {
    suppliers: [{ supplierName: "MODERN LENDING, INC." }],
  });
  await syncBooks(admin, pool, { connectionId, dataType: "suppliers" });
  await admin.goto(address);
  const supplier = admin.getByRole("region", { name: "Supplier" });
  await expect(supplier.getByRole("combobox")).toHaveValue("MODERN LENDING, INC.");
  await supplier.getByRole("button", { name: "Save" }).click();
  await expect(supplier.getByText("Supplier → MODERN LENDING, INC.")).toBeVisible();
  await createLenderAccount(admin);
  await switchOn(admin);
  await art.goto(SETTINGS);
  await expect(art.getByText("Deposit account → Business Checking")).toBeVisible();
  await admin.goto("/admin/audit");
  await expect(
    admin
      .getByRole("table")
      .getByText(/change deposit account mapping/i)
      .first(),
  ).toBeVisible();
  await art.goto(new URL(address).pathname);
  await expect(art.getByText("Business Checking")).toHaveCount(0); // it does not exist for a borrower
  for (const seen of secretsSeen) expect(await seen()).toEqual([]);
});
