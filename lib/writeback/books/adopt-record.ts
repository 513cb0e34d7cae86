import { businessDate } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { recordAudit } from "@/lib/audit/record-audit";
import type { WriteOperation, WritebackMapping } from "@/prisma/generated/client";
import { wakeDrain } from "@/lib/writeback/outbox/wake-drain";

type Made = { supplierName?: string; name?: string };

/**
 * A supplier or account that was made from the settings page is in the books: it is chosen, as the person wanted. Not when it was
 * made in other books than those connected now, or when something else was chosen for its card in the meantime.
 */
export async function adoptRecord(tx: Tx, operation: WriteOperation): Promise<void> {
  const { borrowerId, kind, recordId, state } = operation;
  if (state !== "SUCCESS" || !recordId) return;
  if (kind !== "SUPPLIER" && kind !== "EXPENSE_ACCOUNT") return;
  await tx.$queryRaw`SELECT 1 FROM writeback_mappings WHERE borrower_id = ${borrowerId} FOR UPDATE`;
  const mapping = await tx.writebackMapping.findUniqueOrThrow({ where: { borrowerId } });
  const isChosen = await isWanted(tx, operation, mapping);
  if (isChosen) await choose(tx, operation, mapping.version + 1);
  await recordAudit(tx, {
    actorUserId: null,
    action:
      kind === "SUPPLIER" ? "writeback-mapping.create-supplier" : "writeback-mapping.create-expense-account",
    subjectType: "writeback-mapping",
    subjectId: borrowerId,
    detail: { operationId: operation.id, recordId, ...(isChosen ? {} : { isChosen }) },
    businessDate: await businessDate(tx),
  });
}

async function isWanted(
  tx: Tx,
  { borrowerId, kind, connectionId, mappingVersion }: WriteOperation,
  { supplierVersion, expenseVersion }: WritebackMapping,
): Promise<boolean> {
  const changedAt = kind === "SUPPLIER" ? supplierVersion : expenseVersion;
  if (mappingVersion !== null && changedAt > mappingVersion) return false;
  const connection = await tx.writebackConnection.findUnique({ where: { borrowerId } });
  return connection !== null && connection.connectionId === connectionId;
}

/** The worker asks the books about a mapping that was broken: see recheck-mappings.ts. */
async function choose(
  tx: Tx,
  { borrowerId, kind, recordId, request }: WriteOperation,
  version: number,
): Promise<void> {
  const made = JSON.parse(request ?? "{}") as Made;
  const chosen =
    kind === "SUPPLIER"
      ? { supplierId: recordId, supplierName: made.supplierName ?? recordId, supplierVersion: version }
      : { expenseId: recordId, expenseName: made.name ?? recordId, expenseVersion: version };
  await tx.writebackMapping.update({
    where: { borrowerId },
    data: { ...chosen, version, checkedAt: null },
  });
  await wakeDrain(tx, borrowerId);
}
