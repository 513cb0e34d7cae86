import { db } from "@/lib/db";
import { investmentCodeSql } from "@/lib/transaction-types/account-codes";
import { Prisma } from "@/prisma/generated/client";

const INVESTMENT = { investorId: "i.investor_id", investmentId: "i.id" };

/**
 * Investments that have matured and whose payout has not started, and the dollars that their accounts hold. A payout that has
 * started has left the available cash.
 *
 * @param opts `withoutProblem`: only those that wait for cash, and not for another bank account
 *
 * @example await owedOnPayouts() // { count: 1, amount: "10480.00" } on the day Brittany's year is over
 */
export async function owedOnPayouts({ withoutProblem = false }: { withoutProblem?: boolean } = {}): Promise<{
  count: number;
  amount: string;
}> {
  const rows = await db.$queryRaw<{ count: number; amount: string }[]>`
    SELECT count(DISTINCT i.id)::int AS count, coalesce(sum(b.posted), 0)::numeric(20, 2)::text AS amount
      FROM investments i
      JOIN ledger_balances b ON b.code IN (${Prisma.raw(investmentCodeSql(INVESTMENT, "principal"))},
                                           ${Prisma.raw(investmentCodeSql(INVESTMENT, "interest"))})
     WHERE i.status = 'MATURED' AND i.payout_order_id IS NULL AND (i.problem IS NULL OR NOT ${withoutProblem})`;
  return rows[0] ?? { count: 0, amount: "0.00" };
}
