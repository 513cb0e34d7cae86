// What the application's role may not do to the business tables, each tried with plain SQL past every verb; and that the
// audited ways leave a trace. The ledger's own tables: lib/ledger/attacks.db.test.ts.
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { createAdmin } from "@/lib/identity/create-admin";
import { setFloor } from "@/lib/ledger/account-terms";
import { getBalances } from "@/lib/ledger/queries";
import { activeLoan, newBorrower, useBureau } from "@/test/support/lending";
import { connect } from "./ledger-books";

let app: pg.Client;
let owner: pg.Client;
let userId: string;

beforeAll(async () => {
  await useBureau();
  const art = await newBorrower();
  userId = art.userId;
  await activeLoan(art, "2026-01-01"); // rows in every table below
  app = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await app.connect();
  owner = await connect();
});

afterAll(async () => {
  await app.end();
  await owner.end();
});

const REFUSED = { forbidden: "42501", trigger: "23001" };

async function codeOf(client: pg.Client, sql: string): Promise<string> {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    return "none";
  } catch (error) {
    return (error as pg.DatabaseError).code ?? String(error);
  } finally {
    await client.query("ROLLBACK");
  }
}

/** Columns that stay as they were inserted. */
const KEPT: Record<string, string[]> = {
  payment_orders: [
    "amount",
    "kind",
    "direction",
    "rail",
    "user_id",
    "subject_id",
    "hold_transaction_id",
    "created_on",
  ],
  payment_transitions: ["to_status", "business_date", "at", "detail"],
  users: ["password_hash", "email"],
  offers: ["amount", "apr", "annual_rate", "monthly_payment", "total_of_payments"],
  loans: ["principal", "annual_rate", "term_months", "borrower_id", "agreement_id", "rounding"],
  investments: ["annual_rate", "term_months", "investor_id"], // the principal may fall by what leaves early
  repayments: ["amount", "loan_id"],
  external_accounts: ["user_id"],
  webhook_messages: ["body"],
  sessions: ["user_id"],
  user_roles: ["role", "user_id"],
  installments: ["due_on", "principal", "payment"],
  audit_events: ["detail", "actor_user_id"],
  signed_documents: ["body", "sha256", "signed_name"],
  application_events: ["detail"],
  charge_offs: ["principal"],
  bank_files: ["content", "sha256"],
  bank_statements: ["opening", "closing"],
  bank_lines: ["amount", "posted_on", "description"],
  bank_matches: ["amount", "rule", "matched_by_id", "transaction_id"],
  bank_exceptions: ["kind", "amount", "opened_on"],
  bank_days: ["bank_closing", "closed_by_id"],
};
const NEVER_DELETED = [
  ...Object.keys(KEPT).filter((table) => !["external_accounts", "sessions"].includes(table)),
  "interest_accruals",
  "borrowers",
  "investors",
  "loan_products",
];

describe("the application's role", () => {
  test.each(
    Object.entries(KEPT).flatMap(([table, columns]) =>
      columns.map((column) => `UPDATE ${table} SET ${column} = ${column}`),
    ),
  )("may not %s", async (sql) => {
    expect(await codeOf(app, sql)).toBe(REFUSED.forbidden);
  });

  test.each(NEVER_DELETED.flatMap((table) => [`DELETE FROM ${table}`, `TRUNCATE ${table} CASCADE`]))(
    "may not %s",
    async (sql) => {
      expect(await codeOf(app, sql)).toBe(REFUSED.forbidden);
    },
  );

  test.each([
    "SELECT ledger.set_floor('cash', NULL)",
    "SELECT ledger.set_floor('cash', -100000000)",
    "SELECT keep_columns('users', ARRAY['id'])",
    "ALTER TABLE payment_transitions DISABLE TRIGGER ALL",
    "DROP TRIGGER user_roles_note_staff ON user_roles",
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
  ])("may not %s", async (sql) => {
    expect(await codeOf(app, sql)).toBe(REFUSED.forbidden);
  });

  test("moves an order on and notes that a transition was handled, which is all that changes of them", async () => {
    expect(
      await codeOf(app, "UPDATE payment_orders SET status = status, return_code = 'R01', updated_at = now()"),
    ).toBe("none");
    expect(await codeOf(app, "UPDATE payment_transitions SET handled_at = now()")).toBe("none");
    expect(await codeOf(app, "UPDATE payment_transitions SET handled_at = NULL")).toBe(REFUSED.trigger);
  });
});

describe("the owner of the database", () => {
  test.each([
    "UPDATE payment_transitions SET to_status = 'FAILED'",
    "DELETE FROM payment_transitions",
    "TRUNCATE payment_transitions CASCADE",
    "DELETE FROM payment_orders",
    "TRUNCATE payment_orders CASCADE",
    "UPDATE installments SET due_on = due_on + 1",
    "DELETE FROM installments",
    "TRUNCATE installments CASCADE",
    "UPDATE audit_events SET detail = '{}'",
    "DELETE FROM signed_documents",
  ])("may not %s while the triggers are on", async (sql) => {
    expect(await codeOf(owner, sql)).toBe(REFUSED.trigger);
  });
});

describe("the audited ways", () => {
  const traceOf = (subjectId: string, action: string) =>
    db.auditEvent.findMany({ where: { subjectId, action }, orderBy: { id: "desc" } });

  test("a floor changes with a reason, and the database notes what it was and is", async () => {
    await inTransaction((tx) =>
      setFloor(tx, { account: "cash", floor: "-25.00", actor: userId, reason: "A test of the reserve" }),
    );
    expect((await getBalances(["cash"])).get("cash")).toMatchObject({ minAvailable: "-25.00" });
    const [trace] = await traceOf("cash", "ledger-account.change-floor");
    expect(trace).toMatchObject({
      actorUserId: userId,
      subjectType: "ledger-account",
      detail: {
        before: "0",
        after: "-2500",
        reason: "A test of the reserve",
        databaseRole: "modern_lending_app",
      },
    });
    const silent = inTransaction((tx) =>
      setFloor(tx, { account: "cash", floor: "-50.00", actor: userId, reason: " " }),
    );
    await expect(silent).rejects.toMatchObject({ reason: "malformed" });
    await inTransaction((tx) =>
      setFloor(tx, { account: "cash", floor: "0.00", actor: null, reason: "Back" }),
    );
    expect(await traceOf("cash", "ledger-account.change-floor")).toHaveLength(2);
  });

  test("an administrator is made with a trace, also past the verb", async () => {
    const admin = await createAdmin({
      name: "Ada",
      email: "ada@example.com",
      password: "a long enough phrase",
    });
    expect(await traceOf(admin.userId, "user.grant-staff-role")).toHaveLength(1);
    await app.query("INSERT INTO user_roles (user_id, role) VALUES ($1, 'TREASURY')", [admin.userId]);
    expect(await traceOf(admin.userId, "user.grant-staff-role")).toContainEqual(
      expect.objectContaining({
        actorUserId: null,
        detail: { role: "TREASURY", databaseRole: "modern_lending_app" },
      }),
    );
  });

  test("a password changes through one function, which notes who changed it", async () => {
    await app.query("SELECT change_password_hash($1, 'hash', $2)", [userId, userId]);
    expect(await db.user.findUniqueOrThrow({ where: { id: userId } })).toMatchObject({
      passwordHash: "hash",
    });
    expect(await traceOf(userId, "user.change-password")).toMatchObject([{ actorUserId: userId }]);
    expect(await codeOf(app, "SELECT change_password_hash('nobody', 'hash', '')")).toBe("P0002");
  });
});
