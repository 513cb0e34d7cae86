import type { Tx } from "@/lib/db";
import { d, ZERO, type Decimal } from "@/lib/money/money";

type Promised = { principal: Decimal; interest: Decimal };
const NOTHING: Promised = { principal: ZERO, interest: ZERO };

/**
 * What early withdrawals have fixed and not paid yet, and what is still on the accounts of their investments: nobody else may
 * be promised it.
 *
 * @returns dollars, as a function of the investment
 */
export async function promisedByExits(
  tx: Tx,
  investmentIds: readonly string[],
): Promise<(investmentId: string) => Promised> {
  const rows = await tx.withdrawalPayment.groupBy({
    by: ["investmentId"],
    where: { investmentId: { in: [...investmentIds] }, state: { in: ["PAYING", "UNPAID"] } },
    _sum: { principal: true, interest: true },
  });
  const promised = new Map(
    rows.map(({ investmentId, _sum }) => [
      investmentId,
      { principal: d(_sum.principal ?? "0"), interest: d(_sum.interest ?? "0") },
    ]),
  );
  return (investmentId) => promised.get(investmentId) ?? NOTHING;
}

/** The ledger key of the hold of a payment; each try has a number, since a refusal burns its key. */
export const holdKey = (paymentId: string, tryNumber: number) => `withdraw:${paymentId}:${tryNumber}`;
