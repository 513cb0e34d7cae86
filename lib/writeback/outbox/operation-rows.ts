// Reading and writing many operations at once: locked in the order of their ids, so that two batches cannot cross.
import type { Tx } from "@/lib/db";
import type { WriteOperation } from "@/prisma/generated/client";

/** The operations as they are now, locked until the transaction ends. */
export async function lockOperations(tx: Tx, ids: readonly string[]): Promise<Map<string, WriteOperation>> {
  await tx.$queryRaw`SELECT id FROM writeback_operations WHERE id = ANY (${[...ids]}) ORDER BY id FOR UPDATE`;
  const rows = await tx.writeOperation.findMany({ where: { id: { in: [...ids] } } });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Writes back what `lockOperations` gave, changed. What an operation is of never changes. */
export async function saveOperations(tx: Tx, operations: readonly WriteOperation[]): Promise<void> {
  if (operations.length === 0) return;
  await tx.$executeRaw`
    UPDATE writeback_operations o SET
      state = r.state, connection_id = r.connection_id, path = r.path, request = r.request, feed_amount = r.feed_amount,
      feed_account_id = r.feed_account_id, idempotency_key = r.idempotency_key, key_issued_at = r.key_issued_at,
      attempts = r.attempts, requested_at = r.requested_at, answered_at = r.answered_at,
      push_operation_key = r.push_operation_key, record_id = r.record_id, error = r.error, validation = r.validation,
      correlation_id = r.correlation_id, mapping_version = r.mapping_version
    FROM json_populate_recordset(NULL::writeback_operations, ${JSON.stringify(operations.map(asRow))}::json) r
    WHERE o.id = r.id`;
}

function asRow(operation: WriteOperation) {
  return {
    id: operation.id,
    state: operation.state,
    connection_id: operation.connectionId,
    path: operation.path,
    request: operation.request,
    feed_amount: operation.feedAmount,
    feed_account_id: operation.feedAccountId,
    idempotency_key: operation.idempotencyKey,
    key_issued_at: operation.keyIssuedAt,
    attempts: operation.attempts,
    requested_at: operation.requestedAt,
    answered_at: operation.answeredAt,
    push_operation_key: operation.pushOperationKey,
    record_id: operation.recordId,
    error: operation.error,
    validation: operation.validation,
    correlation_id: operation.correlationId,
    mapping_version: operation.mappingVersion,
  };
}
