// Writing to us, as a person and as a visitor: what staff see, who reads the answer, and who is refused.
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import MessagePage from "@/app/(auth)/settings/messages/[id]/page";
import { replyAction } from "@/app/(auth)/settings/messages/[id]/actions";
import { sendMessageAction } from "@/app/(legal)/contact/actions";
import AdminMessagePage from "@/app/admin/messages/[id]/page";
import { answerAction, closeAction } from "@/app/admin/messages/[id]/actions";
import { IDLE } from "@/lib/action-result";
import { db } from "@/lib/db";
import { getThread, getThreadAdmin, threadList, listThreads } from "@/lib/messages/queries";
import { listNotifications } from "@/lib/notifications/queries";
import { newAdmin, newEmail, newPerson, setBusinessDate } from "@/test/people";
import { browseAs, endingOf, form } from "@/test/request-context";

vi.mock("next/headers", () => import("@/test/request-context"));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined, refresh: () => undefined })); // there is no page

let admin: string;
beforeAll(async () => {
  await setBusinessDate();
  admin = (await newAdmin()).userId;
});
beforeEach(() => browseAs(null));

const message = { topic: "cannot-pay", subject: "My payment of March", body: "I lost my job.\nWhat now?" };
const send = (fields: Record<string, string> = {}) =>
  sendMessageAction(IDLE, form({ ...message, ...fields }));
const newest = async () => (await threadList.page()).rows[0]!;
const page = (Page: (props: { params: Promise<{ id: string }> }) => Promise<unknown>, id: string) =>
  endingOf(Page({ params: Promise.resolve({ id }) }));

/** A person who has written, and the thread. */
async function writer() {
  const person = await newPerson("BORROWER");
  await browseAs(person.userId);
  const ending = await endingOf(send({ name: "Somebody Else", email: "else@example.com" }));
  return { ...person, ending, threadId: (await newest()).id };
}

it("keeps a message under its sender's name, opens the thread, and notifies administrators", async () => {
  const { userId, email, ending, threadId } = await writer();
  expect(ending).toBe(`/settings/messages/${threadId}`);
  expect(await getThread(userId, threadId)).toMatchObject({
    name: "Pat Doe",
    email,
    topicWords: "I can't make a payment",
    subject: message.subject,
    state: "OPEN",
    openedOn: "2026-01-05",
    messages: [{ body: message.body, isStaff: false, author: "Pat Doe", writtenOn: "2026-01-05" }],
  });
  expect((await listNotifications(admin))[0]).toMatchObject({
    title: "Message from Pat Doe: I can't make a payment",
    href: `/admin/messages/${threadId}`,
  });
});

it("shows the answer of staff to the person who asked, with a notification, until the person replies", async () => {
  const { userId, threadId } = await writer();
  await browseAs(admin);
  expect(await page(AdminMessagePage, threadId)).toBeUndefined();
  expect(await answerAction(IDLE, form({ threadId, body: " " }))).toMatchObject({
    status: "invalid",
    fieldErrors: { body: ["Write your message."] },
  });
  expect(await answerAction(IDLE, form({ threadId, body: "Let us pause it." }))).toMatchObject({
    status: "ok",
  });
  expect((await listNotifications(userId))[0]).toMatchObject({
    kind: "message-answered",
    href: `/settings/messages/${threadId}`,
  });
  expect(await getThread(userId, threadId)).toMatchObject({
    state: "ANSWERED",
    messages: [{ isStaff: false }, { isStaff: true, author: "Modern Lending", body: "Let us pause it." }],
  });
  expect((await getThreadAdmin(threadId))!.messages[1]!.author, "staff see who answered").toBe("Ada");

  await closeAction(IDLE, form({ threadId }));
  expect(await closeAction(IDLE, form({ threadId }))).toMatchObject({
    status: "refused",
    code: "wrong-state",
  });
  await browseAs(userId);
  expect(await page(MessagePage, threadId)).toBeUndefined();
  await replyAction(IDLE, form({ threadId, body: "Thank you." }));
  expect(await listThreads(userId)).toMatchObject([{ id: threadId, state: "OPEN" }]);
  const actions = await db.auditEvent.findMany({ where: { subjectId: threadId }, orderBy: { id: "asc" } });
  expect(actions.map(({ action }) => action)).toEqual([
    "message.send",
    "message.answer",
    "message.close",
    "message.reply",
  ]);
});

it("another person's thread and an unknown one do not exist, to read or to reply to", async () => {
  const { threadId } = await writer();
  await browseAs((await newPerson("INVESTOR")).userId);
  for (const id of [threadId, "msg_nobody"]) {
    expect(await page(MessagePage, id)).toBe("not found");
    expect(await page(AdminMessagePage, id)).toBe("not found");
    expect(await replyAction(IDLE, form({ threadId: id, body: "Hello?" }))).toMatchObject({
      status: "refused",
      code: "not-found",
    });
  }
  await browseAs(admin);
  expect(await page(AdminMessagePage, "msg_nobody")).toBe("not found");
});

it("takes a visitor's message with the address to answer to, and asks for both name and address at once", async () => {
  expect(await send({ visitor: "yes" })).toEqual({
    status: "invalid",
    fieldErrors: { name: ["Enter your name."], email: ["Enter your email address."] },
  });
  expect(await send(), "the form of somebody whose session has ended").toMatchObject({
    status: "refused",
    code: "not-allowed",
  });
  const email = newEmail();
  expect(await endingOf(send({ visitor: "yes", name: "Dana", email }))).toBe("/contact?sent=yes");
  expect(await newest()).toMatchObject({ userId: null, name: "Dana", email, state: "OPEN" });
  const { id } = await newest();
  await browseAs(admin);
  await answerAction(IDLE, form({ threadId: id, body: "Answered by email." }));
  expect(await newest()).toMatchObject({ state: "ANSWERED" });
});

it("another person's loan cannot be named in a message, nor any loan by a visitor", async () => {
  const before = await db.messageThread.count();
  await browseAs((await newPerson("BORROWER")).userId);
  expect(await send({ loanId: "loan_somebody" })).toMatchObject({ status: "refused", code: "not-found" });
  await browseAs(null);
  const visitor = { visitor: "yes", name: "Dana", email: newEmail(), loanId: "loan_somebody" };
  expect(await send(visitor)).toMatchObject({ status: "refused", code: "not-found" });
  expect(await db.messageThread.count()).toBe(before);
});

it("refuses control characters and line breaks in single-line fields, with a message at the field", async () => {
  await browseAs((await newPerson("BORROWER")).userId);
  for (const subject of ["Two\nlines", "A \u0000 NUL", "A \u2028 separator", " "])
    expect(await send({ subject })).toMatchObject({
      status: "invalid",
      fieldErrors: { subject: [expect.any(String)] },
    });
  expect(await send({ body: "A NUL \u0000" })).toMatchObject({
    status: "invalid",
    fieldErrors: { body: [expect.stringContaining("invisible")] },
  });
});

it("limits how many messages one person sends in an hour", async () => {
  await browseAs((await newPerson("INVESTOR")).userId);
  for (let n = 0; n < 20; n++) expect(await endingOf(send())).toMatch(/^\/settings\/messages\//);
  expect(await send()).toMatchObject({ status: "refused", code: "rate-limited" });
});
