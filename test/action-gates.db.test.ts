// Who is refused, for every server action: the anonymous, every wrong role, and whoever reaches for another's things.
import "@/test/sandbox-bank";
import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { IDLE } from "@/lib/action-result";
import { db } from "@/lib/db";
import { ensureInvestmentOptions } from "@/lib/investing/investment-options";
import { useBureau } from "@/test/support/lending";
import { someoneWithEverything } from "@/test/support/someone";
import { setBusinessDate } from "./story";
import { ensureLoanProducts } from "@/lib/lending/credit/products";
import { may, STAFF_ROLES, type StaffRole } from "@/lib/permissions";
import { ACTION_GATES, MODULES, PUBLIC_ACTIONS, type ActionGate, type Belongings } from "./action-gates";
import { newPerson, newStaff } from "./people";
import { browseAs, endingOf, form } from "./request-context";
import { watchWrites } from "./support/watch-writes";

vi.mock("next/headers", () => import("@/test/request-context"));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined, refresh: () => undefined })); // there is no page

const TODAY = "2026-01-05";
const NOBODYS: Belongings = {
  session: "ses_nobody",
  account: "acct_nobody",
  note: "ntf_nobody",
  draft: "app_nobody",
  application: "app_of_nobody",
  offer: "off_nobody",
  awaitingLoan: "loan_nobody",
  activeLoan: "loan_of_nobody",
  payment: "po_nobody",
  investment: "ivm_nobody",
  withdrawal: "wdr_nobody",
  writeEvent: "999999999999",
  message: "msg_nobody",
};
const owner = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL });
let people: Record<"BORROWER" | "INVESTOR" | StaffRole, string>;
let writes: Awaited<ReturnType<typeof watchWrites>>;
let [pat, robin]: { userId: string; belongings: Belongings }[] = [];

beforeAll(async () => {
  await owner.connect();
  await useBureau();
  await setBusinessDate(TODAY);
  await ensureLoanProducts(db);
  await ensureInvestmentOptions(db);
  people = {
    BORROWER: (await newPerson("BORROWER")).userId,
    INVESTOR: (await newPerson("INVESTOR")).userId,
    ...(Object.fromEntries(
      await Promise.all(STAFF_ROLES.map(async (role) => [role, (await newStaff(role)).userId])),
    ) as Record<StaffRole, string>),
  };
  [pat, robin] = [await someoneWithEverything(TODAY), await someoneWithEverything(TODAY)];
  writes = await watchWrites(owner);
}, 120_000);
afterAll(() => owner.end());

it("has every action of app/ in a table: open to anyone, or behind a gate", () => {
  const app = join(import.meta.dirname, "../app");
  const files = readdirSync(app, { recursive: true, encoding: "utf8" }).filter(
    (path) => basename(path) === "actions.ts",
  );
  expect(Object.keys(MODULES).sort()).toEqual(
    files.map((path) => dirname(path).replaceAll("\\", "/")).sort(),
  );
  const tabled = new Set<unknown>([...PUBLIC_ACTIONS, ...ACTION_GATES.map(({ action }) => action)]);
  const forgotten = Object.entries(MODULES).flatMap(([folder, exports]) =>
    Object.entries(exports).flatMap(([name, value]) => (tabled.has(value) ? [] : [`${folder}: ${name}`])),
  );
  expect(forgotten).toEqual([]);
});

it("notices a write of any kind, and nothing that was rolled back or left as it was", async () => {
  const isNoticed = async (sql: string) => {
    const before = await fingerprint();
    await owner.query(sql);
    return (await fingerprint()) !== before;
  };
  const copy = `INSERT INTO notifications SELECT (jsonb_populate_record(n, '{"id": "ntf_copy"}')).* FROM notifications n LIMIT 1`;
  expect(await isNoticed(`BEGIN; ${copy}; ROLLBACK`)).toBe(false);
  expect(await isNoticed(copy)).toBe(true);
  expect(await isNoticed("UPDATE notifications SET title = title WHERE id = 'ntf_copy'")).toBe(false);
  expect(await isNoticed("UPDATE notifications SET title = 'Another' WHERE id = 'ntf_copy'")).toBe(true);
  expect(await isNoticed("DELETE FROM notifications WHERE id = 'ntf_copy'")).toBe(true);
  expect(await isNoticed("TRUNCATE told_ledger_notes")).toBe(true);
});

