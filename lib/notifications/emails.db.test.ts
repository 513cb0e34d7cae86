// Emails over real SMTP: each once, again only where nothing was delivered, and on paper where the law asks for a notice.
import { createServer, type Server } from "node:net";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { env } from "@/lib/env";
import { startMail } from "@/sandbox/mail/server";
import { newPerson } from "@/test/people";
import type { NotificationKind } from "./kinds";
import { markLetterMailed, paperLetterList } from "./paper-letters";
import { notify, notifyEach } from "./notify";
import { getEmailPreferences, setEmailPreferences } from "./preferences";
import { sendEmails } from "./send-emails";

let mail: Awaited<ReturnType<typeof startMail>>;
beforeAll(async () => {
  mail = await startMail({ port: 0, pagePort: 0 });
});
beforeEach(() => {
  env.SMTP_URL = `smtp://127.0.0.1:${mail.port}`;
});
afterAll(() => mail.close());

/** A person whose address makes the stand-in behave in a way. */
async function personWith(behavior: string) {
  const person = await newPerson("BORROWER");
  const email = `${behavior}-${person.userId}@example.com`;
  await withOwner((owner) =>
    owner.query("UPDATE users SET email = $1 WHERE id = $2", [email, person.userId]),
  );
  return { userId: person.userId, email };
}

async function withOwner(work: (client: pg.Client) => Promise<unknown>) {
  const client = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL });
  await client.connect();
  await work(client).finally(() => client.end());
}

const note = (userId: string, kind: NotificationKind = "repayment-returned") => ({
  userId,
  kind,
  title: "Your payment of $466.67 was returned",
  body: "Choose another account.",
  href: "/borrower",
  datedOn: "2026-01-05",
});
const send = async (userId: string, kind?: NotificationKind) => {
  const { id } = await inTransaction((tx) => notify(tx, note(userId, kind)));
  return id;
};
const emailOf = (notificationId: string) => db.emailMessage.findUniqueOrThrow({ where: { notificationId } });
const lettersOf = (userId: string) => db.paperLetter.findMany({ where: { userId } });
const received = (email: string) => mail.mails.filter(({ to }) => to === email.toLowerCase());

it("sends an email for what calls for one, with no amount in its subject, and nothing for what does not", async () => {
  const art = await personWith("art");
  await send(art.userId);
  await send(art.userId, "repayment-settled");
  expect(await sendEmails()).toMatchObject({ sent: 1 });
  const [message, ...others] = received(art.email);
  expect(others).toEqual([]);
  expect(message).toMatchObject({ subject: "A payment was returned" });
  expect(message!.text).toContain("Your payment of $466.67 was returned");
  expect(message!.html).toContain(`${env.APP_URL}/borrower`);
  expect(message!.headers["list-unsubscribe"]).toBe(`<${env.APP_URL}/settings/notifications>`);
  expect(await sendEmails()).toMatchObject({ sent: 0 });
});

it("sends the secret end of a link to the mailbox alone, sealed until then and erased afterward", async () => {
  const art = await personWith("secret");
  const token = "a-token-of-32-random-bytes";
  const { id } = await inTransaction((tx) =>
    notify(tx, { ...note(art.userId, "reset-password"), href: "/reset-password", token }),
  );
  const waiting = await emailOf(id);
  expect(waiting.linkSealed).toMatch(/^v2\./);
  expect(JSON.stringify(waiting)).not.toContain(token);
  expect(await db.notification.findUniqueOrThrow({ where: { id } })).toMatchObject({ href: null });
  await sendEmails();
  expect(received(art.email)[0]!.text).toContain(`Open this link:\n${env.APP_URL}/reset-password/${token}`);
  expect(await emailOf(id)).toMatchObject({ state: "SENT", linkSealed: null });
});

it("sends to the address that a notification names, where it is not the person's own", async () => {
  const art = await personWith("former");
  const other = `new-${art.userId}@example.com`;
  await inTransaction((tx) =>
    notify(tx, { ...note(art.userId, "email-change-asked"), address: other, token: "t" }),
  );
  await sendEmails();
  expect([received(other).length, received(art.email).length]).toEqual([1, 0]);
});

it("sends nothing of a transaction that was rolled back", async () => {
  const art = await personWith("art");
  await inTransaction(async (tx) => {
    await notify(tx, note(art.userId));
    throw new Error("rolled back");
  }).catch(() => undefined);
  await sendEmails();
  expect(received(art.email)).toEqual([]);
});

it("sends each of a hundred messages once, also with three workers at a time", async () => {
  const art = await personWith("many");
  await inTransaction((tx) =>
    notifyEach(
      tx,
      Array.from({ length: 100 }, () => note(art.userId)),
    ),
  );
  const counts = await Promise.all([sendEmails(), sendEmails(), sendEmails()]);
  expect(counts.reduce((sum, { sent }) => sum + sent, 0)).toBe(100);
  const ids = received(art.email).map(({ messageId }) => messageId);
  expect([ids.length, new Set(ids).size]).toEqual([100, 100]);
});

