// Ways into an account: a forgotten password by the sandbox's mail, codes of an authenticator app, a passkey; and the way out.
import type { Page } from "@playwright/test";
import { codeAt } from "../lib/accounts/totp";
import { ADMINISTRATOR, PASSWORD, STAFF_SECRET } from "../prisma/seed/people";
import { examine } from "./examine";
import { expect, test } from "./fixtures";
import { linkInMail, mailboxOf } from "./mailbox";
import { register } from "./people";

const PAT = { as: "Invest", name: "Pat Doe", email: "pat@example.com" } as const;
const NEW = "another long phrase";

async function signOut(page: Page) {
  await page.goto("/settings/security");
  await page.getByRole("button", { name: /^Sign out of/ }).click();
  await page.waitForURL(/\/sign-in/);
}

async function enterPassword(page: Page, email: string, password: string) {
  await page.goto("/sign-in");
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

test("a forgotten password is replaced through the emailed link, which works once and ends the sessions", async ({
  pool,
  open,
}) => {
  const page = await open(pool);
  await register(page, PAT);
  const mailbox = await mailboxOf(page);
  const other = await open(pool);
  await examine(other, "/forgot-password");
  const answer = "If the address has an account, the link is on its way.";
  for (const email of ["nobody@example.com", PAT.email]) {
    await other.goto("/forgot-password");
    await other.getByLabel("Email address").fill(email);
    await other.getByRole("button", { name: "Send link" }).click();
    await expect(other.getByText(answer)).toBeVisible();
  }
  const link = await linkInMail(other, mailbox, "Reset your password");
  await examine(other, link);
  const choose = async (password: string) => {
    await other.getByLabel("New password", { exact: true }).fill(password);
    await other.getByLabel("Confirm new password").fill(password);
    await other.getByRole("button", { name: "Save password" }).click();
  };
  await choose("password1234");
  await expect(other.getByText("on the list of common and leaked passwords").first()).toBeVisible();
  await choose(NEW);
  await expect(other.getByText("Your password is changed. Sign in with the new one.")).toBeVisible();
  await other.goto(link);
  await expect(other.getByText("This link was already used or has expired.")).toBeVisible();
  await page.goto("/investor"); // this session has ended
  await expect(page).toHaveURL(/\/sign-in/);
  await enterPassword(other, PAT.email, NEW);
  await other.waitForURL(/\/investor/);
});

test("codes are set up with an app, asked for at sign-in, and taken once", async ({ pool, open }) => {
  const page = await open(pool);
  await register(page, PAT);
  await page.goto("/settings/security");
  await page.getByRole("link", { name: "Set up codes" }).click();
  await page.waitForURL(/\/second-factor/);
  await examine(page, "/settings/second-factor");
  const key = (await page.getByText(/^Key: /).innerText()).replace(/^Key: |\s/g, "");
  const used = codeAt(key, new Date());
  await page.getByLabel("Code that the app shows").fill(used);
  await page.getByRole("button", { name: "Turn on codes" }).click();
  const codes = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await expect(codes).toHaveCount(10);
  const recoveryCode = await codes.first().innerText();
  await signOut(page);

  await enterPassword(page, PAT.email, PASSWORD);
  await page.waitForURL(/\/sign-in\/code/);
  await examine(page, "/sign-in/code");
  const enter = async (code: string) => {
    await page.getByLabel("Code", { exact: true }).fill(code);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  };
  await enter(used);
  await expect(page.getByText(/already used|not right/).first()).toBeVisible();
  await enter(codeAt(key, new Date(Date.now() + 30_000))); // the next one, as of a clock that is ahead
  await page.waitForURL(/\/investor/);
  await signOut(page);
  await enterPassword(page, PAT.email, PASSWORD);
  await page.waitForURL(/\/sign-in\/code/);
  await enter(recoveryCode);
  await page.waitForURL(/\/investor/);
  await page.goto("/settings/security");
  await expect(page.getByText("9 of 10 recovery codes are left")).toBeVisible();
  await expect(page.getByText("Password and recovery code")).toBeVisible();
});

test("the administrator signs in with the password and the code that the sandbox shows", async ({
  pool,
  open,
}) => {
  const page = await open(pool);
  await enterPassword(page, ADMINISTRATOR.email, PASSWORD);
  await page.waitForURL(/\/sign-in\/code/);
  const shown = await page.getByText(/the authenticator app shows/).innerText();
  expect(shown).toMatch(/\d{6}/);
  await page.getByLabel("Code", { exact: true }).fill(codeAt(STAFF_SECRET, new Date()));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/admin/);
});

test("a passkey is added, signs in without a password, confirms, and is removed", async ({ pool, open }) => {
  const page = await open(pool);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  await register(page, PAT);
  await page.goto("/settings/security");
  await page.getByLabel("Name of the passkey").fill("Laptop");
  await page.getByRole("button", { name: "Add passkey" }).click();
  await expect(page.getByText("The passkey is added.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Remove Laptop" })).toBeVisible();
  await signOut(page);

  await page.goto("/sign-in?next=%2Finvestor%2Fstatement");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL(/\/investor\/statement/);
  await page.goto("/confirm?next=%2Fsettings%2Fsecurity");
  await page.getByRole("button", { name: "Confirm with a passkey" }).click();
  await page.waitForURL(/\/settings\/security/);
  await expect(page.getByText("Passkey", { exact: true }).first()).toBeVisible();
  await page.getByRole("button", { name: "Remove Laptop" }).click();
  await expect(page.getByRole("button", { name: "Remove Laptop" })).toBeHidden();
});

test("a sign-up is led to its email before money moves, and closes its account", async ({ pool, open }) => {
  const page = await open(pool);
  await register(page, PAT);
  await examine(page, "/settings/profile");
  await page.getByRole("checkbox", { name: "I want to close my account." }).check({ force: true });
  await page.getByRole("button", { name: "Close account" }).click();
  await expect(page.getByText("Your account is closed.")).toBeVisible();
  await enterPassword(page, PAT.email, PASSWORD);
  await expect(page.getByText("Incorrect email address or password.")).toBeVisible();
});