const named = ACTION_GATES.map((gate) => [nameOf(gate), gate] as const);

it.each(named)("%s sends the anonymous to sign in", async (_, gate) => {
  await browseAs(null);
  for (const fields of gate.forms(robin!.belongings, robin!.belongings)) {
    expect(await effectOf(gate, fields)).toEqual({ outcome: "/sign-in", hasChanged: false });
  }
});

it.each(named.filter(([name]) => name.startsWith("admin/")))("%s asks for a permission", (_, gate) => {
  expect(gate.permission).toBeDefined();
});

// The refusal matrix: every action of staff, called by every role, with what the matrix says about it.
it.each(named.filter(([, { permission }]) => permission !== undefined))(
  "%s opens to exactly the roles that have its permission",
  async (_, gate) => {
    for (const role of STAFF_ROLES) {
      await browseAs(people[role]);
      const [fields] = gate.forms(robin!.belongings, robin!.belongings);
      const ending = await endingOf(gate.action(IDLE as never, form({ ...fields, "not-a-field": "x" })));
      expect([role, ending === "not found"]).toEqual([role, !may([role], gate.permission!)]);
    }
  },
);

it.each(named.filter(([, { role }]) => role !== "ANY"))(
  "%s does not exist for the other roles",
  async (_, gate) => {
    for (const [role, userId] of Object.entries(people)) {
      if (role === gate.role || (gate.permission && may([role], gate.permission))) continue;
      await browseAs(userId);
      for (const fields of gate.forms(robin!.belongings, robin!.belongings)) {
        expect(await effectOf(gate, fields)).toEqual({ outcome: "not found", hasChanged: false });
      }
    }
  },
);

it.each(named.filter(([, { ownerless }]) => !ownerless))(
  "%s treats another person's things as if they did not exist, and one's own as one's own",
  async (_, gate) => {
    await browseAs(pat!.userId);
    const others = await effectsOf(gate, robin!.belongings);
    expect(others).toEqual(await effectsOf(gate, NOBODYS));
    expect(others.filter(({ hasChanged }) => hasChanged)).toEqual([]);
    // The same form with what is one's own has another effect: the refusals were about whose things they are.
    expect(others).not.toContainEqual(await effectOf(gate, gate.forms(pat!.belongings, pat!.belongings)[0]!));
  },
);

async function effectsOf(gate: ActionGate, theirs: Belongings) {
  const effects = [];
  for (const fields of gate.forms(pat!.belongings, theirs)) effects.push(await effectOf(gate, fields));
  return effects;
}

/** What a call came to: where it led or what it answered, with ids taken out, and whether anything was written. */
async function effectOf({ action }: ActionGate, fields: Record<string, string>) {
  const before = await fingerprint();
  let answer: unknown;
  const ending = await endingOf(action(IDLE as never, form(fields)).then((result) => (answer = result)));
  const outcome = Object.values(fields)
    .filter((value) => /^[a-z]+_/.test(value))
    .reduce((text, id) => text.replaceAll(id, "<id>"), ending ?? JSON.stringify(answer));
  return { outcome, hasChanged: (await fingerprint()) !== before };
}

/** Every write there has been, and whose sessions are open. */
async function fingerprint() {
  const open = await owner.query("SELECT id FROM sessions WHERE revoked_at IS NULL ORDER BY id");
  return JSON.stringify([await writes(), open.rows]);
}

function nameOf({ action }: ActionGate) {
  for (const [folder, exports] of Object.entries(MODULES)) {
    for (const [name, value] of Object.entries(exports)) if (value === action) return `${folder} ${name}`;
  }
  return "an action that is nowhere";
}