it("tries again after 1, 5, 30, 180 and 1,440 minutes, then notes the failure", async () => {
  const art = await personWith("later");
  const id = await send(art.userId);
  const waits: number[] = [];
  for (let attempt = 1; attempt <= 6; attempt++) {
    await sendEmails();
    const { nextAttemptAt } = await emailOf(id);
    waits.push(Math.max(0, Math.round((nextAttemptAt.getTime() - Date.now()) / 60_000)));
    await db.emailMessage.updateMany({ where: { notificationId: id }, data: { nextAttemptAt: new Date(0) } });
  }
  expect(waits).toEqual([1, 5, 30, 180, 1440, 0]);
  expect(await emailOf(id)).toMatchObject({ state: "FAILED", attempts: 6 });
});

it("stops sending to an address that was refused, and puts a legal notice on paper", async () => {
  const art = await personWith("bounce");
  const first = await send(art.userId, "document-adverse-action");
  expect(await sendEmails()).toMatchObject({ refused: 1 });
  expect(await emailOf(first)).toMatchObject({ state: "FAILED" });
  expect(await lettersOf(art.userId)).toMatchObject([
    { notificationId: first, reason: "The email was not accepted." },
  ]);
  await send(art.userId); // not legal: only at the bell
  const second = await send(art.userId, "document-adverse-action");
  expect(await db.emailMessage.count({ where: { userId: art.userId } })).toBe(1);
  expect((await lettersOf(art.userId)).map(({ notificationId }) => notificationId).toSorted()).toEqual(
    [first, second].toSorted(),
  );
  expect((await getEmailPreferences(art.userId)).isRefused).toBe(true);
});

it("never sends again what may have arrived: a connection that ends after the text", async () => {
  const art = await personWith("drop");
  const id = await send(art.userId, "document-tax-statement");
  expect(await sendEmails()).toMatchObject({ unknown: 1 });
  await db.emailMessage.updateMany({ where: { notificationId: id }, data: { nextAttemptAt: new Date(0) } });
  expect(await sendEmails()).toMatchObject({ sent: 0, unknown: 0 });
  expect(received(art.email)).toHaveLength(1);
  expect(await emailOf(id)).toMatchObject({ state: "UNKNOWN" });
  expect(await lettersOf(art.userId)).toMatchObject([{ reason: "Nobody knows whether the email arrived." }]);
});

it("notes as unknown what a worker was sending when it died", async () => {
  const art = await personWith("art");
  const id = await send(art.userId);
  await db.emailMessage.updateMany({
    where: { notificationId: id },
    data: { state: "SENDING", attempts: 1, claimedAt: new Date(Date.now() - 11 * 60_000) },
  });
  expect(await sendEmails()).toMatchObject({ unknown: 1, sent: 0 });
});

it("keeps everything queued while the mail server is away or hangs up before the text", async () => {
  const art = await personWith("art");
  const ids = [await send(art.userId), await send(art.userId)];
  const rude: Server = createServer((socket) => socket.destroy());
  await new Promise<void>((done) => rude.listen(0, "127.0.0.1", done));
  env.SMTP_URL = `smtp://127.0.0.1:${(rude.address() as AddressInfo).port}`;
  expect(await sendEmails()).toMatchObject({ later: 1, sent: 0, unknown: 0 });
  await new Promise((done) => rude.close(done));
  expect(await sendEmails()).toMatchObject({ later: 1, sent: 0, unknown: 0 });
  for (const id of ids) expect(await emailOf(id)).toMatchObject({ state: "QUEUED" });
  env.SMTP_URL = `smtp://127.0.0.1:${mail.port}`;
  await db.emailMessage.updateMany({ where: { userId: art.userId }, data: { nextAttemptAt: new Date(0) } });
  expect(await sendEmails()).toMatchObject({ sent: 2 });
});

it("lets a person switch off topics, but no legal notice", async () => {
  const art = await personWith("art");
  await setEmailPreferences({ userId: art.userId, topics: ["messages"] });
  expect((await getEmailPreferences(art.userId)).topics.filter(({ isOn }) => isOn)).toMatchObject([
    { topic: "messages" },
  ]);
  await send(art.userId);
  await send(art.userId, "message-answered");
  await send(art.userId, "document-adverse-action");
  await sendEmails();
  const emails = received(art.email); // queued within a millisecond, in either order
  expect(emails.map(({ subject }) => subject).sort()).toEqual([
    "A notice about your application",
    "We have answered your message",
  ]);
  const legal = emails.find(({ subject }) => subject === "A notice about your application")!;
  expect(legal.headers["list-unsubscribe"]).toBeUndefined();
});

it("puts legal notices of people without consent to electronic documents on paper, until they are mailed", async () => {
  const art = await personWith("paper");
  await db.eSignConsent.updateMany({ where: { userId: art.userId }, data: { withdrawnAt: new Date() } });
  const id = await send(art.userId, "document-adverse-action");
  await sendEmails();
  expect(received(art.email)).toEqual([]);
  const [letter] = await lettersOf(art.userId);
  expect(letter).toMatchObject({
    notificationId: id,
    mailedOn: null,
    reason: "No consent to electronic documents.",
  });
  expect(letter!.dueOn.toISOString().slice(0, 10)).toBe("2026-01-12");
  const page = await paperLetterList.page({ state: "waiting" });
  expect(page.rows.map((row) => row.id)).toContain(letter!.id);
  await markLetterMailed({ id: letter!.id, userId: "usr_staff" });
  await expect(markLetterMailed({ id: letter!.id, userId: "usr_staff" })).rejects.toMatchObject({
    code: "wrong-state",
  });
});
