// What a person finds in the sandbox's mailbox, whose address the profile page names.
import { expect, type Page } from "@playwright/test";

/** The link in the newest email with this subject, as a path; waits until the email is there. */
export async function linkInMail(page: Page, mailbox: string, subject: string): Promise<string> {
  let path = "";
  await expect(async () => {
    const list = await (await page.request.get(mailbox)).text();
    const message = [...list.matchAll(/<a href="(\/message\/\d+)">([^<]*)<\/a>/g)].find(
      ([, , title]) => title === subject,
    )?.[1];
    expect(message, `an email "${subject}" in ${mailbox}`).toBeTruthy();
    const text = await (await page.request.get(new URL(message!, mailbox).toString())).text();
    path = /Open this link:\s+https?:\/\/[^/\s]+(\S+)/.exec(text)?.[1] ?? "";
    expect(path).not.toBe("");
  }).toPass({ timeout: 90_000 });
  return path;
}

/** The address of the mailbox of who is signed in. */
export async function mailboxOf(page: Page): Promise<string> {
  await page.goto("/settings/profile");
  return (await page.getByRole("link", { name: "Open the sandbox mailbox" }).getAttribute("href")) ?? "";
}

/** Follows the link that a sign-up got by email. */
export async function verifyEmail(page: Page): Promise<void> {
  const mailbox = await mailboxOf(page);
  await page.goto(await linkInMail(page, mailbox, "Verify your email address"));
  await page.getByRole("button", { name: "Verify email address" }).click();
  await expect(page.getByText("Your email address is verified.")).toBeVisible();
}
