import { addMonths, formatDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { postTransaction, settleHold } from "@/lib/ledger/verbs";
import { formatMoney } from "@/lib/money/money";
import { notify } from "@/lib/notifications/notify";
import { settleKey } from "@/lib/payments/ledger-keys";
import { investorDeposit } from "@/lib/transaction-types/investor-deposit";
import { lockByPaymentOrder } from "./find-investment";
import { investmentPath, userOf } from "./investor-notes";

/**
 * The deposit has cleared: it is posted and the term starts.
 *
 * Dr cash, Cr investor principal (the hold of an ACH deposit is settled, a wire is recorded as it arrives).
 */
export async function settleDeposit(
  tx: Tx,
  { paymentOrderId, businessDate }: { paymentOrderId: string; businessDate: IsoDate },
): Promise<void> {
  const { order, investment } = await lockByPaymentOrder(tx, paymentOrderId);
  if (investment.status !== "DEPOSITING") return; // acted on before
  const { id: investmentId, investorId } = investment;
  const amount = investment.principal.toFixed(2);
  const maturesOn = addMonths(businessDate, investment.termMonths);
  await tx.investment.update({
    where: { id: investmentId },
    data: { status: "ACTIVE", startedOn: toDbDate(businessDate), maturesOn: toDbDate(maturesOn) },
  });
  await notify(tx, {
    userId: await userOf(tx, investorId),
    kind: "deposit-settled",
    title: `Your deposit of ${formatMoney(amount)} has cleared`,
    body: `It earns interest from today and matures on ${formatDate(maturesOn)}.`,
    href: investmentPath(investmentId),
    datedOn: businessDate,
  });
  const deposit = investorDeposit({ investorId, investmentId, amount });
  const common = {
    key: settleKey("DEPOSIT", order.id),
    effectiveOn: businessDate,
    metadata: { investmentId },
  };
  if (order.holdTransactionId === null) {
    await postTransaction(tx, { ...deposit, ...common, mode: "record" });
  } else {
    const holdId = order.holdTransactionId.toString();
    await settleHold(tx, { ...common, holdId, eventType: deposit.eventType });
  }
}
