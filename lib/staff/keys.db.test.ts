// A key is replaced while people read: no value ever fails to open.
import pg from "pg";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { addExternalAccount } from "@/lib/payments/external-accounts";
import { seal, unseal } from "@/lib/payments/sealing";
import { newPerson } from "@/test/people";
import { newBankAccount } from "@/test/story";
import { keyStatus, requireRightKeys, rotateKeys, SEALED_COLUMNS } from "./keys";

const VALUES = 10_000;
const [OLD, NEW, OTHER] = ["a1".repeat(32), "b2".repeat(32), "c3".repeat(32)] as const;
const kept = { ...env };
let userId: string;

beforeAll(async () => {
  userId = (await newPerson("INVESTOR")).userId;
});
beforeEach(() => db.externalAccount.deleteMany());
afterEach(() => Object.assign(env, kept, { FURTHER_ENCRYPTION_KEYS: undefined, HASH_KEY: undefined }));

/** Accounts whose numbers are sealed under the key that is set. */
async function manyAccounts(count: number) {
  const model = await db.externalAccount.findUniqueOrThrow({ where: { id: await newBankAccount(userId) } });
  await db.externalAccount.createMany({
    data: Array.from({ length: count }, (_, n) => {
      const id = `acct_${String(n).padStart(6, "0")}`;
      return { ...model, id, accountNumberSealed: seal(numberOf(id), id), numberHash: null } as never;
    }),
  });
  await db.externalAccount.delete({ where: { id: model.id } });
}
const numberOf = (id: string) => `9${id.slice(-6)}`;
const realAccount = async () => {
  const number = { holderName: "Pat Doe", routingNumber: "021000021", accountNumber: "123456789" };
  return (await addExternalAccount({ userId, ...number, accountType: "checking" })).id;
};
const counts = async () => (await keyStatus()).columns[0]!.counts.map(({ count }) => count);

it("seals 10,000 values again under load, and readers never fail", { timeout: 120_000 }, async () => {
  env.ENCRYPTION_KEY = OLD;
  await manyAccounts(VALUES);
  env.ENCRYPTION_KEY = NEW;
  env.FURTHER_ENCRYPTION_KEYS = [OLD];
  let isRunning = true;
  let reads = 0;
  const read = async (seed: number) => {
    for (let n = seed; isRunning; n += 7919) {
      const id = `acct_${String(n % VALUES).padStart(6, "0")}`;
      const { accountNumberSealed } = await db.externalAccount.findUniqueOrThrow({ where: { id } });
      expect(unseal(accountNumberSealed, id)).toBe(numberOf(id));
      reads++;
    }
  };
  const readers = [read(1), read(2), read(3)];
  const batches: number[] = [];
  const done = await rotateKeys({ onBatch: (count) => batches.push(count) });
  isRunning = false;
  await Promise.all(readers);
  expect(done).toBe(VALUES);
  expect(batches).toHaveLength(VALUES / 500);
  expect(reads).toBeGreaterThan(100);
  expect(await counts()).toEqual([VALUES]);
  env.FURTHER_ENCRYPTION_KEYS = undefined; // the former key is no longer needed
  const rows = await db.externalAccount.findMany({ select: { id: true, accountNumberSealed: true } });
  for (const { id, accountNumberSealed } of rows) expect(unseal(accountNumberSealed, id)).toBe(numberOf(id));
  expect(await rotateKeys()).toBe(0);
});

it("goes on where it was stopped, and leaves what somebody wrote in between", async () => {
  env.ENCRYPTION_KEY = OLD;
  await manyAccounts(1200);
  env.ENCRYPTION_KEY = NEW;
  env.FURTHER_ENCRYPTION_KEYS = [OLD];
  const stopped = rotateKeys({
    onBatch: () => {
      throw new Error("The power fails.");
    },
  });
  await expect(stopped).rejects.toThrow("The power fails.");
  expect((await counts()).toSorted()).toEqual([500, 700]);
  const [page] = [await SEALED_COLUMNS[0]!.list(db, { after: "", limit: 1, prefix: "v2.none" })];
  const { id, sealed } = page[0]!;
  const late = await SEALED_COLUMNS[0]!.write(db, [{ id, before: `${sealed}x`, after: "lost" }]);
  expect(late).toBe(0);
  expect(await rotateKeys()).toBe(700);
  expect(await counts()).toEqual([1200]);
});

it("names the value that does not open, and writes nothing of its batch", async () => {
  env.ENCRYPTION_KEY = OLD;
  await manyAccounts(3);
  env.ENCRYPTION_KEY = NEW;
  await expect(rotateKeys()).rejects.toThrow(
    "The value of acct_000000 in external_accounts.account_number_sealed",
  );
  env.ENCRYPTION_KEY = OLD;
  expect(await rotateKeys()).toBe(0);
});

it("stops the start under a wrong key, with a sentence that names the key", async () => {
  env.ENCRYPTION_KEY = OLD;
  await realAccount();
  await requireRightKeys();
  env.ENCRYPTION_KEY = NEW;
  await expect(requireRightKeys()).rejects.toThrow(
    /^ENCRYPTION_KEY is not the key of this database: 1 values .* key [0-9a-f]{8}\./,
  );
  env.FURTHER_ENCRYPTION_KEYS = [OLD];
  await expect(requireRightKeys()).rejects.toThrow("HASH_KEY is not the key");
  env.HASH_KEY = OLD;
  await requireRightKeys();
  expect(await rotateKeys()).toBe(1);
  env.FURTHER_ENCRYPTION_KEYS = undefined;
  await requireRightKeys();
});

it("stops the start when what was sealed before keys had ids does not open", async () => {
  env.ENCRYPTION_KEY = OLD;
  const id = await realAccount();
  const { accountNumberSealed } = await db.externalAccount.findUniqueOrThrow({ where: { id } });
  const [, , ...parts] = accountNumberSealed.split(".");
  await db.externalAccount.update({
    where: { id },
    data: { accountNumberSealed: ["v1", ...parts].join(".") },
  });
  await requireRightKeys();
  env.ENCRYPTION_KEY = OTHER;
  await expect(requireRightKeys()).rejects.toThrow("does not open");
});

it("knows every column that holds sealed values", async () => {
  const owner = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL });
  await owner.connect();
  const { rows } = await owner.query<{ name: string }>(
    `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name LIKE '%\\_sealed' ORDER BY 1`,
  );
  await owner.end();
  expect(SEALED_COLUMNS.map(({ column }) => column).toSorted()).toEqual(rows.map(({ name }) => name));
});
