// What a person does to have a loan written to their books, and what the books then say.
import { expect, type Page } from "@playwright/test";
import type { Stack } from "../scripts/stack";

export const SETTINGS = "/borrower/settings/accounting";

const card = (page: Page, name: string) => page.getByRole("region", { name });

/** To the software's own page, where access is allowed, and back to where one came from. */
export async function allowAccess(page: Page, software: string) {
  await page.getByRole("radio", { name: new RegExp(`^${software}`) }).check({ force: true });
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await page.getByRole("button", { name: "Allow" }).click();
  await expect(page.getByText(`${software} is connected.`)).toBeVisible();
  await expect(card(page, "Deposit account").getByRole("combobox")).toBeVisible();
}

/** Chooses a record of the books by a part of its name, and sees it confirmed. */
export async function choose(page: Page, name: string, record: string) {
  const box = card(page, name).getByRole("combobox");
  await box.click();
  await box.fill(""); // what is suggested already would be no change, and no list
  await box.fill(record);
  await page.getByRole("option", { name: new RegExp(record) }).click();
  await card(page, name).getByRole("button", { name: "Save" }).click();
  await expect(card(page, name).getByText(`${name} → `)).toContainText(record);
}

/** Makes a new supplier or expense account through the last entry of the list. */
export async function create(
  page: Page,
  name: "Supplier" | "Expense account",
  fields: Record<string, string>,
) {
  await card(page, name).getByRole("combobox").click();
  await page.getByRole("option", { name: /^Create a new/ }).click();
  for (const [label, value] of Object.entries(fields))
    await card(page, name).getByLabel(label, { exact: true }).fill(value);
  await card(page, name).getByRole("button", { name: "Create" }).click();
}

export async function createLenderAccount(page: Page) {
  await card(page, "Lender account").getByRole("button", { name: "Create lender account" }).click();
  await expect(card(page, "Lender account").getByText("Lender account → ")).toBeVisible();
}

export async function switchOn(page: Page) {
  const writing = card(page, "Write loan activity to your books");
  await writing.getByRole("button", { name: "Turn on" }).click();
  await expect(writing.getByRole("button", { name: "Turn off" })).toBeVisible();
}

type Books = {
  accounts: { id: string; name: string; balance: string }[];
  transfers: { date: string; amount: string }[];
  directCosts: { date: string; totalAmount: string }[];
  sources: { feedBalance: string; booksBalance: string; lines: { amount: string }[] }[];
};

/** The books of one company, as its stand-in keeps them. */
export async function booksOf(page: Page, stack: Stack, company: string) {
  await page.goto(`${stack.accountingUrl}/books`);
  await page.getByRole("link", { name: company }).click();
  const connectionId = new URL(page.url()).pathname.split("/").at(-1)!;
  const answer = await page.request.get(`${stack.accountingUrl}/_control/connections/${connectionId}/books`);
  const books = (await answer.json()) as Books;
  return {
    ...books,
    connectionId,
    balance: (account: string) => books.accounts.find(({ name }) => name === account)?.balance,
  };
}

/** What happens in the accounting software without us; see sandbox/accounting/README.md. */
export async function tellBooks(page: Page, { accountingUrl }: Stack, path: string, data: object) {
  const answer = await page.request.post(`${accountingUrl}/_control${path}`, { data });
  expect(answer.ok(), `${path} is a control of the stand-in`).toBe(true);
}

/** The bookkeeper archives an account, or takes it back, and Codat hears of it with its next sync. */
export async function setAccountStatus(
  page: Page,
  stack: Stack,
  account: { company: string; name: string; status: "Archived" | "Active" },
) {
  const back = page.url();
  const { connectionId, accounts } = await booksOf(page, stack, account.company);
  await page.goto(back);
  const { id } = accounts.find(({ name }) => name === account.name)!;
  await tellBooks(page, stack, `/accounts/${id}`, { status: account.status });
  await syncBooks(page, stack, { connectionId, dataType: "chartOfAccounts" });
}

/** Codat reads the books again. */
export async function syncBooks(
  page: Page,
  stack: Stack,
  { connectionId, dataType }: { connectionId: string; dataType: string },
) {
  await tellBooks(page, stack, `/connections/${connectionId}/dataset`, { dataType, status: "Complete" });
}

const KEY = "sandbox-codat-key"; // scripts/stack.ts
const SECRETS = [KEY, Buffer.from(KEY).toString("base64"), "whsec_"];

/** Reads along with everything that the product sends to this page. @returns where a secret of ours stood, when asked */
export function watchForSecrets(page: Page, { url }: Stack): () => Promise<string[]> {
  const answers: { url: string; text: Promise<string> }[] = [];
  page.on("response", (response) => {
    if (!response.url().startsWith(url)) return;
    answers.push({ url: response.url(), text: response.text().catch(() => "") }); // a redirect has none
  });
  return async () => {
    const read = await Promise.all(answers.map(async ({ url: from, text }) => ({ from, body: await text })));
    expect(read.filter(({ body }) => body !== "").length, "something was read").toBeGreaterThan(10);
    return read.filter(({ body }) => SECRETS.some((secret) => body.includes(secret))).map(({ from }) => from);
  };
}
