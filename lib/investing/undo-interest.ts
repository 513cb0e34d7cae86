import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { post } from "@/lib/ledger/post";
import type { PostingRequest } from "@/lib/ledger/posting-request";
import { interestCalculation } from "@/lib/transaction-types/interest-calculation";
import { reversal } from "@/lib/transaction-types/reversal";
import type { InterestAccrual, Investment, PaymentOrder } from "@/prisma/generated/client";

type Returned = { order: PaymentOrder; investment: Investment; businessDate: IsoDate };

/**
 * Takes back all interest that was credited on a deposit which the bank has returned, by a transaction of its own that names
 * the investment: Dr investor interest, Cr revenue.
 *
 * @param order the deposit's
 * @param first facts that are booked together with it, before it
 */
export async function undoInterest(
  tx: Tx,
  returned: Returned,
  first: readonly PostingRequest[] = [],
): Promise<void> {
  const standing = {
    subjectType: "investment",
    subjectId: returned.investment.id,
    reversedTransactionId: null,
  };
  const accruals = await tx.interestAccrual.findMany({ where: standing, orderBy: { period: "asc" } });
  const hasInterest = accruals.length > 0;
  const transactions = await postFacts(tx, [
    ...first,
    ...(hasInterest ? [correction(returned, accruals)] : []),
  ]);
  if (!hasInterest) return;
  await tx.interestAccrual.updateMany({
    where: standing,
    data: { reversedTransactionId: BigInt(transactions.at(-1)!) },
  });
}

/** Books what the bank reports, which nothing refuses. @returns the transactions, in the same order */
export async function postFacts(tx: Tx, requests: PostingRequest[]): Promise<string[]> {
  if (requests.length === 0) return [];
  const results = await post(tx, requests);
  return results.map((result, at) => {
    invariant(result.status === "posted", `the ledger takes the fact ${requests[at]?.key}`);
    return result.transactionId;
  });
}

function correction(
  { order, investment, businessDate }: Returned,
  accruals: InterestAccrual[],
): PostingRequest {
  const { investorId } = investment;
  const investors = accruals.map(({ subjectId: investmentId, period, amount }) => ({
    investorId,
    investmentId,
    period,
    amount: amount.toFixed(2),
  }));
  return {
    ...reversal(interestCalculation({ borrowers: [], investors }).lines),
    key: `return-deposit:${order.id}:interest`,
    kind: "post",
    mode: "record",
    effectiveOn: businessDate,
    metadata: { investmentId: investment.id },
  };
}
