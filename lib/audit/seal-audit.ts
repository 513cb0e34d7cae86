// The hash chain over the audit log. The database computes it; migration 20260421000002_audit_seal has the rules.
import { db } from "@/lib/db";

/** Rows that commit late are at most this many ids behind; the nightly seal looks at all. */
const RECENT = 10_000;

export type AuditHead = { block: string; hash: string; events: string; ledgerBlock: string | null };

/** Seals what was recorded since the last time. @returns how many rows */
export async function sealAudit({ all = false }: { all?: boolean } = {}): Promise<number> {
  let sealed = 0;
  for (;;) {
    const [row] = await db.$queryRaw<{ n: number }[]>`SELECT seal_audit(${all ? null : RECENT}::bigint) AS n`;
    if (row!.n === 0) return sealed;
    sealed += row!.n;
  }
}

/** What is wrong with the chain, each with the number of the event or block; nothing when all is well. */
export async function auditFaults(): Promise<string[]> {
  const rows = await db.$queryRaw<
    { fault: string }[]
  >`SELECT fault FROM audit_faults() AS fault ORDER BY fault`;
  return rows.map(({ fault }) => fault);
}

/** The last block: kept outside the database, it proves every row below it, and the ledger's head that it covers. */
export async function auditHead(): Promise<AuditHead | null> {
  const [row] = await db.$queryRaw<AuditHead[]>`
    SELECT n::text AS block, encode(hash, 'hex') AS hash, ledger_block::text AS "ledgerBlock",
           (SELECT count(*) FROM audit_seals)::text AS events
      FROM audit_blocks ORDER BY n DESC LIMIT 1`;
  return row ?? null;
}
