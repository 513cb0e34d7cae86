import type { Tx } from "@/lib/db";
import { findAllPosted } from "@/lib/ledger/keys";
import { returnKey } from "@/lib/payments/ledger-keys";
import type { PaymentOrder } from "@/prisma/generated/client";

/** The payment orders of deposits that had cleared and came back, by investment. */
export async function returnedDeposits(
  tx: Tx,
  investmentIds: string[],
): Promise<ReadonlyMap<string, PaymentOrder>> {
  const deposits = await tx.paymentOrder.findMany({
    where: { kind: "DEPOSIT", subjectType: "investment", subjectId: { in: investmentIds } },
  });
  const returned = await findAllPosted(
    tx,
    deposits.map(({ id }) => returnKey("DEPOSIT", id)),
  );
  return new Map(
    deposits
      .filter(({ id }) => returned.has(returnKey("DEPOSIT", id)))
      .map((deposit) => [deposit.subjectId, deposit]),
  );
}
