// Bounces and complaints from the stand-in provider, over HTTP and SMTP, to what we send next.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { POST } from "@/app/api/webhooks/mail/route";
import { db, inTransaction } from "@/lib/db";
import { env, SANDBOX_MAIL_WEBHOOK_SECRET } from "@/lib/env";
import { startMail } from "@/sandbox/mail/server";
import { report } from "@/sandbox/mail/webhook";
import { asOwner } from "@/test/owner";
import { newAdmin, newPerson } from "@/test/people";
import { setBusinessDate } from "@/test/story";
import type { NotificationKind } from "@/lib/notifications/kinds";
import { notify } from "@/lib/notifications/notify";
import { getEmailPreferences } from "@/lib/notifications/preferences";
import { sendEmails } from "@/lib/notifications/send-emails";

let product: Server;
let webhook: { url: string; secret: string };
let mail: Awaited<ReturnType<typeof startMail>>;

/** The route behind a real port, as the provider meets it; `arrived` is kept each time it has answered. */
let arrived: Promise<void>;
let hasArrived: () => void;
const waitForNext = () => (arrived = new Promise((done) => (hasArrived = done)));

beforeAll(async () => {
  await setBusinessDate("2026-01-05");
  product = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const given = new Request("http://localhost/api/webhooks/mail", {
        method: "POST",
        body: Buffer.concat(chunks),
        headers: request.headers as Record<string, string>,
      });
      void POST(given).then((answer) => {
        response.writeHead(answer.status).end();
        hasArrived?.();
      });
    });
  });
  await new Promise<void>((done) => product.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(product.address() as AddressInfo).port}/`;
  webhook = { url, secret: SANDBOX_MAIL_WEBHOOK_SECRET };
  mail = await startMail({ port: 0, pagePort: 0, webhook });
});
beforeEach(() => {
  env.SMTP_URL = `smtp://127.0.0.1:${mail.port}`;
});
afterAll(async () => {
  await mail.close();
  await new Promise((done) => product.close(done));
});

async function personWith(behavior: string) {
  const { userId } = await newPerson("BORROWER");
  const email = `${behavior}-${userId}@example.com`;
  await asOwner("UPDATE users SET email = $1 WHERE id = $2", [email, userId]);
  return { userId, email };
}
const send = (userId: string, kind: NotificationKind) =>
  inTransaction((tx) =>
    notify(tx, { userId, kind, title: "Title", body: "Body", href: "/borrower", datedOn: "2026-01-05" }),
  );
const lettersOf = (userId: string) => db.paperLetter.findMany({ where: { userId } });

it("marks an address that bounces after it was accepted, and puts the legal notice on paper", async () => {
  const art = await personWith("returns");
  const { id } = await send(art.userId, "document-adverse-action");
  waitForNext();
  expect(await sendEmails()).toMatchObject({ sent: 1 });
  await arrived;
  expect((await getEmailPreferences(art.userId)).isRefused).toBe(true);
  expect(await lettersOf(art.userId)).toMatchObject([{ notificationId: id, reason: "The email bounced." }]);
  await send(art.userId, "repayment-returned");
  await send(art.userId, "document-adverse-action");
  expect(await db.emailMessage.count({ where: { userId: art.userId } })).toBe(1);
  expect(await lettersOf(art.userId)).toHaveLength(2);
});

it("sends nothing more to who complains; what arrived is not printed, what comes next is", async () => {
  const art = await personWith("complain");
  await send(art.userId, "document-adverse-action");
  waitForNext();
  await sendEmails();
  await arrived;
  expect(await lettersOf(art.userId)).toEqual([]);
  await send(art.userId, "document-adverse-action");
  expect(await lettersOf(art.userId)).toHaveLength(1);
});

const bounced = (to: string, type = "Permanent") => ({
  type: "email.bounced",
  data: { to: [`Art <${to.toUpperCase()}>`], bounce: { type, message: "550 no such user" } },
});

it("records a message once, stops what still waits, and notifies the administrators", async () => {
  const staff = await newAdmin();
  const art = await personWith("art");
  await send(art.userId, "repayment-returned");
  expect(await report(webhook, bounced(art.email), "msg_1")).toBe(200);
  expect(await report(webhook, bounced(art.email), "msg_1")).toBe(200);
  expect(await db.mailEvent.findMany({ where: { id: "msg_1" } })).toMatchObject([
    { address: art.email.toLowerCase(), reason: "550 no such user" },
  ]);
  expect(await db.emailMessage.findMany({ where: { userId: art.userId } })).toMatchObject([
    { state: "FAILED", lastAnswer: "550 no such user" },
  ]);
  const notes = await db.notification.findMany({ where: { userId: staff.userId, kind: "address-bounced" } });
  expect(notes.filter(({ title }) => title.includes(art.email))).toHaveLength(1);
});

it("ignores what is no permanent bounce, and refuses what is not signed or has another form", async () => {
  const art = await personWith("art");
  expect(await report(webhook, bounced(art.email, "Transient"))).toBe(200);
  expect(await report(webhook, { type: "email.delivered", data: { to: [art.email] } })).toBe(200);
  expect(await report(webhook, { type: "email.bounced", data: { to: [] } })).toBe(200);
  expect(await report(webhook, { type: "email.bounced" })).toBe(400);
  expect(
    await report({ ...webhook, secret: "whsec_YW5vdGhlci1zZWNyZXQtZW50aXJlbHk=" }, bounced(art.email)),
  ).toBe(401);
  expect((await getEmailPreferences(art.userId)).isRefused).toBe(false);
});
