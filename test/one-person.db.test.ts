// No sequence of actions by one member of staff, whatever their roles, moves money, changes a contract or grants a permission:
// every action of staff that there is, in any order, with forms that would work, and with their own proposals to decide.
import "@/test/sandbox-bank";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { approve } from "@/lib/approvals/decide";
import { IDLE } from "@/lib/action-result";
import { db } from "@/lib/db";
import { ensureInvestmentOptions } from "@/lib/investing/investment-options";
import { ensureLoanProducts } from "@/lib/lending/credit/products";
import { KINDS } from "@/lib/staff/kinds";
import { bankTells } from "@/test/support/bank";
import { useBureau } from "@/test/support/lending";
import { someoneWithEverything } from "@/test/support/someone";
import { ACTION_GATES } from "./action-gates";
import { newAdmin, newStaff } from "./people";
import { browseAs, endingOf, form } from "./request-context";
import { setBusinessDate } from "./story";

vi.mock("next/headers", () => import("@/test/request-context"));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined, refresh: () => undefined })); // there is no page

const RUNS = Number(process.env.ONE_PERSON_RUNS ?? 15);
const TODAY = "2026-01-05";
const LATE_ENOUGH = "2026-07-10"; // the loan's first installment is more than 120 days past due
const owner = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL });
let ada: string;
let somebody: Awaited<ReturnType<typeof someoneWithEverything>>;
let colleague: string;

beforeAll(async () => {
  await owner.connect();
  await useBureau();
  await setBusinessDate(TODAY);
  await ensureLoanProducts(db);
  await ensureInvestmentOptions(db);
  somebody = await someoneWithEverything(TODAY);
  await bankTells(somebody.belongings.payment, "FAILED", TODAY); // a loan with a payment under way is not charged off
  ada = (await newAdmin()).userId;
  colleague = (await newStaff("SUPPORT")).userId;
  await setBusinessDate(LATE_ENOUGH);
}, 120_000);
afterAll(() => owner.end());

/** What one person alone must not change: money, contracts, terms on offer, closed months, frozen accounts, who may what. */
const GUARDED = {
  entries: "SELECT count(*)::int AS n, coalesce(max(id), 0)::text AS last FROM ledger.transactions",
  frozen: "SELECT count(*)::int AS n FROM ledger.balances WHERE is_frozen",
  months: "SELECT count(*)::int AS n FROM ledger.periods",
  loans: "SELECT id, status::text, principal::text, annual_rate::text FROM loans ORDER BY id",
  offers: "SELECT id, status::text, annual_rate::text FROM offers ORDER BY id",
  investments: "SELECT id, status::text, principal::text, annual_rate::text FROM investments ORDER BY id",
  options: "SELECT id, is_offered, annual_rate::text FROM investment_options ORDER BY id",
  payments: "SELECT id, status::text FROM payment_orders ORDER BY id",
  roles: "SELECT user_id, role::text FROM user_roles WHERE NOT is_break_glass ORDER BY 1, 2",
  invitations: "SELECT id FROM staff_invitations ORDER BY id",
};

async function guarded() {
  const state: Record<string, unknown> = {};
  for (const [name, sql] of Object.entries(GUARDED)) state[name] = (await owner.query(sql)).rows;
  return state;
}

const gates = ACTION_GATES.filter(({ permission }) => permission !== undefined);

/** The form of an action, about things that exist: the colleague, the person, the person's proposals. */
async function formOf(index: number, pick: number): Promise<Record<string, string>> {
  const gate = gates[index]!;
  const [fields = {}] = gate.forms(somebody.belongings, somebody.belongings);
  const pending = await db.approval.findMany({ where: { state: "PENDING" }, orderBy: { id: "asc" } });
  const chosen: Record<string, string> = {
    usr_somebody: pick % 2 === 0 ? ada : colleague,
    sinv_somebody: "sinv_none",
    apr_somebody: pending[pick % Math.max(pending.length, 1)]?.id ?? "apr_none",
  };
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, chosen[value] ?? value]));
}

it("one person alone moves no money, changes no contract and grants no permission", async () => {
  await browseAs(ada);
  const before = await guarded();
  const step = fc.record({ index: fc.nat(gates.length - 1), pick: fc.nat(20) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async (steps) => {
      await browseAs(ada);
      for (const { index, pick } of steps)
        await endingOf(gates[index]!.action(IDLE as never, form(await formOf(index, pick)))).catch(
          () => undefined,
        );
      // Withdrawing a colleague's role is done alone; nothing is added.
      const { roles, ...after } = await guarded();
      const { roles: rolesBefore, ...rest } = before;
      expect(after).toEqual(rest);
      expect(rolesBefore).toEqual(expect.arrayContaining(roles as unknown[]));
    }),
    { numRuns: RUNS },
  );
}, 300_000);

it("the same proposals do change it when another person approves them", async () => {
  await browseAs(ada);
  await db.rateLimit.deleteMany();
  for (const [index] of gates.entries())
    await endingOf(gates[index]!.action(IDLE as never, form(await formOf(index, 1)))).catch(() => undefined);
  const pending = await db.approval.findMany({ where: { state: "PENDING", proposedBy: ada } });
  expect(new Set(pending.map(({ kind }) => kind)).size).toBeGreaterThan(4);
  const before = await guarded();
  const { userId } = await newAdmin();
  for (const { id: approvalId } of pending)
    await approve(KINDS, { approvalId, userId, note: "" }).catch(() => undefined);
  const after = await guarded();
  for (const changed of ["entries", "loans", "options"]) expect(after[changed]).not.toEqual(before[changed]);
}, 120_000);
