import { recordAudit } from "@/lib/audit/record-audit";
import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { findPosted } from "@/lib/ledger/keys";
import { dollars } from "@/lib/money/money";
import { notify } from "@/lib/notifications/notify";
import { returnKey } from "@/lib/payments/ledger-keys";
import { describeReturn } from "@/lib/payments/return-codes";
import type { Investment, PaymentOrder } from "@/prisma/generated/client";
import { disableReturnedAccount } from "./disable-returned-account";
import { investmentPath, userOf } from "./investor-notes";
import { undoInterest } from "./undo-interest";
import { chainFrom, originOf, undoRolls } from "./undo-rolls";

type NotPaid = { order: PaymentOrder; investment: Investment; businessDate: IsoDate; returnCode?: string };

/**
 * What follows from a payout that did not reach the investor, before it had cleared or after: the investment is matured and
 * unpaid and waits for another account. Where the bank has taken back the deposit in the meantime there is nothing to pay, and the
 * investment ends like every other whose deposit was returned.
 *
 * @param book what undoes the payout in the ledger
 */
export async function takePayoutBack(tx: Tx, payout: NotPaid, book: () => Promise<unknown>): Promise<void> {
  await disableReturnedAccount(tx, payout.order, payout);
  const origin = await originOf(tx, payout.investment);
  const deposit = await findReturnedDeposit(tx, origin.id);
  if (deposit) {
    await endReturned(tx, payout, origin);
    await book();
    await undoRolls(tx, await chainFrom(tx, origin), payout.businessDate);
    await undoInterest(tx, { ...payout, investment: origin, order: deposit });
  } else {
    await askForAnotherAccount(tx, payout);
    await book();
  }
}

/** The payment order of the deposit, when it had cleared and came back. */
async function findReturnedDeposit(tx: Tx, investmentId: string): Promise<PaymentOrder | null> {
  const deposit = await tx.paymentOrder.findFirst({
    where: { kind: "DEPOSIT", subjectType: "investment", subjectId: investmentId },
  });
  return deposit && (await findPosted(tx, returnKey("DEPOSIT", deposit.id))) !== null ? deposit : null;
}

async function askForAnotherAccount(tx: Tx, { order, investment, businessDate, returnCode }: NotPaid) {
  const code = returnCode ?? order.returnCode;
  const reason = code ? describeReturn(code).words : "The bank could not process the payout.";
  const problem = `${reason} The money is still yours. Choose another bank account and we will pay it again immediately.`;
  await tx.investment.update({
    where: { id: investment.id },
    data: { status: "MATURED", paidOutOn: null, payoutOrderId: null, problem },
  });
  await notify(tx, {
    userId: await userOf(tx, investment.investorId),
    kind: "payout-failed",
    title: `Your payout of ${dollars(order.amount.toFixed(2))} did not go through`,
    body: problem,
    href: investmentPath(investment.id),
    datedOn: businessDate,
  });
}

/** They were notified that they owe the deposit: they do not any more, and an operator need not ask for it. */
async function endReturned(tx: Tx, { order, investment, businessDate }: NotPaid, origin: Investment) {
  const [deposit, payout] = [origin.principal.toFixed(2), order.amount.toFixed(2)];
  const problem = `The bank returned the deposit of ${dollars(deposit)}, and the payout of ${dollars(payout)} failed. The interest was reversed with it. You owe nothing.`;
  await tx.investment.updateMany({
    where: { id: { in: [investment.id, origin.id] } },
    data: { status: "RETURNED", paidOutOn: null, payoutOrderId: null, problem },
  });
  await notify(tx, {
    userId: await userOf(tx, investment.investorId),
    kind: "deposit-returned",
    title: `Your investment of ${dollars(deposit)} has ended`,
    body: problem,
    href: investmentPath(investment.id),
    datedOn: businessDate,
  });
  await recordAudit(tx, {
    actorUserId: null,
    action: "investment.undo-payout",
    subjectType: "investment",
    subjectId: investment.id,
    detail: { amount: payout, paymentOrderId: order.id },
    businessDate,
  });
}
