import { recordAudit } from "@/lib/audit/record-audit";
import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { findPosted } from "@/lib/ledger/keys";
import { postFacts, takenBack } from "@/lib/ledger/post-facts";
import type { PostingRequest } from "@/lib/ledger/posting-request";
import { dollars } from "@/lib/money/money";
import { notify } from "@/lib/notifications/notify";
import { returnKey, settleKey } from "@/lib/payments/ledger-keys";
import { describeReturn } from "@/lib/payments/return-codes";
import type { Investment, PaymentOrder } from "@/prisma/generated/client";
import { disableReturnedAccount } from "./disable-returned-account";
import { endBeforeClearing } from "./fail-deposit";
import { lockByPaymentOrder } from "./find-investment";
import { investmentPath, userOf } from "./investor-notes";
import { undoInterest } from "./undo-interest";
import { chainFrom, undoRolls } from "./undo-rolls";

type Outcome = { paymentOrderId: string; businessDate: IsoDate; returnCode?: string };
type Return = Outcome & { order: PaymentOrder; investment: Investment };

/**
 * The bank took the deposit back.
 *
 * Before it had cleared: the announcement is released. After: Dr investor principal, Cr cash (recorded as a fact, even
 * where the pool's cash falls below its floor), and interest credited on it is undone by a separate transaction that
 * names the investment: Dr investor interest, Cr revenue. What was reinvested from it is undone before.
 */
export async function returnDeposit(tx: Tx, outcome: Outcome): Promise<void> {
  if (!describeReturn(outcome.returnCode).returnsMoney) return; // a notification of change
  const found = { ...(await lockByPaymentOrder(tx, outcome.paymentOrderId)), ...outcome };
  const { status, payoutOrderId } = found.investment;
  if (status === "DEPOSITING") return endBeforeClearing(tx, found);
  if (status === "FAILED" || status === "RETURNED") return; // acted on before
  await disableReturnedAccount(tx, found.order, outcome);
  const chain = await chainFrom(tx, found.investment);
  if (payoutOrderId !== null || chain.last.payoutOrderId !== null) return oweItBack(tx, found);
  await undoRolls(tx, chain, outcome.businessDate);
  await undo(tx, found);
}

async function undo(tx: Tx, { order, investment, businessDate, returnCode }: Return): Promise<void> {
  const { id: investmentId, investorId } = investment;
  const code = describeReturn(returnCode ?? order.returnCode);
  const problem = `${code.words} The deposit was returned and the interest credited on it was reversed. ${code.remedy}`;
  await tx.investment.update({ where: { id: investmentId }, data: { status: "RETURNED", problem } });
  await notify(tx, {
    userId: await userOf(tx, investorId),
    kind: "deposit-returned",
    title: `Your deposit of ${dollars(investment.principal.toFixed(2))} was returned by the bank`,
    body: problem,
    href: investmentPath(investmentId),
    datedOn: businessDate,
  });
  const first = await depositReversal(tx, { order, investmentId, businessDate });
  await undoInterest(tx, { order, investment, businessDate }, [first]);
}

/**
 * The payout is under way or done, so the money has left twice. The return is a fact and is booked; the investor's
 * principal account then shows, in debit, what the investor owes. An operator has to ask for it, unless the payout does not
 * arrive: then take-payout-back.ts ends the investment.
 */
async function oweItBack(tx: Tx, { order, investment, businessDate }: Return): Promise<void> {
  const amount = investment.principal.toFixed(2);
  const problem = `The bank returned the deposit of ${dollars(amount)} after it had been paid out. You owe this amount. Contact us.`;
  await tx.investment.update({ where: { id: investment.id }, data: { problem } });
  await notify(tx, {
    userId: await userOf(tx, investment.investorId),
    kind: "deposit-returned",
    title: `Your deposit of ${dollars(amount)} was returned by the bank`,
    body: problem,
    href: investmentPath(investment.id),
    datedOn: businessDate,
  });
  await recordAudit(tx, {
    actorUserId: null,
    action: "investment.return-deposit",
    subjectType: "investment",
    subjectId: investment.id,
    detail: { amount, paymentOrderId: order.id },
    businessDate,
  });
  await postFacts(tx, [await depositReversal(tx, { order, investmentId: investment.id, businessDate })]);
}

async function depositReversal(
  tx: Tx,
  { order, investmentId, businessDate }: { order: PaymentOrder; investmentId: string; businessDate: IsoDate },
): Promise<PostingRequest> {
  const parentId = await findPosted(tx, settleKey("DEPOSIT", order.id));
  invariant(parentId !== null, `the deposit ${order.id} had been posted before it came back`);
  const key = returnKey("DEPOSIT", order.id);
  return takenBack({ key, parentId, effectiveOn: businessDate, metadata: { investmentId } });
}
