// What a person does in the browser, sentence by sentence. Pages only: nobody reaches into the database to act.
import { randomInt } from "node:crypto";
import { strFromU8, unzipSync } from "fflate";
import { expect, type Locator, type Page } from "@playwright/test";
import { PASSWORD, ROUTING_NUMBER } from "../prisma/seed/people";
import { verifyEmail } from "./mailbox";

/** A radio card or checkbox: its native control lies under the card, so it is reached by its name. */
const tick = (page: Page, role: "radio" | "checkbox", name: RegExp | string) =>
  page.getByRole(role, { name }).check({ force: true });

/** Opens an account and follows the link in the email; ends on the first page of the portal. */
export async function register(
  page: Page,
  { as, name, email }: { as: "Borrow" | "Invest"; name: string; email: string },
) {
  await page.goto("/register");
  await tick(page, "radio", new RegExp(`^${as}`));
  await page.getByLabel("Full name").fill(name);
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  if (as === "Borrow") await tick(page, "radio", /^I am/);
  await tick(page, "checkbox", /^I have read and accept/);
  await page.getByRole("button", { name: "Open account" }).click();
  await page.waitForURL(as === "Borrow" ? /\/borrower/ : /\/investor/);
  await verifyEmail(page);
  await page.goto(as === "Borrow" ? "/borrower" : "/investor");
}

/** Gives name and number as on Form W-9, so that no tax is withheld from payouts. */
export async function certifyTin(page: Page, firstName: string) {
  await page.goto("/investor/tax");
  const form = page.getByRole("form", { name: "Enter it" });
  await form.getByLabel("First and middle name").fill(firstName);
  await form.getByLabel("Last name").fill("Chen");
  await form.getByLabel("SSN, ITIN or EIN").fill("123-45-6789");
  await form.getByLabel("Street address").fill("1 Main Street");
  await form.getByLabel("City").fill("New York");
  await form.getByLabel("State").selectOption("NY");
  await form.getByLabel("ZIP code").fill("10001");
  await tick(page, "checkbox", /^Send my tax forms here/);
  await tick(page, "checkbox", /^Under penalties of perjury/);
  await form.getByRole("button", { name: "Save tax information" }).click();
  await expect(page.getByText("Ending in 6789")).toBeVisible();
}

async function addBankAccount(page: Page, accountNumber: string) {
  const form = page.getByRole("form", { name: "Add a bank account" });
  await form.getByLabel("Routing number").fill(ROUTING_NUMBER);
  await form.getByLabel("Account number").fill(accountNumber);
  await form.getByRole("button", { name: "Add bank account" }).click();
  const added = page.getByText(`ending in ${accountNumber.slice(-4)}`).first();
  const confirm = page.getByRole("link", { name: "Confirm that it is you" });
  await expect(added.or(confirm)).toBeVisible();
  if (!(await confirm.isVisible())) return;
  // More than ten minutes after signing in, the password is asked for first.
  await confirm.click();
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Confirm", exact: true }).click();
  await addBankAccount(page, accountNumber);
}

/** Agrees to electronic documents where the page asks for it first; `then` is what the page shows afterward. */
export async function agreeToElectronicDocuments(page: Page, then: Locator) {
  const agree = page.getByRole("button", { name: "Agree to electronic documents" });
  await expect(agree.or(then)).toBeVisible();
  if (!(await agree.isVisible())) return;
  await page.getByLabel("Code in the PDF").fill(await codeInPdf(page));
  await tick(page, "checkbox", /I can read this text/);
  await agree.click();
  await expect(then).toBeVisible();
}

/** Opens the PDF, as the link does, and reads the code in its text twin: a test has no eyes for the PDF. */
async function codeInPdf(page: Page): Promise<string> {
  const link = page.getByRole("link", { name: "PDF of this text" });
  const pdf = await page.request.get((await link.getAttribute("href"))!);
  expect((await pdf.body()).subarray(0, 8).toString("latin1")).toBe("%PDF-1.7");
  const everything = await page.request.get("/api/documents/export");
  const files = unzipSync(await everything.body());
  const [, twin] = Object.entries(files).find(([name]) => /e-sign-consent.*\.txt$/.test(name))!;
  return /Your code: ([A-Z2-9]{6})/.exec(strFromU8(twin))![1]!;
}

/** Chooses a term, a bank account and a rail, signs, and ends on the page of the new investment. */
export async function deposit(
  page: Page,
  { amount, term, rail, name }: { amount: string; term: string; rail: "ACH" | "Wire"; name: string },
) {
  await page.goto("/investor/invest");
  await page.getByRole("textbox", { name: "Amount" }).fill(amount);
  await tick(page, "radio", new RegExp(`^${term}`));
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL(/\/invest\/account/);
  await addBankAccount(page, "123456789");
  await tick(page, "radio", new RegExp(`^${rail}`));
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL(/\/invest\/review/);
  await agreeToElectronicDocuments(page, page.getByLabel("Your full name"));
  await page.getByLabel("Your full name").fill(name);
  await tick(page, "checkbox", /I have read/);
  await page.getByRole("button", { name: "Deposit", exact: true }).click();
  await page.waitForURL(/\/investor\/investments\/ivm_/);
}

