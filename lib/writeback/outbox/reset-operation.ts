import type { Tx } from "@/lib/db";
import type { WriteOperationState } from "@/prisma/generated/client";

/**
 * Makes an operation ready to be built and sent again, under a new key. Only where it is known, or has been searched for long
 * enough, that the old request wrote nothing.
 */
export async function resetOperation(tx: Tx, id: string, from: WriteOperationState): Promise<boolean> {
  const { count } = await tx.writeOperation.updateMany({
    where: { id, state: from },
    data: {
      state: "READY",
      idempotencyKey: null,
      keyIssuedAt: null,
      pushOperationKey: null,
      feedAmount: null,
      feedAccountId: null,
      answeredAt: null,
    },
  });
  return count === 1;
}
