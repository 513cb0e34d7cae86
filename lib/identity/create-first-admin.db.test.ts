import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { ended, startProcess } from "@/scripts/processes";
import { newAdmin, setBusinessDate } from "@/test/people";
import { createFirstAdmin, hasAdmin } from "./create-first-admin";
import { createSetupLink, isOpenLink, tokenHashOf } from "./setup-links";
import { verifyCredentials } from "./verify-credentials";

const ADA = { name: "Ada Lovelace", email: "ada@example.com", password: "a short phrase of mine" };
const EVE = { ...ADA, name: "Eve", email: "eve@example.com" };

// The application itself may not take roles away like this, and nobody may take the last administrator away.
const owner = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL });
beforeAll(() => owner.connect());
afterAll(() => owner.end());
const forgetAdmins = () =>
  owner.query(`ALTER TABLE user_roles DISABLE TRIGGER user_roles_keep_an_administrator;
    DELETE FROM user_roles WHERE role = 'ADMIN';
    ALTER TABLE user_roles ENABLE TRIGGER user_roles_keep_an_administrator`);

beforeEach(async () => {
  await forgetAdmins();
  await owner.query("DELETE FROM setup_links");
  await setBusinessDate();
});

const inTheDatabase = async () => JSON.stringify(await db.setupLink.findMany());
const unique = (admin: typeof ADA) => ({ ...admin, email: `${crypto.randomUUID()}@example.com` });

describe("the first administrator", () => {
  it("can sign in with the password that was chosen", async () => {
    const ada = unique(ADA);
    const { userId } = await createFirstAdmin(ada);
    expect(await verifyCredentials(ada, undefined)).toMatchObject({ userId, roles: ["ADMIN"] });
  });

  it("is refused where there is an administrator, by console and by link", async () => {
    const { token } = await createSetupLink();
    await newAdmin();
    await expect(createFirstAdmin(unique(EVE))).rejects.toThrow("An administrator already exists");
    await expect(createFirstAdmin(unique(EVE), token)).rejects.toThrow("An administrator already exists");
    expect(await isOpenLink(token)).toBe(true);
  });

  it("is one, however many ask at the same time", async () => {
    const { token } = await createSetupLink();
    const tries = await Promise.allSettled(
      Array.from({ length: 6 }, (_, n) => createFirstAdmin(unique(EVE), n % 2 ? token : undefined)),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await db.userRole.count({ where: { role: "ADMIN" } })).toBe(1);
  });
});

describe("the one-time link", () => {
  it("is kept as a hash alone", async () => {
    const { token } = await createSetupLink();
    expect(await inTheDatabase()).not.toContain(token);
    expect(await inTheDatabase()).toContain(tokenHashOf(token));
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
  });

  it("works once", async () => {
    const { token } = await createSetupLink();
    await createFirstAdmin(unique(ADA), token);
    await forgetAdmins();
    await expect(createFirstAdmin(unique(EVE), token)).rejects.toThrow("expired or was already used");
    expect(await hasAdmin()).toBe(false);
  });

  it("stays usable when the form was refused", async () => {
    const { token } = await createSetupLink();
    const ada = unique(ADA);
    await createFirstAdmin(ada);
    await forgetAdmins();
    await expect(createFirstAdmin(ada, token)).rejects.toMatchObject({
      code: "already-exists",
      field: "email",
    });
    expect(await isOpenLink(token)).toBe(true);
  });

  it("expires", async () => {
    const { token } = await createSetupLink();
    await db.setupLink.updateMany({ data: { expiresAt: new Date(0) } });
    expect(await isOpenLink(token)).toBe(false);
    await expect(createFirstAdmin(unique(EVE), token)).rejects.toThrow("expired or was already used");
  });

  it("is replaced by the next one", async () => {
    const { token } = await createSetupLink();
    const next = await createSetupLink();
    expect(await isOpenLink(token)).toBe(false);
    expect(await isOpenLink(next.token)).toBe(true);
  });

  it.each(["", "x", tokenHashOf("x"), "'; DROP TABLE users; --"])(
    "does not work with a made-up token %j",
    async (token) => {
      await createSetupLink();
      expect(await isOpenLink(token)).toBe(false);
      await expect(createFirstAdmin(unique(EVE), token)).rejects.toMatchObject({ code: "expired" });
    },
  );
});

describe("npm run setup", { timeout: 120_000 }, () => {
  const setup = () => ended(startProcess(["scripts/setup.ts"], { ...process.env, LOG_LEVEL: "silent" }));

  it("without a terminal prints a working link, and refuses once there is an administrator", async () => {
    await owner.query("DELETE FROM loan_products; DELETE FROM investment_options");
    const { code, output } = await setup();
    expect(code).toBe(0);
    expect(await db.loanProduct.count()).toBeGreaterThan(0);
    expect(await db.investmentOption.count()).toBeGreaterThan(0);
    const token = /\/setup\/([\w-]+)/.exec(output)?.[1] ?? "";
    await createFirstAdmin(unique(ADA), token);

    const again = await setup();
    expect(again.code).toBe(1);
    expect(await db.setupLink.count({ where: { usedAt: null } })).toBe(0);
  });
});
