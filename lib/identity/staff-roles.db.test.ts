import pg from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { optionalActor } from "@/lib/session";
import { newPerson, newStaff, PASSWORD } from "@/test/people";
import { browseAs } from "@/test/request-context";
import { listStaff, listWhoMay } from "./staff-queries";
import { addStaffRole, withdrawStaffRole } from "./staff-roles";
import { endSuspension, suspendUser } from "./suspend-user";
import { verifyCredentials } from "./verify-credentials";

vi.mock("next/headers", () => import("@/test/request-context"));

const app = new pg.Client({ connectionString: process.env.DATABASE_URL });
const owner = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL });
let grace: { userId: string };
beforeAll(async () => {
  await Promise.all([app.connect(), owner.connect()]);
  grace = await newStaff("ADMIN");
});
afterAll(() => Promise.all([app.end(), owner.end()]));

const rolesOf = async (userId: string) =>
  (await db.userRole.findMany({ where: { userId }, orderBy: { role: "asc" } })).map(({ role }) => role);
const codeOf = (client: pg.Client, sql: string, values: unknown[]) =>
  client.query(sql, values).then(
    () => "done",
    (error: unknown) => (error as { code: string }).code,
  );
const tracesOf = (subjectId: string, action: string) =>
  db.auditEvent.findMany({ where: { subjectId, action }, orderBy: { id: "asc" } });
const grantStaffRole = (grant: Parameters<typeof addStaffRole>[1]) =>
  inTransaction((tx) => addStaffRole(tx, grant));
const reason = "Joins the team.";

it("grants a role with who, why and until when, and takes it away with everything that it allowed", async () => {
  const { userId } = await newStaff("SUPPORT");
  await grantStaffRole({ userId, role: "TREASURY", grantedBy: grace.userId, reason });
  expect(await tracesOf(userId, "user.grant-staff-role")).toMatchObject([
    { detail: { role: "SUPPORT" } },
    { actorUserId: grace.userId, detail: { role: "TREASURY", reason } },
  ]);
  expect(await listWhoMay(db, "bank.work")).toContain(userId);
  await browseAs(userId);
  const actor = (await optionalActor())!;
  expect(actor.roles).toEqual(expect.arrayContaining(["SUPPORT", "TREASURY"]));

  await withdrawStaffRole({ userId, role: "TREASURY", actorUserId: grace.userId, reason: "Moves on." });
  expect(await rolesOf(userId)).toEqual(["SUPPORT"]);
  expect(await tracesOf(userId, "user.withdraw-staff-role")).toMatchObject([
    { actorUserId: grace.userId, detail: { role: "TREASURY", reason: "Moves on." } },
  ]);
  expect(await db.session.count({ where: { userId, revokedAt: null } })).toBe(0);
  const again = withdrawStaffRole({ userId, role: "TREASURY", actorUserId: grace.userId, reason });
  await expect(again).rejects.toMatchObject({ code: "not-found" });
});

it("refuses a role to the person who grants it, to a customer, twice, to the suspended, and in the past", async () => {
  const { userId } = await newStaff("SUPPORT");
  const grant = { userId, role: "ACCOUNTANT" as const, grantedBy: grace.userId, reason };
  await expect(grantStaffRole({ ...grant, grantedBy: userId })).rejects.toThrow("Somebody else has to");
  await expect(grantStaffRole({ ...grant, role: "SUPPORT" })).rejects.toMatchObject({
    code: "already-exists",
  });
  await expect(grantStaffRole({ ...grant, expiresAt: new Date(0) })).rejects.toMatchObject({
    code: "invalid",
    field: "expiresAt",
  });
  const customer = await newPerson("INVESTOR");
  await expect(grantStaffRole({ ...grant, userId: customer.userId })).rejects.toMatchObject({
    code: "not-allowed",
  });
  await suspendUser({ userId, actorUserId: grace.userId, reason: "Lost device." });
  await expect(grantStaffRole(grant)).rejects.toMatchObject({ code: "wrong-state" });
  expect(await rolesOf(userId)).toEqual(["SUPPORT"]);
});

