import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { verifyCredentials } from "@/lib/identity/verify-credentials";
import { signedPath } from "@/lib/link-token";
import { sendEmails } from "@/lib/notifications/send-emails";
import { startMail } from "@/sandbox/mail/server";
import { newAdmin, newEmail, newPerson, PASSWORD } from "@/test/people";
import { acceptInvitation, findInvitation } from "./accept-invitation";
import { inviteStaff, listInvitations, withdrawInvitation } from "./invite";

let mail: Awaited<ReturnType<typeof startMail>>;
beforeAll(async () => {
  mail = await startMail({ port: 0, pagePort: 0 });
  env.SMTP_URL = `smtp://127.0.0.1:${mail.port}`;
});
afterAll(() => mail.close());

const invite = async (over: Partial<Parameters<typeof inviteStaff>[0]> = {}) => {
  const { userId } = await newAdmin();
  const email = newEmail();
  const wish = { email, roles: ["TREASURY" as const], reason: "Joins treasury.", invitedBy: userId, ...over };
  const { invitationId } = await inviteStaff(wish);
  return { ...wish, invitationId, token: signedPath(`/invitation/${invitationId}`).split("/").at(-1)! };
};
const ada = { name: "Ada Byron", password: PASSWORD };

it("sends a link by email, which creates an account with the role, once", async () => {
  const { email, token, invitedBy } = await invite();
  await sendEmails();
  const letter = mail.mails.find(({ to }) => to === email)!;
  expect(letter.text.replaceAll("=\n", "")).toContain(`/invitation/${token}`);
  expect(letter.text).not.toContain("the law asks");
  expect(await findInvitation(token)).toMatchObject({ email });

  const { userId, roles } = await acceptInvitation({ ...ada, token });
  expect(roles).toEqual(["TREASURY"]);
  expect(await verifyCredentials({ email, password: PASSWORD }, undefined)).toEqual({ userId, roles });
  const [row] = await db.userRole.findMany({ where: { userId } });
  expect(row).toMatchObject({ role: "TREASURY", grantedBy: invitedBy, reason: "Joins treasury." });
  await expect(acceptInvitation({ ...ada, token })).rejects.toMatchObject({ code: "expired" });
  expect(await findInvitation(token)).toBeNull();
});

it("keeps nothing in the database that would open the link", async () => {
  const { token } = await invite();
  const [, mac = ""] = token.split(".");
  const kept = JSON.stringify([await db.staffInvitation.findMany(), await db.emailMessage.findMany()]);
  expect(kept).not.toContain(mac);
});

it.each(["", ".", "sinv_nobody", "sinv_nobody.abc", "sinv_nobody."])(
  "refuses the made-up link %j",
  async (token) => {
    expect(await findInvitation(token)).toBeNull();
    await expect(acceptInvitation({ ...ada, token })).rejects.toMatchObject({ code: "expired" });
  },
);

it("refuses a link whose id was exchanged for another", async () => {
  const [one, other] = [await invite(), await invite()];
  const forged = `${other.invitationId}.${one.token.split(".")[1]}`;
  expect(await findInvitation(forged)).toBeNull();
});

it("refuses a link that has expired, was withdrawn, or was replaced by a later one", async () => {
  const expired = await invite();
  vi.setSystemTime(Date.now() + 73 * 3_600_000);
  await expect(acceptInvitation({ ...ada, token: expired.token })).rejects.toMatchObject({ code: "expired" });
  vi.useRealTimers();

  const withdrawn = await invite();
  await withdrawInvitation({ id: withdrawn.invitationId, actorUserId: withdrawn.invitedBy! });
  await expect(acceptInvitation({ ...ada, token: withdrawn.token })).rejects.toMatchObject({
    code: "expired",
  });
  await expect(
    withdrawInvitation({ id: withdrawn.invitationId, actorUserId: withdrawn.invitedBy! }),
  ).rejects.toMatchObject({ code: "not-found" });

  const first = await invite();
  await invite({ email: first.email });
  expect(await findInvitation(first.token)).toBeNull();
  expect((await listInvitations()).filter(({ email }) => email === first.email)).toHaveLength(1);
});

it("refuses an address that has an account, of a customer or of staff", async () => {
  const { email } = await newPerson("INVESTOR");
  await expect(invite({ email })).rejects.toMatchObject({ code: "already-exists", field: "email" });
});

it("lets the console invite without a person who did it", async () => {
  const { token } = await invite({ invitedBy: null });
  const { userId } = await acceptInvitation({ ...ada, token });
  expect(await db.userRole.findFirst({ where: { userId } })).toMatchObject({ grantedBy: null });
});
