// What two people do: one proposes, another approves, and it happens once or not at all.
import "@/test/sandbox-bank";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { expireApprovals } from "@/lib/approvals/expire";
import { approve, cancelProposal, reject } from "@/lib/approvals/decide";
import { propose } from "@/lib/approvals/propose";
import { approvalInbox, countWaiting, getApproval } from "@/lib/approvals/queries";
import { addMonths } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { runChecks } from "@/lib/ledger/check";
import { requestDisbursement } from "@/lib/lending/disbursement/request-disbursement";
import { repay } from "@/lib/lending/repayment/repay";
import { may, STAFF_ROLES, type StaffRole } from "@/lib/permissions";
import { runCrossChecks } from "@/lib/pool/cross-checks";
import { newAdmin, newEmail, newPerson, newStaff } from "@/test/people";
import { setBusinessDate } from "@/test/story";
import { bankTells } from "@/test/support/bank";
import { newInvestor, openAndClear } from "@/test/support/investing";
import { acceptedLoan, chargeInterest, newBorrower, useBureau } from "@/test/support/lending";
import { KINDS } from "./kinds";
import { CHARGE_OFF } from "./kinds/charge-off";
import { FREEZE } from "./kinds/freeze";
import { JOURNAL, REVERSE_JOURNAL } from "./kinds/journals";
import { ADD_OPTION, WITHDRAW_OPTION } from "./kinds/options";
import { GRANT_ROLE, INVITE } from "./kinds/staff";
import { takeRoleAway } from "./take-away";

const START = "2026-01-01";
const LATE_ENOUGH = "2026-06-29"; // 120 days after March 1
const reason = "The borrower is insolvent.";
const owner = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL });
let staff: Record<StaffRole, string>;
let ada: string;

beforeAll(async () => {
  await owner.connect();
  await useBureau();
  await setBusinessDate(START);
  staff = Object.fromEntries(
    await Promise.all(STAFF_ROLES.map(async (role) => [role, (await newStaff(role)).userId])),
  ) as Record<StaffRole, string>;
  ada = (await newAdmin()).userId;
}, 120_000);
afterAll(() => owner.end());

async function lateLoan() {
  await setBusinessDate(START);
  await openAndClear(await newInvestor("Brittany Chen"), START);
  const art = await newBorrower();
  const loanId = await acceptedLoan(art);
  const started = await requestDisbursement({ ...art, loanId, rail: "ACH", isAutopay: false });
  await bankTells(started.paymentOrderId!, "COMPLETED", START);
  for (let month = 1; month <= 5; month++) await chargeInterest(addMonths(START, month), loanId);
  await setBusinessDate(LATE_ENOUGH);
  return { loanId, art };
}

const proposeChargeOff = async (loanId: string, userId = staff.COLLECTIONS) =>
  (await propose(CHARGE_OFF, { payload: { loanId }, reason, userId })).approvalId;
const stateOf = async (id: string) => (await db.approval.findUniqueOrThrow({ where: { id } })).state;
const broken = async () =>
  [...(await runChecks()), ...(await runCrossChecks())].filter(({ ok }) => !ok).map(({ id }) => id);

