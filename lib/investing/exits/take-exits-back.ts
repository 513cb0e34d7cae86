import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { together, type Booking } from "@/lib/ledger/post-facts";
import type { PostingRequest } from "@/lib/ledger/posting-request";
import { d, dollars } from "@/lib/money/money";
import { notifyEach } from "@/lib/notifications/notify";
import { describeReturn } from "@/lib/payments/return-codes";
import { earlyWithdrawalPenalty } from "@/lib/transaction-types/early-withdrawal";
import { interestCalculation } from "@/lib/transaction-types/interest-calculation";
import { reversal } from "@/lib/transaction-types/reversal";
import type { Investment, PaymentOrder, WithdrawalPayment } from "@/prisma/generated/client";
import { disableReturnedAccounts } from "@/lib/investing/disable-returned-accounts";
import { lockInvestments } from "@/lib/investing/find-investment";
import { investmentPath, usersOf } from "@/lib/investing/investor-notes";
import { returnedDeposits } from "@/lib/investing/returned-deposits";
import { undoInterest } from "@/lib/investing/undo-interest";
import { chainsFrom, originsOf, undoRolls } from "@/lib/investing/undo-rolls";

type NotReceived = {
  order: PaymentOrder;
  investment: Investment;
  payment: WithdrawalPayment;
  businessDate: IsoDate;
  returnCode?: string | undefined;
  /** What undoes the payment in the ledger. */
  undo: PostingRequest;
};

/**
 * What follows from early withdrawals that did not reach the investors: the same amount waits for another account. Where the bank has taken
 * back the deposit in the meantime there is nothing to pay, and what was forfeited and credited for the payment is taken back with it.
 *
 * @returns what is to be posted
 */
export async function takeExitsBack(tx: Tx, payments: NotReceived[]): Promise<Booking> {
  if (payments.length === 0) return { requests: [] };
  await disableReturnedAccounts(tx, payments);
  const originOf = await originsOf(
    payments.map(({ investment }) => investment.id),
    tx,
  );
  const deposits = await returnedDeposits(tx, [...new Set(originOf.values())]);
  const isVoid = ({ investment }: NotReceived) => deposits.has(originOf.get(investment.id)!);
  const [voided, waiting] = [payments.filter(isVoid), payments.filter((each) => !isVoid(each))];
  await leaveUnpaid(tx, waiting);
  const canceled = await cancelPayments(tx, voided);
  const ended = await endEmpty(tx, voided, { originOf, deposits });
  return together({ requests: payments.map(({ undo }) => undo) }, canceled, ended);
}

async function leaveUnpaid(tx: Tx, waiting: NotReceived[]): Promise<void> {
  if (waiting.length === 0) return;
  await tx.withdrawalPayment.updateMany({
    where: { id: { in: waiting.map(({ payment }) => payment.id) } },
    data: { state: "UNPAID", paymentOrderId: null, paidOn: null },
  });
  const userOf = await usersOf(
    tx,
    waiting.map(({ investment }) => investment.investorId),
  );
  for (const { investment, order, returnCode } of waiting)
    await tx.investment.update({
      where: { id: investment.id },
      data: { problem: wordsOf(order, returnCode), paidOutOn: null },
    });
  await notifyEach(
    tx,
    waiting.map(({ investment, order, returnCode, businessDate }) => ({
      userId: userOf(investment.investorId),
      kind: "withdrawal-failed",
      title: `Your early withdrawal of ${dollars(order.amount.toFixed(2))} did not go through`,
      body: wordsOf(order, returnCode),
      href: investmentPath(investment.id),
      datedOn: businessDate,
    })),
  );
}

function wordsOf(order: PaymentOrder, returnCode?: string): string {
  const code = returnCode ?? order.returnCode;
  const reason = code ? describeReturn(code).words : "The bank could not process your early withdrawal.";
  return `${reason} The money is still yours, and there is no second penalty. Choose another bank account and we will pay it again.`;
}

type Canceled = { payment: WithdrawalPayment; investment: Investment; businessDate: IsoDate };

/** Payments that will not be made: Dr early withdrawal revenue, Cr investor interest, and Dr investor interest, Cr revenue. */
export async function cancelPayments(tx: Tx, canceled: readonly Canceled[]): Promise<Booking> {
  await tx.withdrawalPayment.updateMany({
    where: { id: { in: canceled.map(({ payment }) => payment.id) } },
    data: { state: "CANCELED", paymentOrderId: null, paidOn: null },
  });
  return {
    requests: canceled.flatMap(({ payment, investment, businessDate }): PostingRequest[] => {
      const of = { investorId: investment.investorId, investmentId: investment.id };
      const [penalty, running] = [d(payment.penalty), d(payment.running)];
      const undone = [
        ...(penalty.isZero() ? [] : earlyWithdrawalPenalty({ ...of, penalty }).lines),
        ...(running.isZero()
          ? []
          : interestCalculation({ borrowers: [], investors: [{ ...of, period: 0, amount: running }] }).lines),
      ];
      if (undone.length === 0) return [];
      return [
        {
          ...reversal(undone),
          ...{
            key: `cancel-withdrawal:${payment.id}`,
            kind: "post",
            mode: "record",
            effectiveOn: businessDate,
          },
          metadata: { investmentId: investment.id },
        },
      ];
    }),
  };
}

/** Investments of which nothing was paid in the end: they end like every other whose deposit was returned. */
async function endEmpty(
  tx: Tx,
  voided: readonly NotReceived[],
  {
    originOf,
    deposits,
  }: { originOf: ReadonlyMap<string, string>; deposits: ReadonlyMap<string, PaymentOrder> },
): Promise<Booking> {
  const ids = [...new Set(voided.map(({ investment }) => investment.id))];
  const paid = await tx.withdrawalPayment.findMany({
    where: { investmentId: { in: ids }, state: { not: "CANCELED" } },
    select: { investmentId: true },
  });
  const hasPaid = new Set(paid.map(({ investmentId }) => investmentId));
  const empty = [...new Map(voided.map((each) => [each.investment.id, each])).values()].filter(
    ({ investment }) => investment.status === "WITHDRAWN" && !hasPaid.has(investment.id),
  );
  if (empty.length === 0) return { requests: [] };
  const problem =
    "The bank returned the deposit, and your early withdrawal was not paid. The interest was reversed. You owe nothing.";
  const origins = await lockInvestments(
    tx,
    empty.map(({ investment }) => originOf.get(investment.id)!),
  );
  await tx.investment.updateMany({
    where: { id: { in: [...empty.map(({ investment }) => investment.id), ...origins.keys()] } },
    data: { status: "RETURNED", problem },
  });
  const ended = empty.map(({ investment, businessDate }) => {
    const origin = origins.get(originOf.get(investment.id)!)!;
    return { investment: origin, order: deposits.get(origin.id)!, businessDate };
  });
  const chains = await chainsFrom(
    tx,
    ended.map(({ investment }) => investment),
  );
  const rolls = await undoRolls(
    tx,
    ended.map(({ investment, businessDate }) => ({ chain: chains.get(investment.id)!, businessDate })),
  );
  return together(rolls, await undoInterest(tx, ended));
}
