import { expect, it } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { auditList, listAuditActions } from "./queries";
import { recordAudit } from "./record-audit";

const entry = {
  actorUserId: null,
  action: "investment-option.withdraw",
  subjectType: "investment-option",
  subjectId: "opt_1",
  businessDate: "2026-01-05",
} as const;

it("lists what happened, newest first, with names, filters and pages", async () => {
  await db.user.create({ data: { id: "usr_1", email: "ada@example.com", name: "Ada", passwordHash: "-" } });
  await recordAudit(db, entry);
  await recordAudit(db, {
    ...entry,
    actorUserId: "usr_1",
    action: "investment-option.add",
    detail: { termMonths: 6 },
  });
  await recordAudit(db, { ...entry, subjectId: "opt_2", businessDate: "2026-02-05" });

  const { rows } = await auditList.page({ subjectType: "investment-option", subjectId: "opt_1" });
  expect(rows.map((row) => [row.action, row.actorName])).toEqual([
    ["investment-option.add", "Ada"],
    ["investment-option.withdraw", "The system"],
  ]);
  expect(rows[0]?.detail).toEqual({ termMonths: 6 });
  expect((await auditList.page({ from: "2026-02-01" })).rows.map((row) => row.subjectId)).toEqual(["opt_2"]);
  expect((await auditList.page({ to: "2026-01-31" })).rows).toHaveLength(2);
  expect((await auditList.page({ action: "investment-option.add" })).rows).toHaveLength(1);

  const first = await auditList.page({ pageSize: 2 });
  const second = await auditList.page({ pageSize: 2, page: 2 });
  expect([...first.rows, ...second.rows].map((row) => row.businessDate)).toEqual([
    "2026-02-05",
    "2026-01-05",
    "2026-01-05",
  ]);
  expect(second).toMatchObject({ total: 3, page: 2 });
  expect(await listAuditActions()).toEqual(["investment-option.add", "investment-option.withdraw"]);
});

it("shows and finds a row that was recorded under a former name by the name of today", async () => {
  const subject = { subjectType: "loan", subjectId: "loan_long_ago" };
  await db.auditEvent.create({
    data: { ...subject, action: "charge off loan", detail: {}, businessDate: new Date("2026-01-05") },
  });
  await recordAudit(db, { ...entry, ...subject, action: "loan.charge-off" });
  const { rows } = await auditList.page({ action: "loan.charge-off" });
  expect(rows.map(({ action, subjectId }) => [action, subjectId])).toEqual([
    ["loan.charge-off", "loan_long_ago"],
    ["loan.charge-off", "loan_long_ago"],
  ]);
  const actions = await listAuditActions();
  expect(actions.filter((action) => action === "loan.charge-off")).toHaveLength(1);
  expect(actions).not.toContain("charge off loan");
});

it("leaves no trace of what was rolled back, and lets nobody change a trace", async () => {
  const failing = inTransaction(async (tx) => {
    await recordAudit(tx, { ...entry, subjectId: "opt_undone" });
    throw new Error("undone");
  });
  await expect(failing).rejects.toThrow("undone");
  expect((await auditList.page({ subjectId: "opt_undone" })).rows).toEqual([]);
  await recordAudit(db, { ...entry, subjectId: "opt_kept" });
  const removal = db.$executeRaw`DELETE FROM audit_events WHERE subject_id = 'opt_kept'`;
  await expect(removal).rejects.toThrow(/permission denied for table audit_events/);
});