describe("a charge-off", { timeout: 60_000 }, () => {
  it("is proposed by collections, approved by an underwriter, and carried out in that moment", async () => {
    const { loanId } = await lateLoan();
    const approvalId = await proposeChargeOff(loanId);
    expect(await db.chargeOff.count({ where: { loanId } })).toBe(0);
    const waiting = await db.notification.findMany({ where: { kind: "approval-waiting" } });
    const notified = waiting.filter(({ href }) => href?.endsWith(approvalId)).map(({ userId }) => userId);
    expect(new Set(notified)).toEqual(new Set([staff.UNDERWRITER, staff.ACCOUNTANT, ada]));

    const viewer = { userId: staff.UNDERWRITER, roles: ["UNDERWRITER"] };
    expect((await approvalInbox(KINDS, viewer)).waiting.map(({ id }) => id)).toEqual([approvalId]);
    expect(await countWaiting(KINDS, viewer)).toBe(1);
    expect(await getApproval(KINDS, approvalId, viewer)).toMatchObject({
      mayDecide: true,
      hasChanged: false,
      facts: [{ then: "$5,000.00", now: "$5,000.00" }, { then: "$250.00" }, { then: "$0.00" }],
    });
    expect(await getApproval(KINDS, approvalId, { userId: staff.TREASURY, roles: ["TREASURY"] })).toBeNull();

    await approve(KINDS, { approvalId, userId: staff.UNDERWRITER, note: "Agreed." });
    expect(await db.chargeOff.findFirst({ where: { loanId } })).toMatchObject({
      decidedById: staff.UNDERWRITER,
      idempotencyKey: `approval:${approvalId}`,
      reason,
    });
    expect(await db.approval.findUniqueOrThrow({ where: { id: approvalId } })).toMatchObject({
      state: "APPROVED",
      proposedBy: staff.COLLECTIONS,
      decidedBy: staff.UNDERWRITER,
      executedKey: `approval:${approvalId}`,
    });
    const trail = await db.auditEvent.findMany({ where: { subjectId: loanId }, orderBy: { id: "asc" } });
    const acts = trail.map(({ action, actorUserId }) => [action, actorUserId]);
    expect(acts).toEqual(
      expect.arrayContaining([
        ["approval.propose", staff.COLLECTIONS],
        ["approval.approve", staff.UNDERWRITER],
        ["loan.charge-off", staff.UNDERWRITER],
      ]),
    );
    expect(await broken()).toEqual([]);
  });

  it("is carried out once by a double click and by two approvers at once; the others find it decided", async () => {
    const { loanId } = await lateLoan();
    const approvalId = await proposeChargeOff(loanId);
    const clicks = [staff.UNDERWRITER, staff.UNDERWRITER, staff.ACCOUNTANT, ada].map((userId) =>
      approve(KINDS, { approvalId, userId, note: "" }),
    );
    const outcomes = await Promise.allSettled(clicks);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === "rejected")
        expect(outcome.reason).toMatchObject({
          code: "wrong-state",
          message: "This proposal was already approved.",
        });
    expect(await db.chargeOff.count({ where: { loanId } })).toBe(1);
  });

  it("is not approved by who proposed it, in the product or in the database", async () => {
    const { loanId } = await lateLoan();
    const approvalId = await proposeChargeOff(loanId, ada);
    const own = approve(KINDS, { approvalId, userId: ada, note: "" });
    await expect(own).rejects.toThrow("Somebody else has to approve this.");
    await expect(reject(KINDS, { approvalId, userId: ada, note: "No." })).rejects.toMatchObject({
      code: "not-allowed",
    });
    const inSql = owner.query(
      `UPDATE approvals SET state = 'APPROVED', decided_by = proposed_by, decided_at = now(), executed_key = 'x' WHERE id = $1`,
      [approvalId],
    );
    await expect(inSql).rejects.toMatchObject({ constraint: "approvals_decided_by_another" });
    expect(await stateOf(approvalId)).toBe("PENDING");
    await cancelProposal({ approvalId, userId: ada });
    expect(await stateOf(approvalId)).toBe("CANCELLED");
  });

  it("must be proposed again when the figures have changed since, and both columns show it", async () => {
    const { loanId, art } = await lateLoan();
    const approvalId = await proposeChargeOff(loanId);
    const paid = await repay({ ...art, loanId, kind: "SCHEDULED", idempotencyKey: crypto.randomUUID() });
    await bankTells(paid.paymentOrderId, "COMPLETED", LATE_ENOUGH);
    const viewer = { userId: staff.UNDERWRITER, roles: ["UNDERWRITER"] };
    const late = approve(KINDS, { approvalId, userId: staff.UNDERWRITER, note: "" });
    await expect(late).rejects.toMatchObject({ code: expect.stringMatching(/conflict|wrong-state/) });
    const shown = (await getApproval(KINDS, approvalId, viewer))!;
    expect(shown.hasChanged || shown.refusal !== null).toBe(true);
    expect(await db.chargeOff.count({ where: { loanId } })).toBe(0);
    await reject(KINDS, { approvalId, userId: staff.UNDERWRITER, note: "A payment came." });
    expect(await stateOf(approvalId)).toBe("REJECTED");
  });

  it("is refused for figures that the page no longer shows, twice at once, and where it is not late enough", async () => {
    const { loanId } = await lateLoan();
    const wish = { payload: { loanId }, reason, userId: staff.COLLECTIONS };
    const shown = [
      { label: "Principal charged off", value: "$4,999.00" },
      { label: "Unpaid interest", value: "$250.00" },
    ];
    await expect(propose(CHARGE_OFF, { ...wish, shown })).rejects.toMatchObject({ code: "conflict" });
    const both = await Promise.allSettled([propose(CHARGE_OFF, wish), propose(CHARGE_OFF, wish)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const fresh = await acceptedLoan(await newBorrower());
    await expect(propose(CHARGE_OFF, { ...wish, payload: { loanId: fresh } })).rejects.toMatchObject({
      code: "wrong-state",
    });
    await expect(propose(CHARGE_OFF, { ...wish, payload: { loanId: "loan_none" } })).rejects.toMatchObject({
      code: "not-found",
    });
  });

  it("stays undecided when carrying it out fails, and is carried out once when it is approved again", async () => {
    const { loanId } = await lateLoan();
    const approvalId = await proposeChargeOff(loanId);
    const broken = new Map(KINDS).set(CHARGE_OFF.name, {
      ...CHARGE_OFF,
      execute: async (...args: Parameters<typeof CHARGE_OFF.execute>) => {
        await CHARGE_OFF.execute(...args);
        throw new Error("The server stops here.");
      },
    });
    await expect(approve(broken, { approvalId, userId: staff.UNDERWRITER, note: "" })).rejects.toThrow(
      "stops here",
    );
    expect(await stateOf(approvalId)).toBe("PENDING");
    expect(await db.chargeOff.count({ where: { loanId } })).toBe(0);
    await approve(KINDS, { approvalId, userId: staff.UNDERWRITER, note: "" });
    expect(await db.chargeOff.count({ where: { loanId } })).toBe(1);
  });
});

describe("a proposal", () => {
  const add = { termMonths: 18, annualRate: "0.0495", minimum: "100.00", maximum: "5000.00" };

  it("expires after three days, and the proposer is notified", async () => {
    const { approvalId } = await propose(ADD_OPTION, { payload: add, reason, userId: staff.TREASURY });
    vi.setSystemTime(Date.now() + 72 * 3_600_000 + 1000);
    const late = approve(KINDS, { approvalId, userId: staff.ACCOUNTANT, note: "" });
    await expect(late).rejects.toThrow(/^This was proposed on .* and expired on .*/);
    expect(await expireApprovals()).toBeGreaterThan(0);
    expect(await expireApprovals()).toBe(0);
    expect(await stateOf(approvalId)).toBe("EXPIRED");
    expect(
      await db.notification.count({ where: { userId: staff.TREASURY, title: "Your proposal has expired" } }),
    ).toBe(1);
    vi.useRealTimers();
    const again = await propose(ADD_OPTION, { payload: add, reason, userId: staff.TREASURY });
    await approve(KINDS, { approvalId: again.approvalId, userId: staff.ACCOUNTANT, note: "" });
    expect(await db.investmentOption.count({ where: { termMonths: 18, isOffered: true } })).toBe(1);
  });

  it("never changes, and nothing about it changes once it is decided", async () => {
    const { approvalId } = await propose(ADD_OPTION, {
      payload: { ...add, annualRate: "0.05" },
      reason,
      userId: staff.TREASURY,
    });
    await reject(KINDS, { approvalId, userId: staff.ACCOUNTANT, note: "Too high." });
    const change = (set: string) =>
      owner.query(`UPDATE approvals SET ${set} WHERE id = $1`, [approvalId]).then(
        () => "done",
        () => "refused",
      );
    expect(await change("state = 'PENDING', decided_at = NULL")).toBe("refused");
    expect(await change("payload = '{}'")).toBe("refused");
    await expect(owner.query("DELETE FROM approvals WHERE id = $1", [approvalId])).rejects.toThrow();
    const asApp = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await asApp.connect();
    await expect(asApp.query("UPDATE approvals SET payload = '{}'")).rejects.toMatchObject({ code: "42501" });
    await asApp.end();
  });

  it("is refused when its stored payload is not what was proposed", async () => {
    const { approvalId } = await propose(ADD_OPTION, {
      payload: { ...add, annualRate: "0.051" },
      reason,
      userId: staff.TREASURY,
    });
    await owner.query('UPDATE approvals SET payload = payload || \'{"annualRate":"0.99"}\' WHERE id = $1', [
      approvalId,
    ]);
    await expect(approve(KINDS, { approvalId, userId: staff.ACCOUNTANT, note: "" })).rejects.toThrow(
      "Invariant broken",
    );
    await cancelProposal({ approvalId, userId: staff.TREASURY });
  });

  it("ends with the role of whoever made it, and nobody decides without the role any more", async () => {
    const { userId } = await newStaff("TREASURY", "SUPPORT");
    const { approvalId } = await propose(WITHDRAW_OPTION, {
      payload: { optionId: (await db.investmentOption.findFirstOrThrow({ where: { isOffered: true } })).id },
      reason,
      userId,
    });
    await takeRoleAway({ userId, role: "TREASURY", actorUserId: staff.ADMIN, reason: "Moves on." });
    expect(await stateOf(approvalId)).toBe("CANCELLED");
    await expect(
      propose(ADD_OPTION, { payload: { ...add, annualRate: "0.052" }, reason, userId }),
    ).rejects.toMatchObject({
      code: "not-allowed",
    });
  });
});

// The matrix of kinds and roles: who may not propose or approve is refused, before anything else is looked at.
describe.each([...KINDS.values()])("$name", (kind) => {
  it("is proposed and approved by the roles of its permissions alone", async () => {
    await db.approval.updateMany({
      where: { state: "PENDING" },
      data: { state: "CANCELLED", decidedAt: new Date() },
    });
    const id = `apr_${kind.name}`;
    await db.approval.create({
      data: {
        ...{ id, kind: kind.name, subjectType: "x", subjectId: "x", title: "x", payload: {}, reason },
        ...{ payloadHash: "x", shownFacts: [], proposedBy: ada, proposedOn: new Date(START) },
        expiresAt: new Date(Date.now() + 60_000),
      },
    });
    for (const role of STAFF_ROLES) {
      const refusal = { code: "not-allowed", message: "You no longer have the role for this." };
      const proposing = propose(kind, { payload: {}, reason, userId: staff[role] }).catch(
        (error: unknown) => error,
      );
      const approving = approve(KINDS, { approvalId: id, userId: staff[role], note: "" }).catch(
        (error: unknown) => error,
      );
      const [proposed, approved] = await Promise.all([proposing, approving]);
      if (may([role], kind.propose)) expect(proposed).not.toMatchObject(refusal);
      else expect(proposed).toMatchObject(refusal);
      if (may([role], kind.approve)) expect(approved).not.toMatchObject(refusal);
      else expect(approved).toMatchObject(refusal);
    }
    expect(await stateOf(id)).toBe("PENDING");
  });
});

describe("a journal", () => {
  const lines = [
    { account: "expense:bank-fees", side: "debit" as const, amount: "35.00" },
    { account: "suspense:payments", side: "credit" as const, amount: "35.00" },
  ];
  const journal = async (over: object = {}, userId = staff.ACCOUNTANT) =>
    (
      await propose(JOURNAL, {
        payload: { effectiveOn: LATE_ENOUGH, lines, ...over },
        reason: "A fee.",
        userId,
      })
    ).approvalId;

  it("is posted when another accountant approves it, and reversed once by another proposal", async () => {
    await setBusinessDate(LATE_ENOUGH);
    const approvalId = await journal();
    await expect(approve(KINDS, { approvalId, userId: staff.ACCOUNTANT, note: "" })).rejects.toMatchObject({
      code: "not-allowed",
    });
    await approve(KINDS, { approvalId, userId: ada, note: "" });
    const balance = async () =>
      (
        await db.$queryRaw<{ n: bigint }[]>`
        SELECT sum(e.side * e.amount)::bigint AS n FROM ledger.entries e JOIN ledger.accounts a ON a.id = e.account_id
         WHERE a.code = 'expense:bank-fees' AND e.layer = 0`
      )[0]!.n;
    expect(await balance()).toBe(3500n);
    expect(await broken()).toEqual([]);

    const undo = await propose(REVERSE_JOURNAL, {
      payload: { journalId: approvalId },
      reason: "Explained.",
      userId: ada,
    });
    await approve(KINDS, { approvalId: undo.approvalId, userId: staff.ACCOUNTANT, note: "" });
    expect(await balance()).toBe(0n);
    expect(await broken()).toEqual([]);
    const again = propose(REVERSE_JOURNAL, {
      payload: { journalId: approvalId },
      reason: "Twice.",
      userId: ada,
    });
    await expect(again).rejects.toThrow("already reversed");
  });

  it.each([
    [
      "an investor's account",
      { lines: [{ ...lines[0]!, account: "investor:inv_1:investment:ivm_1:principal" }, lines[1]!] },
    ],
    ["cash", { lines: [{ ...lines[0]!, account: "cash" }, lines[1]!] }],
    ["an account that does not exist", { lines: [{ ...lines[0]!, account: "expense:lunch" }, lines[1]!] }],
    ["0.00", { lines: lines.map((line) => ({ ...line, amount: "0.00" })) }],
    ["one side", { lines: [lines[0]!] }],
    ["sides that differ", { lines: [lines[0]!, { ...lines[1]!, amount: "34.99" }] }],
    ["more than 20 lines", { lines: Array.from({ length: 22 }, (_, n) => lines[n % 2]!) }],
    ["a day to come", { effectiveOn: "2026-12-31" }],
  ])("is refused for %s", async (_, over) => {
    await expect(journal(over)).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("roles and accounts", () => {
  it("a role is granted by two administrators, neither of whom is the person", async () => {
    const other = await newStaff("ADMIN");
    const grant = (userId: string, by: string) =>
      propose(GRANT_ROLE, { payload: { userId, role: "TREASURY", expiresAt: null }, reason, userId: by });
    await expect(grant(staff.ADMIN, staff.ADMIN)).rejects.toMatchObject({ code: "not-allowed" });
    const { approvalId } = await grant(other.userId, staff.ADMIN);
    await expect(approve(KINDS, { approvalId, userId: other.userId, note: "" })).rejects.toMatchObject({
      code: "not-allowed",
    });
    await approve(KINDS, { approvalId, userId: ada, note: "" });
    expect(await db.userRole.findMany({ where: { userId: other.userId, role: "TREASURY" } })).toMatchObject([
      { grantedBy: staff.ADMIN, reason },
    ]);
  });

  it("an invitation goes out when another administrator approves it", async () => {
    const email = newEmail();
    const wish = { payload: { email, role: "SUPPORT" as const }, reason, userId: staff.ADMIN };
    const { approvalId } = await propose(INVITE, wish);
    expect(await db.staffInvitation.count({ where: { email } })).toBe(0);
    await approve(KINDS, { approvalId, userId: ada, note: "" });
    expect(await db.staffInvitation.count({ where: { email } })).toBe(1);
    const customer = await newPerson("INVESTOR");
    const taken = propose(INVITE, { ...wish, payload: { email: customer.email, role: "SUPPORT" as const } });
    await expect(taken).rejects.toMatchObject({ code: "already-exists", field: "email" });
  });

  it("an account is frozen and unfrozen by two", async () => {
    const order = (frozen: boolean) =>
      propose(FREEZE, { payload: { account: "revenue:fees", frozen }, reason, userId: staff.TREASURY });
    await expect(order(false)).rejects.toMatchObject({ code: "wrong-state" });
    for (const frozen of [true, false]) {
      const { approvalId } = await order(frozen);
      await approve(KINDS, { approvalId, userId: staff.ACCOUNTANT, note: "" });
    }
    const acts = await db.auditEvent.findMany({
      where: { subjectId: "revenue:fees" },
      orderBy: { id: "asc" },
    });
    expect(acts.map(({ action }) => action).filter((action) => action.includes("freeze"))).toEqual([
      "ledger-account.freeze",
      "ledger-account.unfreeze",
    ]);
  });
});
