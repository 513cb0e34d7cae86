import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { releaseHold } from "@/lib/ledger/verbs";
import { formatMoney } from "@/lib/money/money";
import { notify } from "@/lib/notifications/notify";
import { describeReturn } from "@/lib/payments/return-codes";
import type { Investment, PaymentOrder } from "@/prisma/generated/client";
import { disableReturnedAccount } from "./disable-returned-account";
import { lockByPaymentOrder, requireHold } from "./find-investment";
import { investmentPath, userOf } from "./investor-notes";

type Outcome = { paymentOrderId: string; businessDate: IsoDate; returnCode?: string };

/** The payout never cleared: the cash is free again, the investor still has the money and names another account. */
export async function failPayout(tx: Tx, outcome: Outcome): Promise<void> {
  const { order, investment } = await lockByPaymentOrder(tx, outcome.paymentOrderId);
  if (investment.status !== "MATURED" || investment.payoutOrderId !== order.id) return; // acted on before
  await askForAnotherAccount(tx, { order, investment, ...outcome });
  await releaseHold(tx, {
    key: `fail-payout:${order.id}`,
    holdId: requireHold(order),
    effectiveOn: outcome.businessDate,
    metadata: { investmentId: investment.id },
  });
}

/** Shared with a payout that comes back: the investment is matured and unpaid, and waits for another account. */
export async function askForAnotherAccount(
  tx: Tx,
  {
    order,
    investment,
    businessDate,
    returnCode,
  }: { order: PaymentOrder; investment: Investment; businessDate: IsoDate; returnCode?: string },
): Promise<void> {
  const code = returnCode ?? order.returnCode;
  const reason = code ? describeReturn(code).words : "The bank could not carry out the payout.";
  const problem = `${reason} The money is still yours. Choose another bank account and we pay again at once.`;
  await tx.investment.update({
    where: { id: investment.id },
    data: { status: "MATURED", paidOutOn: null, payoutOrderId: null, problem },
  });
  await disableReturnedAccount(tx, order, returnCode);
  await notify(tx, {
    userId: await userOf(tx, investment.investorId),
    kind: "payout-failed",
    title: `Your payout of ${formatMoney(order.amount.toFixed(2))} did not go through`,
    body: problem,
    href: investmentPath(investment.id),
    datedOn: businessDate,
  });
}
