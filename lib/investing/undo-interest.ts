import { accrualsOf, type Accrual } from "@/lib/accruals/queries";
import { undoAccruals } from "@/lib/accruals/undo-accruals";
import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { postFacts } from "@/lib/ledger/post-facts";
import type { PostingRequest } from "@/lib/ledger/posting-request";
import { returnInterestKey } from "@/lib/payments/ledger-keys";
import { interestCalculation } from "@/lib/transaction-types/interest-calculation";
import { reversal } from "@/lib/transaction-types/reversal";
import type { Investment, PaymentOrder } from "@/prisma/generated/client";

type Returned = { order: PaymentOrder; investment: Investment; businessDate: IsoDate };

/**
 * Takes back all interest that was credited on a deposit which the bank has returned, by a separate transaction that names
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
  const investment = { type: "investment", id: returned.investment.id } as const;
  const accruals = await accrualsOf(tx, investment);
  const key = returnInterestKey("DEPOSIT", returned.order.id);
  const corrections = accruals.length > 0 ? [interestCorrection({ ...returned, accruals, key })] : [];
  const posted = await postFacts(tx, [...first, ...corrections]);
  for (const { key } of corrections) await undoAccruals(tx, investment, posted.get(key)!);
}

/** Takes back months that were credited: Dr investor interest, Cr revenue. */
export function interestCorrection({
  investment,
  accruals,
  businessDate,
  key,
}: {
  investment: Investment;
  accruals: readonly Accrual[];
  businessDate: IsoDate;
  key: string;
}): PostingRequest {
  const { investorId } = investment;
  const investors = accruals.map(({ subjectId: investmentId, period, amount }) => ({
    investorId,
    investmentId,
    period,
    amount: amount.toFixed(2),
  }));
  return {
    ...reversal(interestCalculation({ borrowers: [], investors }).lines),
    key,
    kind: "post",
    mode: "record",
    effectiveOn: businessDate,
    metadata: { investmentId: investment.id },
  };
}
