import { businessDate } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { recordAudit } from "@/lib/audit/record-audit";
import type { WriteOperation } from "@/prisma/generated/client";

type Made = { supplierName?: string; name?: string };

/** A supplier or account that was made from the settings page is in the books: it is chosen, as the person wanted. */
export async function adoptRecord(tx: Tx, operation: WriteOperation): Promise<void> {
  const { borrowerId, kind, recordId, state } = operation;
  if (state !== "SUCCESS" || !recordId) return;
  if (kind !== "SUPPLIER" && kind !== "EXPENSE_ACCOUNT") return;
  const made = JSON.parse(operation.request ?? "{}") as Made;
  const chosen =
    kind === "SUPPLIER"
      ? { supplierId: recordId, supplierName: made.supplierName ?? recordId }
      : { expenseId: recordId, expenseName: made.name ?? recordId };
  await tx.writebackMapping.update({ where: { borrowerId }, data: { ...chosen, version: { increment: 1 } } });
  await recordAudit(tx, {
    actorUserId: null,
    action: kind === "SUPPLIER" ? "supplier created in the books" : "expense account created in the books",
    subjectType: "writeback-mapping",
    subjectId: borrowerId,
    detail: { operationId: operation.id, recordId },
    businessDate: await businessDate(tx),
  });
}