it("ends a role on its day, after which it can be granted again", async () => {
  const { userId } = await newStaff("SUPPORT");
  const expiresAt = new Date(Date.now() + 60_000);
  await grantStaffRole({ userId, role: "AUDITOR", grantedBy: grace.userId, reason, expiresAt });
  const isAuditor = async () => (await listWhoMay(db, "audit.export")).includes(userId);
  expect(await isAuditor()).toBe(true);
  vi.setSystemTime(Date.now() + 61_000);
  expect(await isAuditor()).toBe(false);
  expect((await listStaff()).find((each) => each.userId === userId)?.roles).toHaveLength(1);
  await browseAs(userId);
  expect((await optionalActor())?.roles).toEqual(["SUPPORT"]);
  await grantStaffRole({ userId, role: "AUDITOR", grantedBy: grace.userId, reason });
  vi.useRealTimers();
  expect(await isAuditor()).toBe(true);
});

it("signs a suspended person out at once and refuses the sign-in, until the suspension ends", async () => {
  const { userId, email } = await newStaff("SUPPORT");
  await browseAs(userId);
  await suspendUser({ userId, actorUserId: grace.userId, reason: "Lost device." });
  expect(await db.session.count({ where: { userId, revokedAt: null } })).toBe(0);
  const signIn = () => verifyCredentials({ email, password: PASSWORD }, undefined);
  await expect(signIn()).rejects.toThrow("This account is suspended.");
  await browseAs(userId); // a session that was opened past the check is worth nothing
  expect(await optionalActor()).toBeNull();
  await expect(suspendUser({ userId, actorUserId: grace.userId, reason })).rejects.toMatchObject({
    code: "wrong-state",
  });
  await expect(suspendUser({ userId, actorUserId: userId, reason })).rejects.toMatchObject({
    code: "not-allowed",
  });
  await endSuspension({ userId, actorUserId: grace.userId, reason: "Found." });
  expect(await signIn()).toMatchObject({ userId });
  await expect(endSuspension({ userId, actorUserId: grace.userId, reason })).rejects.toMatchObject({
    code: "wrong-state",
  });
});

it("keeps the last administrator, in the verbs and in the database", async () => {
  const other = await newStaff("ADMIN");
  const both = [grace.userId, other.userId];
  // Each takes the other away at the same moment: one of them stays.
  const races = await Promise.allSettled(
    both.map((userId, n) => withdrawStaffRole({ userId, role: "ADMIN", actorUserId: both[1 - n]!, reason })),
  );
  expect(races.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const last = await db.userRole.findFirstOrThrow({ where: { role: "ADMIN" } });
  const of = { userId: last.userId, actorUserId: null, reason };
  await expect(withdrawStaffRole({ ...of, role: "ADMIN" })).rejects.toThrow(
    "This is the last administrator.",
  );
  await expect(suspendUser({ ...of, actorUserId: "usr_other" })).rejects.toMatchObject({
    code: "wrong-state",
  });
  const inSql = [
    codeOf(app, "SELECT withdraw_staff_role($1, 'ADMIN', '', 'x')", [last.userId]),
    codeOf(owner, "DELETE FROM user_roles WHERE user_id = $1 AND role = 'ADMIN'", [last.userId]),
    codeOf(owner, "UPDATE user_roles SET expires_at = now() WHERE user_id = $1 AND role = 'ADMIN'", [
      last.userId,
    ]),
  ];
  expect(await Promise.all(inSql)).toEqual(["ML001", "ML001", "ML001"]);
  const suspend = "UPDATE users SET suspended_at = now() WHERE id = $1";
  expect(await codeOf(app, suspend, [last.userId])).toBe("ML001");
});

it("lets the application neither grant to the granter, nor mix staff and customers, nor change a grant", async () => {
  const [{ userId }, customer] = [await newStaff("SUPPORT"), await newPerson("BORROWER")];
  const insert = "INSERT INTO user_roles (user_id, role, granted_by) VALUES ($1, $2, $3)";
  expect(await codeOf(app, insert, [userId, "TREASURY", userId])).toBe("23514");
  expect(await codeOf(app, insert, [customer.userId, "TREASURY", null])).toBe("ML002");
  expect(await codeOf(app, insert, [userId, "INVESTOR", null])).toBe("ML002");
  expect(await codeOf(app, "DELETE FROM user_roles WHERE user_id = $1", [userId])).toBe("42501");
  expect(await codeOf(app, "UPDATE user_roles SET expires_at = NULL WHERE user_id = $1", [userId])).toBe(
    "42501",
  );
  expect(await codeOf(app, "SELECT withdraw_staff_role($1, 'BORROWER', '', 'x')", [customer.userId])).toBe(
    "P0002",
  );
});