/** Fills in the application of the worked example, and waits for its offers. */
export async function apply(page: Page, { amount, taxIdLast4 }: { amount: string; taxIdLast4: string }) {
  await page.goto("/borrower/apply");
  await agreeToElectronicDocuments(page, page.getByRole("textbox", { name: "Amount" }));
  await page.getByRole("textbox", { name: "Amount" }).fill(amount);
  await page.getByLabel("Purpose").selectOption({ label: "Home improvement" });
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL(/\/apply\/income/);
  await page.getByLabel("Monthly income before tax").fill("5,000.00");
  await page.getByLabel("Monthly housing cost").fill("1,200.00");
  await page.getByLabel("Employment", { exact: true }).selectOption({ label: "Employed" });
  await page.getByLabel("Years in this job").fill("3");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL(/\/apply\/identity/);
  // Everybody has a separate number; the bureau looks at its last digits.
  await page
    .getByLabel("Social Security number or ITIN")
    .fill(`${randomInt(10_001, 66_599)}`.replace(/00$/, "11") + taxIdLast4);
  await tick(page, "checkbox", /I agree to a soft credit check/);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL(/\/apply\/review/);
  await page.getByRole("button", { name: "Submit application" }).click();
  await page.waitForURL(/\/borrower\/applications\//);
}

/** Opens the flat offer over twelve months, which has a cheaper twin, reads its figures, and signs. */
export async function acceptFlatOffer(page: Page, name: string) {
  await page.getByText(/offers? that costs? more/).click();
  const offer = page.getByRole("listitem").filter({ hasText: "466.67" }).filter({ hasText: "21.46" });
  await offer.getByRole("link", { name: /View offer/ }).click();
  await page.waitForURL(/\/borrower\/offers\//);
  for (const figure of ["21.46", "600.00", "5,600.00", "5,000.00"])
    await expect(page.getByText(figure).first()).toBeVisible();
  await tick(page, "checkbox", /I have read/);
  await page.getByLabel("Your full name").fill(name);
  await page.getByRole("button", { name: "Sign and accept" }).click();
  await page.waitForURL(/\/borrower\/loans\/loan_[^/]+\/disbursement/);
}

/** Asks for the money; ends on the page that follows it. @returns the loan's own address */
export async function requestMoney(
  page: Page,
  { rail, isAutopay }: { rail: "ACH" | "Wire" | "RTP"; isAutopay: boolean },
) {
  await addBankAccount(page, "123456789");
  await tick(page, "radio", new RegExp(rail));
  const autopay = page.getByRole("checkbox", { name: /^Pay by autopay/ });
  await autopay.setChecked(isAutopay, { force: true });
  if (isAutopay) {
    const hint = await page.getByText(/^Your legal name: /).innerText();
    await page.getByLabel("Your full name").fill(/: (.+?)\. /.exec(hint)![1]!);
  }
  await page.getByRole("button", { name: "Request disbursement" }).click();
  await expect(page.getByRole("heading", { name: /^Payment \d+/ })).toBeVisible();
  return new URL(page.url()).pathname.replace(/\/disbursement$/, "");
}

/** Chooses what to pay, reads the split, confirms, and ends on the payment's own page. */
export async function makePayment(
  page: Page,
  loan: string,
  { split = [], from, isPayoff = false }: { split?: string[]; from?: string; isPayoff?: boolean },
) {
  await page.goto(`${loan}/repay`);
  await tick(page, "radio", isPayoff ? /^Pay off the loan/ : /^Scheduled payment/);
  if (from) {
    await addBankAccount(page, from);
    await tick(page, "radio", new RegExp(from.slice(-4)));
  }
  await page.getByRole("button", { name: "Review payment" }).click();
  await page.waitForURL(/\/repay\/review/);
  for (const part of split) await expect(page.getByRole("main").getByText(part).first()).toBeVisible();
  await page.getByRole("button", { name: "Confirm payment" }).click();
  await page.waitForURL(/\/borrower\/payments\//);
}

/** The administrator moves the business date and waits until it has arrived. */
export async function moveTo(admin: Page, date: string) {
  await admin.goto("/admin/business-date");
  await tick(admin, "radio", "A specific date");
  await admin.getByLabel(/^Date/).fill(date);
  await admin.getByRole("button", { name: "Move business date" }).click();
  // The date turns when its day begins; the day is over when the move says that it has arrived.
  const today = admin.getByText("Current business date").locator("..").locator(`time[datetime="${date}"]`);
  await expect(today).toBeVisible({ timeout: 300_000 });
  await expect(admin.getByText("The business date move is complete.")).toBeAttached();
}

/** What the administrator's trial balance says, account by account: code → balance. Zero accounts are not in it. */
export async function trialBalance(admin: Page) {
  await admin.goto("/admin/ledger/trial-balance");
  await expect(admin.getByText("Nets to zero").or(admin.getByText("No account has a balance"))).toBeVisible();
  const rows = await admin.getByRole("table", { name: "Trial balance" }).getByRole("row").allInnerTexts();
  const balances: Record<string, string> = {};
  for (const row of rows) {
    const code =
      /(cash|(?:revenue|loss|expense|income|suspense|allowance|equity):\S+|(?:investor|borrower):\S+)/.exec(
        row,
      )?.[0];
    const amount = /[−-]?[\d,]+\.\d\d/.exec(row)?.[0];
    if (code && amount) balances[code.replace(/:(?:inv|brw|ivm|loan)_[^:\s]+/g, "")] = amount;
  }
  return balances;
}
