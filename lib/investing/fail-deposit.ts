import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { releaseHold } from "@/lib/ledger/verbs";
import { dollars } from "@/lib/money/money";
import { notify } from "@/lib/notifications/notify";
import { failKey } from "@/lib/payments/ledger-keys";
import { describeReturn } from "@/lib/payments/return-codes";
import type { Investment, PaymentOrder } from "@/prisma/generated/client";
import { disableReturnedAccount } from "./disable-returned-account";
import { lockByPaymentOrder } from "./find-investment";
import { investmentPath, userOf } from "./investor-notes";

/** The deposit never cleared: what was announced in the ledger is released and the investment ends. */
export async function failDeposit(
  tx: Tx,
  outcome: { paymentOrderId: string; businessDate: IsoDate; returnCode?: string },
): Promise<void> {
  const { order, investment } = await lockByPaymentOrder(tx, outcome.paymentOrderId);
  if (investment.status === "DEPOSITING") await endBeforeClearing(tx, { order, investment, ...outcome });
}

/** Shared with a return that arrives before the deposit had cleared. */
export async function endBeforeClearing(
  tx: Tx,
  {
    order,
    investment,
    businessDate,
    returnCode,
  }: { order: PaymentOrder; investment: Investment; businessDate: IsoDate; returnCode?: string },
): Promise<void> {
  const problem = words(order, returnCode);
  await tx.investment.update({ where: { id: investment.id }, data: { status: "FAILED", problem } });
  await disableReturnedAccount(tx, order, { returnCode, businessDate });
  await notify(tx, {
    userId: await userOf(tx, investment.investorId),
    kind: "deposit-failed",
    title: `Your deposit of ${dollars(investment.principal.toFixed(2))} failed`,
    body: problem,
    href: investmentPath(investment.id),
    datedOn: businessDate,
  });
  if (order.holdTransactionId === null) return; // a wire is not booked before it arrives
  await releaseHold(tx, {
    key: failKey("DEPOSIT", order.id),
    holdId: order.holdTransactionId.toString(),
    effectiveOn: businessDate,
    metadata: { investmentId: investment.id },
  });
}

function words(order: PaymentOrder, returnCode: string | undefined): string {
  if (order.status === "CANCELLED") return "The deposit was canceled before it was sent. No money has moved.";
  const code = returnCode ?? order.returnCode;
  if (code) {
    const { words, remedy } = describeReturn(code);
    return `${words} No money has moved. ${remedy}`;
  }
  return "The bank could not process the deposit. No money has moved. Try again or use another account.";
}
