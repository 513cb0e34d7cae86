import { createHash } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import { db } from "@/lib/db";
import { CURRENT_TEXTS } from "@/lib/legal/current-texts";
import { bodyOf, type LegalKind } from "@/lib/legal/legal-text";
import { listConsents } from "@/lib/legal/queries";
import { newEmail, newPerson, PASSWORD, setBusinessDate } from "@/test/people";
import { createAdmin } from "./create-admin";
import { grantRole } from "./grant-role";
import { registerUser } from "./register-user";

beforeAll(() => setBusinessDate());

const person = () => ({ name: "Art", email: newEmail(), password: PASSWORD });
const stored = (id: string) =>
  db.user.findUniqueOrThrow({ where: { id }, include: { roles: true, borrower: true, investor: true } });

it("creates a person who borrows and invests, with one row for each side", async () => {
  const registered = await registerUser({
    ...person(),
    roles: ["BORROWER", "INVESTOR"],
    borrower: { kind: "BUSINESS", legalName: "Art Supplies LLC", registrationNumber: "12-3456789" },
  });
  const user = await stored(registered.userId);
  expect(user.roles.map(({ role }) => role).sort()).toEqual(["BORROWER", "INVESTOR"]);
  expect(user.borrower).toMatchObject({
    id: registered.borrowerId,
    kind: "BUSINESS",
    legalName: "Art Supplies LLC",
    registrationNumber: "12-3456789",
  });
  expect(user.investor?.id).toBe(registered.investorId);
});

it("lets a person borrow under their own name", async () => {
  const { userId } = await registerUser({ ...person(), roles: ["BORROWER"], borrower: { kind: "PERSON" } });
  expect((await stored(userId)).borrower).toMatchObject({ legalName: "Art", registrationNumber: null });
});

it("keeps the password as argon2id with at least the parameters of the guideline", async () => {
  const { userId } = await newPerson("INVESTOR");
  expect((await stored(userId)).passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

it("refuses a second account for the same email address, however it is typed", async () => {
  const first = person();
  await registerUser({ ...first, roles: ["INVESTOR"] });
  const again = registerUser({ ...first, email: ` ${first.email.toUpperCase()}`, roles: ["INVESTOR"] });
  await expect(again).rejects.toMatchObject({ code: "already-exists", field: "email" });
});

it("lets exactly one of several registrations at the same moment through", async () => {
  const same = { ...person(), roles: ["INVESTOR"] as const };
  const results = await Promise.allSettled([1, 2, 3, 4].map(() => registerUser(same)));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await db.investor.count({ where: { user: { email: same.email } } })).toBe(1);
});

it("writes nothing when a business leaves out its registration number", async () => {
  const incomplete = person();
  const attempt = registerUser({
    ...incomplete,
    roles: ["BORROWER"],
    borrower: { kind: "BUSINESS", legalName: "Art Supplies LLC" },
  });
  await expect(attempt).rejects.toMatchObject({ code: "invalid", field: "registrationNumber" });
  expect(await db.user.findUnique({ where: { email: incomplete.email } })).toBeNull();
});

it("adds the other role later, once", async () => {
  const { userId } = await newPerson("INVESTOR");
  const grant = () => grantRole({ userId, role: "BORROWER", borrower: { kind: "PERSON" } });
  const results = await Promise.allSettled([grant(), grant()]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  await expect(grant()).rejects.toMatchObject({ code: "already-exists" });
  expect((await stored(userId)).borrower).toMatchObject({ kind: "PERSON", legalName: "Pat Doe" });
});

it("never makes anyone an administrator by their own wish", async () => {
  const { userId } = await newPerson("INVESTOR");
  await expect(grantRole({ userId, role: "ADMIN" as "INVESTOR" })).rejects.toMatchObject({
    code: "not-allowed",
  });
  expect((await stored(userId)).roles.map(({ role }) => role)).toEqual(["INVESTOR"]);
});

it("keeps an EIN in one form, however it was typed", async () => {
  const register = (registrationNumber: string) =>
    registerUser({
      ...person(),
      roles: ["BORROWER"],
      borrower: { kind: "BUSINESS", legalName: "Art Supplies LLC", registrationNumber },
    });
  const { userId } = await register(" 123456789 ");
  expect((await stored(userId)).borrower).toMatchObject({ registrationNumber: "12-3456789" });
  await expect(register("123-45-6789")).rejects.toMatchObject({ field: "registrationNumber" });
});

it("keeps an administrator out of the market that they run", async () => {
  const { userId } = await createAdmin(person());
  expect((await stored(userId)).roles.map(({ role }) => role)).toEqual(["ADMIN"]);
  await expect(grantRole({ userId, role: "INVESTOR" })).rejects.toMatchObject({ code: "not-allowed" });
});

it("leaves a trace of who came in and which role was added", async () => {
  const { userId } = await newPerson("INVESTOR");
  await grantRole({ userId, role: "BORROWER", borrower: { kind: "PERSON" } });
  const events = await db.auditEvent.findMany({
    where: { subjectId: userId, action: { in: ["user.register", "user.add-role"] } },
    orderBy: { id: "asc" },
  });
  expect(events.map(({ action, detail }) => [action, detail])).toEqual([
    ["user.register", { roles: ["INVESTOR"] }],
    ["user.add-role", { role: "BORROWER" }],
  ]);
});

it("keeps each text that was agreed to once, under its own hash, and lets nobody change what was agreed", async () => {
  const { userId } = await newPerson("INVESTOR");
  await newPerson("BORROWER");
  const consents = await listConsents(userId);
  expect(consents.map(({ kind }) => kind)).toEqual(["terms", "privacy"]);
  for (const { kind, sha256 } of consents) {
    const { body } = await db.legalText.findUniqueOrThrow({ where: { sha256 } });
    expect(body).toBe(bodyOf(CURRENT_TEXTS[kind as LegalKind]));
    expect(createHash("sha256").update(body).digest("hex")).toBe(sha256);
  }
  expect(await db.legalText.count()).toBe(2);
  for (const table of ["consents", "legal_texts"]) {
    await expect(db.$executeRawUnsafe(`DELETE FROM ${table}`)).rejects.toThrow(/never changed/);
    await expect(db.$executeRawUnsafe(`UPDATE ${table} SET version = 'x'`)).rejects.toThrow(/never changed/);
  }
});
