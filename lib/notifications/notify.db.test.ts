import { expect, it } from "vitest";
import { db } from "@/lib/db";
import { markAllRead, markRead } from "./mark-read";
import { notify } from "./notify";
import { countUnread, listNotifications } from "./queries";

const note = {
  kind: "deposit-settled" as const,
  title: "Your deposit has cleared",
  body: "It earns interest.",
  datedOn: "2026-01-05",
};

it("notifies one person, counts what is unread and marks it once", async () => {
  const first = await notify(db, { ...note, userId: "usr_a", href: "/investor" });
  await notify(db, { ...note, userId: "usr_a", title: "Second" });
  await notify(db, { ...note, userId: "usr_b" });
  expect(await countUnread("usr_a")).toBe(2);
  expect((await listNotifications("usr_a")).find((row) => row.id === first.id)).toMatchObject({
    title: note.title,
    href: "/investor",
    datedOn: "2026-01-05",
    isRead: false,
  });

  await markRead({ userId: "usr_a", id: first.id });
  const readAt = (await db.notification.findUniqueOrThrow({ where: { id: first.id } })).readAt;
  await markRead({ userId: "usr_a", id: first.id });
  expect((await db.notification.findUniqueOrThrow({ where: { id: first.id } })).readAt).toEqual(readAt);
  expect((await listNotifications("usr_a", { unreadOnly: true })).map((row) => row.title)).toEqual([
    "Second",
  ]);
  expect(await markAllRead({ userId: "usr_a" })).toEqual({ marked: 1 });
  expect([await countUnread("usr_a"), await countUnread("usr_b")]).toEqual([0, 1]);
});

it("does not let one person mark another's note", async () => {
  const { id } = await notify(db, { ...note, userId: "usr_b" });
  await expect(markRead({ userId: "usr_a", id })).rejects.toMatchObject({ code: "not-found" });
  expect((await listNotifications("usr_b")).find((row) => row.id === id)?.isRead).toBe(false);
});

it("pages from the last note seen", async () => {
  for (let n = 1; n <= 5; n++) await notify(db, { ...note, userId: "usr_c", title: `Note ${n}` });
  const first = await listNotifications("usr_c", { limit: 3 });
  const rest = await listNotifications("usr_c", { limit: 3, before: first.at(-1)?.id });
  expect(new Set([...first, ...rest].map((row) => row.title)).size).toBe(5);
});
