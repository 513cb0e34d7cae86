import pg from "pg";
import { expect, it, vi } from "vitest";
import { db } from "@/lib/db";
import { optionalActor } from "@/lib/session";
import { newStaff } from "@/test/people";
import { browseAs } from "@/test/request-context";
import { breakGlass } from "./break-glass";

vi.mock("next/headers", () => import("@/test/request-context"));

const reason = "The bank calls and nobody else is here.";

it("gives an administrator a role for an hour, and notifies administrators and auditors by email", async () => {
  const [grace, otis, tess] = [
    await newStaff("ADMIN"),
    await newStaff("AUDITOR"),
    await newStaff("TREASURY"),
  ];
  await breakGlass({ userId: grace.userId, role: "TREASURY", reason });
  await browseAs(grace.userId);
  const actor = (await optionalActor())!;
  expect(actor.roles).toContain("TREASURY");
  expect(actor.breakGlassUntil).not.toBeNull();
  const mails = await db.emailMessage.findMany({ where: { kind: "break-glass" } });
  const addresses = mails.map(({ address }) => address);
  expect(addresses).toEqual(expect.arrayContaining([grace.email, otis.email]));
  expect(addresses).not.toContain(tess.email);
  expect(await db.auditEvent.findFirst({ where: { action: "staff.break-glass" } })).toMatchObject({
    actorUserId: grace.userId,
    detail: { role: "TREASURY", reason },
  });
  const again = breakGlass({ userId: grace.userId, role: "TREASURY", reason });
  await expect(again).rejects.toMatchObject({ code: "already-exists" });
  vi.setSystemTime(Date.now() + 60 * 60_000 + 1000);
  await browseAs(grace.userId);
  expect(await optionalActor()).toMatchObject({ roles: ["ADMIN"], breakGlassUntil: null });
  vi.useRealTimers();
});

it("is for administrators alone, and the database allows no more than an hour", async () => {
  const { userId } = await newStaff("SUPPORT");
  await expect(breakGlass({ userId, role: "TREASURY", reason })).rejects.toMatchObject({
    code: "not-allowed",
  });
  const app = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await app.connect();
  const taking = app.query(
    `INSERT INTO user_roles (user_id, role, granted_by, is_break_glass, granted_at, expires_at)
     VALUES ($1, 'TREASURY', $1, true, now(), now() + interval '61 minutes')`,
    [userId],
  );
  await expect(taking).rejects.toMatchObject({ code: "23514" });
  await app.end();
});
