import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { inAct } from "@/lib/act-context";
import { db } from "@/lib/db";
import { postTransaction } from "@/lib/ledger/verbs";
import { sealLedger } from "@/lib/ledger/seal";
import { newAdmin } from "@/test/people";
import { exportAudit } from "./export-audit";
import { recordAudit } from "./record-audit";
import { auditFaults, auditHead, sealAudit } from "./seal-audit";

const owner = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL });
let ada: string;
beforeAll(async () => {
  await owner.connect();
  ada = (await newAdmin()).userId;
  await sealAudit();
});
afterAll(() => owner.end());

const record = async (subjectId: string) => {
  await recordAudit(db, {
    ...{ actorUserId: null, action: "loan.charge-off", subjectType: "loan", subjectId },
    businessDate: "2026-01-05",
    detail: { reason: "Insolvent.", before: "10.00", after: "0.00" },
  });
  return (await db.auditEvent.findFirstOrThrow({ where: { subjectId } })).id;
};
/** Past every trigger, as whoever has the files of the database could. */
async function tamper(sql: string, values: unknown[]) {
  await owner.query("SET session_replication_role = replica");
  await owner.query(sql, values);
  await owner.query("SET session_replication_role = origin");
}

it("seals each row once, into blocks that continue each other and cover the ledger's head", async () => {
  await postTransaction(db, {
    ...{ key: "audit-test", eventType: "test", mode: "record", effectiveOn: "2026-01-05" },
    lines: [
      { account: "expense:bank-fees", side: "debit", amount: "1.00" },
      { account: "revenue:fees", side: "credit", amount: "1.00" },
    ],
  });
  await sealLedger();
  await record("loan_1");
  expect(await sealAudit()).toBe(1);
  expect(await sealAudit()).toBe(0);
  await record("loan_2");
  await record("loan_3");
  const sealing = await Promise.all([sealAudit(), sealAudit(), sealAudit()]);
  expect(sealing.reduce((sum, n) => sum + n)).toBe(2);
  expect(await auditFaults()).toEqual([]);
  const head = await auditHead();
  expect(head).toMatchObject({
    ledgerBlock: expect.stringMatching(/^\d+$/),
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(Number(head!.events)).toBe(await db.auditEvent.count());
});

it("seals a row that commits after later ones", async () => {
  const late = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await late.connect();
  await late.query("BEGIN");
  await late.query(
    `INSERT INTO audit_events (business_date, action, subject_type, subject_id) VALUES ('2026-01-05', 'a.b', 'loan', 'loan_late')`,
  );
  await record("loan_early");
  expect(await sealAudit()).toBe(1);
  await late.query("COMMIT");
  await late.end();
  expect(await sealAudit()).toBe(1);
  expect(await auditFaults()).toEqual([]);
});

it("finds an event that was changed or removed after it was sealed, with its number", async () => {
  const [changed, removed] = [await record("loan_changed"), await record("loan_removed")];
  await sealAudit();
  const kept = await owner.query("SELECT detail FROM audit_events WHERE id = $1", [changed]);
  await tamper(`UPDATE audit_events SET detail = '{"reason":"Nothing."}' WHERE id = $1`, [changed]);
  expect(await auditFaults()).toEqual([
    expect.stringMatching(`^Audit event ${changed} was changed after it was sealed in block `),
  ]);
  await tamper("UPDATE audit_events SET detail = $2 WHERE id = $1", [changed, kept.rows[0].detail]);
  expect(await auditFaults()).toEqual([]);

  // Whoever also changes the seal of the row breaks the block, and whoever changes the block breaks the next one.
  await record("loan_after");
  await sealAudit();
  await tamper("DELETE FROM audit_events WHERE id = $1", [removed]);
  expect(await auditFaults()).toEqual([
    expect.stringMatching(`^Audit event ${removed}, sealed in block \\d+, is missing.`),
  ]);
  await tamper("DELETE FROM audit_seals WHERE event_id = $1", [removed]);
  expect(await auditFaults()).toEqual([
    expect.stringMatching(/^Block \d+ of the audit log does not have the hash of its rows/),
  ]);
});

it("lets the application seal, and neither write nor remove a block or a seal", async () => {
  const app = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await app.connect();
  for (const sql of [
    "DELETE FROM audit_blocks",
    "UPDATE audit_seals SET hash = ''",
    "INSERT INTO audit_blocks (n, prev_hash, events, hash) VALUES (99, '', 0, '')",
  ])
    await expect(app.query(sql)).rejects.toMatchObject({ code: "42501" });
  await app.end();
  await expect(owner.query("UPDATE audit_blocks SET events = 0")).rejects.toThrow();
});

it("records from which request and session, and under which permission and approval", async () => {
  await inAct(
    { requestId: "req-1", sessionId: "ses_1", ipAddress: "192.0.2.7", permission: "loan.see" },
    () => inAct({ approvalId: "apr_1" }, () => record("loan_context")),
  );
  expect(await db.auditEvent.findFirst({ where: { subjectId: "loan_context" } })).toMatchObject({
    ...{ requestId: "req-1", sessionId: "ses_1", ipAddress: "192.0.2.7" },
    ...{ permission: "loan.see", approvalId: "apr_1" },
  });
});

it("exports every row and the head, and records the export", async () => {
  await sealAudit();
  const head = await auditHead();
  let text = "";
  for await (const part of await exportAudit({ actorUserId: ada, head })) text += part;
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.at(-1)).toEqual({ head });
  expect(lines).toHaveLength((await db.auditEvent.count()) + 1);
  expect(lines.at(-2)).toMatchObject({ action: "audit.export", actorUserId: ada });
});
