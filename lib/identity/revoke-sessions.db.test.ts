import { expect, it } from "vitest";
import { db } from "@/lib/db";
import { createSession } from "@/lib/session-rows";
import { newPerson } from "@/test/people";
import { listSessions } from "./queries";
import { revokeOtherSessions, revokeSession } from "./revoke-sessions";

const FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

async function personWithSessions(count: number) {
  const { userId } = await newPerson("INVESTOR");
  const sessions: string[] = [];
  for (let i = 0; i < count; i++) {
    sessions.push(
      (await createSession(db, { userId, ipAddress: "192.0.2.1", userAgent: FIREFOX })).sessionId,
    );
  }
  return { userId, sessions };
}

it("lists the open sessions of one person, the one that asks first", async () => {
  const { userId, sessions } = await personWithSessions(2);
  await personWithSessions(1);
  const rows = await listSessions({ userId, sessionId: sessions[0]! });
  expect(rows.map(({ id, isCurrent }) => [id, isCurrent])).toEqual([
    [sessions[0], true],
    [sessions[1], false],
  ]);
  expect(rows[0]).toMatchObject({ device: "Firefox on Windows", ipAddress: "192.0.2.1" });
});

it("ends one session and may be repeated", async () => {
  const { userId, sessions } = await personWithSessions(2);
  await revokeSession({ userId, sessionId: sessions[1]! });
  const ended = await db.session.findUniqueOrThrow({ where: { id: sessions[1]! } });
  await revokeSession({ userId, sessionId: sessions[1]! });
  expect(await db.session.findUniqueOrThrow({ where: { id: sessions[1]! } })).toEqual(ended);
  expect(await listSessions({ userId, sessionId: sessions[0]! })).toHaveLength(1);
});

it("does not find a session of someone else", async () => {
  const mine = await personWithSessions(1);
  const theirs = await personWithSessions(1);
  const attempt = revokeSession({ userId: mine.userId, sessionId: theirs.sessions[0]! });
  await expect(attempt).rejects.toMatchObject({ code: "not-found" });
  expect((await db.session.findUniqueOrThrow({ where: { id: theirs.sessions[0]! } })).revokedAt).toBeNull();
});

it("ends all others and keeps the one that asks, and nobody else's", async () => {
  const mine = await personWithSessions(3);
  const theirs = await personWithSessions(1);
  expect(await revokeOtherSessions({ userId: mine.userId, sessionId: mine.sessions[1]! })).toEqual({
    ended: 2,
  });
  const left = await listSessions({ userId: mine.userId, sessionId: mine.sessions[1]! });
  expect(left.map(({ id }) => id)).toEqual([mine.sessions[1]]);
  expect(await listSessions({ userId: theirs.userId, sessionId: "" })).toHaveLength(1);
});
