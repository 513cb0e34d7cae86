// The worked example of the design, walked through the pages alone: every number on screen and in the ledger.
import { addMonths } from "../lib/calendar/dates";
import { expect, PEOPLE, test } from "./fixtures";
import {
  acceptFlatOffer,
  apply,
  deposit,
  makePayment,
  moveTo,
  certifyTin,
  register,
  requestMoney,
  trialBalance,
} from "./people";

const BRITTANY = { as: "Invest", name: "Brittany", email: "brittany@example.com" } as const;
const ART = { as: "Borrow", name: "Art", email: "art@example.com" } as const;

test("Brittany deposits by ACH, Art borrows and pays twelve times by hand, and 120.00 is left", async ({
  pool,
  open,
}) => {
  const [admin, brittany, art] = [await open(pool, PEOPLE.admin), await open(pool), await open(pool)];

  await test.step("Brittany deposits; nothing is posted before it clears", async () => {
    await register(brittany, BRITTANY);
    await certifyTin(brittany, "Brittany");
    await deposit(brittany, { amount: "10,000.00", term: "12 months", rail: "ACH", name: "Brittany" });
    await expect(brittany.getByText("10,480.00").first()).toBeVisible();
    expect(await trialBalance(admin)).toEqual({});
    await moveTo(admin, "2025-01-03");
    expect(await trialBalance(admin)).toEqual({
      cash: "10,000.00",
      "investor:investment:principal": "10,000.00",
    });
    await brittany.reload();
    await expect(brittany.getByText("Jan 3, 2026").first()).toBeVisible();
  });

  let loan = "";
  await test.step("Art applies, signs the offer at 21.46% APR and is paid out by wire", async () => {
    await register(art, ART);
    await apply(art, { amount: "5,000.00", taxIdLast4: "0690" });
    await acceptFlatOffer(art, "Art");
    loan = await requestMoney(art, { rail: "Wire", isAutopay: false });
    await expect(art.getByText("The loan has been disbursed")).toBeVisible();
    expect(await trialBalance(admin)).toEqual({
      cash: "5,000.00",
      "borrower:loan:principal": "5,000.00",
      "investor:investment:principal": "10,000.00",
    });
  });

  await test.step("one transaction a month: 50.00 = 40.00 + 10.00", async () => {
    await moveTo(admin, "2025-02-03");
    expect(await trialBalance(admin)).toEqual({
      cash: "5,000.00",
      "borrower:loan:principal": "5,000.00",
      "borrower:loan:interest": "50.00",
      "investor:investment:principal": "10,000.00",
      "investor:investment:interest": "40.00",
      "revenue:interest": "10.00",
      // Set aside for losses: 5,000.00 of grade B with 11 months left, at 3% per year.
      "allowance:loans": "137.50",
      "expense:provision": "137.50",
    });
    await admin.goto("/admin/ledger/transactions?eventType=interest-calculation");
    await expect(admin.getByRole("table").getByRole("link", { name: /^\d+$|^#?\d+/ })).toHaveCount(1);
  });

  await test.step("the first payment is split before it is confirmed, pending, then posted", async () => {
    await makePayment(art, loan, { split: ["466.67", "416.67", "50.00", "4,583.33"] });
    await expect(art.getByText(/pending|sent to the bank|submitted/i).first()).toBeVisible();
    await moveTo(admin, "2025-02-04");
    await art.goto(loan);
    await expect(art.getByText("4,583.33").first()).toBeVisible();
    const { "borrower:loan:principal": principal, "borrower:loan:interest": interest } =
      await trialBalance(admin);
    expect({ principal, interest }).toEqual({ principal: "4,583.33", interest: undefined });
  });

  for (let month = 2; month <= 12; month++) {
    await test.step(`month ${month}`, async () => {
      await moveTo(admin, addMonths("2025-01-03", month));
      await makePayment(art, loan, {
        split: month === 12 ? ["466.63", "416.63", "50.00"] : ["466.67", "416.67", "50.00"],
      });
    });
  }

  await test.step("at maturity the payout waits for the cash that Art's last payment brings", async () => {
    await brittany.goto("/investor/investments");
    await brittany.getByRole("link", { name: /^Investment \d+/ }).click();
    await expect(brittany.getByText(/waiting for cash/i).first()).toBeVisible();
    await moveTo(admin, "2026-01-06");
  });

  await test.step("the end: cash 120.00, revenue 120.00, everything else nothing", async () => {
    expect(await trialBalance(admin)).toEqual({ cash: "120.00", "revenue:interest": "120.00" });
    await art.goto(loan);
    await expect(art.getByText("5,600.00").first()).toBeVisible();
    await expect(art.getByText("This loan is paid off.", { exact: false })).toBeVisible();
    await brittany.reload();
    await expect(brittany.getByText("10,480.00").first()).toBeVisible();
    await admin.goto("/admin/ledger/checks");
    await expect(admin.getByText(/Offends|Broken|Failed/)).toHaveCount(0);
  });
});

test("the same year with a wire deposit, an RTP disbursement and autopay", async ({ pool, open }) => {
  const [admin, brittany, art] = [await open(pool, PEOPLE.admin), await open(pool), await open(pool)];
  await register(brittany, BRITTANY);
  await certifyTin(brittany, "Brittany");
  await deposit(brittany, { amount: "10,000.00", term: "12 months", rail: "Wire", name: "Brittany" });
  await brittany.getByRole("button", { name: "Simulate the wire arriving" }).click();
  await expect(brittany.getByText("Jan 2, 2026").first()).toBeVisible();
  await register(art, ART);
  await apply(art, { amount: "5,000.00", taxIdLast4: "0690" });
  await acceptFlatOffer(art, "Art");
  const loan = await requestMoney(art, { rail: "RTP", isAutopay: true });
  await expect(art.getByText("The loan has been disbursed")).toBeVisible();

  await moveTo(admin, "2025-02-04");
  expect(await trialBalance(admin)).toEqual({
    cash: "5,466.67",
    "borrower:loan:principal": "4,583.33",
    "investor:investment:principal": "10,000.00",
    "investor:investment:interest": "40.00",
    "revenue:interest": "10.00",
    "allowance:loans": "114.58", // 4,583.33 with 10 months left
    "expense:provision": "114.58",
  });
  await moveTo(admin, "2026-01-07");
  expect(await trialBalance(admin)).toEqual({ cash: "120.00", "revenue:interest": "120.00" });
  await art.goto(loan);
  await expect(art.getByText("This loan is paid off.", { exact: false })).toBeVisible();
});

test("a repayment that comes back (R24) leaves balance, interest and due status exactly as they were", async ({
  pool,
  open,
}) => {
  const [admin, brittany, art] = [await open(pool, PEOPLE.admin), await open(pool), await open(pool)];
  await register(brittany, BRITTANY);
  await certifyTin(brittany, "Brittany");
  await deposit(brittany, { amount: "10,000.00", term: "12 months", rail: "ACH", name: "Brittany" });
  await moveTo(admin, "2025-01-03");
  await register(art, ART);
  await apply(art, { amount: "5,000.00", taxIdLast4: "0690" });
  await acceptFlatOffer(art, "Art");
  const loan = await requestMoney(art, { rail: "ACH", isAutopay: false });
  await moveTo(admin, "2025-01-06");
  await moveTo(admin, "2025-02-06");

  const figures = async () => {
    await art.goto(loan);
    return (await art.getByRole("main").innerText()).match(
      /\n[−\d,]+\.\d\d(?=\n)|[^\n]*past due[^\n]*|due \w+ \d+, \d{4}/gi,
    );
  };
  // What is set aside follows how late the loan is, which a returned payment does change.
  const booksOfLoan = async () =>
    Object.fromEntries(
      Object.entries(await trialBalance(admin)).filter(([code]) => !/^(allowance|expense):/.test(code)),
    );
  const books = await booksOfLoan();
  const before = await figures();
  expect(books).toMatchObject({ "borrower:loan:principal": "5,000.00", "borrower:loan:interest": "50.00" });

  // 20024 clears first and comes back with R24 two banking days later: here after the weekend, on February 11. R01 and R09 would add a fee.
  await makePayment(art, loan, { split: ["466.67", "416.67", "50.00"], from: "20024" });
  await moveTo(admin, "2025-02-07");
  expect(await trialBalance(admin)).toMatchObject({ "borrower:loan:principal": "4,583.33" });
  await moveTo(admin, "2025-02-11");
  expect(await booksOfLoan()).toEqual(books);
  await art.goto("/borrower/notifications");
  await expect(art.getByText(/R24|duplicate/i).first()).toBeVisible();
  const after = await figures();
  expect(after?.filter((line) => !/past due/i.test(line))).toEqual(
    before?.filter((line) => !/past due/i.test(line)),
  );
  await expect(art.getByText("5 days past due")).toBeVisible(); // since February 6, as if nobody had paid

  // 10022 comes back without clearing: nothing was ever posted.
  await makePayment(art, loan, { split: ["466.67"], from: "10022" });
  await moveTo(admin, "2025-02-13");
  expect(await booksOfLoan()).toEqual(books);
  await makePayment(art, loan, { split: ["466.67"] });
  await moveTo(admin, "2025-02-14");
  expect(await trialBalance(admin)).toMatchObject({ "borrower:loan:principal": "4,583.33" });
});
