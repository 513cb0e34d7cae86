import { recordAudits } from "@/lib/audit/record-audit";
import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { findAllPosted } from "@/lib/ledger/keys";
import { together, type Booking } from "@/lib/ledger/post-facts";
import type { PostingRequest } from "@/lib/ledger/posting-request";
import { dollars } from "@/lib/money/money";
import { notifyEach, type Note } from "@/lib/notifications/notify";
import { returnKey } from "@/lib/payments/ledger-keys";
import { describeReturn } from "@/lib/payments/return-codes";
import { sqlRows } from "@/lib/sql-rows";
import type { Investment, PaymentOrder } from "@/prisma/generated/client";
import { disableReturnedAccounts } from "./disable-returned-accounts";
import { investmentPath, usersOf } from "./investor-notes";
import { undoInterest } from "./undo-interest";

export type NotPaid = {
  order: PaymentOrder;
  investment: Investment;
  businessDate: IsoDate;
  returnCode: string | undefined;
  /** What undoes the payout in the ledger. */
  undo: PostingRequest;
};
/** With the payment order of the deposit, when it had cleared and came back. */
type WithDeposit = NotPaid & { deposit: PaymentOrder | null; problem: string };

/**
 * What follows from payouts that did not reach the investors, before they had cleared or after: each investment is matured and
 * unpaid and waits for another account. Where the bank has taken back the deposit in the meantime there is nothing to pay, and the
 * investment ends like every other whose deposit was returned.
 *
 * @returns what is to be posted
 */
export async function takePayoutsBack(tx: Tx, payouts: NotPaid[]): Promise<Booking> {
  if (payouts.length === 0) return { requests: [] };
  await disableReturnedAccounts(tx, payouts);
  const deposits = await findReturnedDeposits(
    tx,
    payouts.map(({ investment }) => investment.id),
  );
  const notPaid = payouts.map((each): WithDeposit => {
    const deposit = deposits.get(each.investment.id) ?? null;
    return { ...each, deposit, problem: deposit ? endedWords(each) : waitingWords(each) };
  });
  await writeDown(tx, notPaid);
  const interest = await undoInterest(
    tx,
    notPaid.flatMap(({ deposit, ...each }) => (deposit ? [{ ...each, order: deposit }] : [])),
  );
  return together({ requests: notPaid.map(({ undo }) => undo) }, interest);
}

/** The payment orders of deposits that had cleared and came back, by investment. */
async function findReturnedDeposits(
  tx: Tx,
  investmentIds: string[],
): Promise<ReadonlyMap<string, PaymentOrder>> {
  const deposits = await tx.paymentOrder.findMany({
    where: { kind: "DEPOSIT", subjectType: "investment", subjectId: { in: investmentIds } },
  });
  const returned = await findAllPosted(
    tx,
    deposits.map(({ id }) => returnKey("DEPOSIT", id)),
  );
  return new Map(
    deposits
      .filter(({ id }) => returned.has(returnKey("DEPOSIT", id)))
      .map((deposit) => [deposit.subjectId, deposit]),
  );
}

function waitingWords({ order, returnCode }: NotPaid): string {
  const code = returnCode ?? order.returnCode;
  const reason = code ? describeReturn(code).words : "The bank could not process the payout.";
  return `${reason} The money is still yours. Choose another bank account and we will pay it again immediately.`;
}

/** They were notified that they owe the deposit: they do not any more, and an operator need not ask for it. */
function endedWords({ order, investment }: NotPaid): string {
  const [deposit, payout] = [dollars(investment.principal.toFixed(2)), dollars(order.amount.toFixed(2))];
  return `The bank returned the deposit of ${deposit}, and the payout of ${payout} failed. The interest was reversed with it. You owe nothing.`;
}

async function writeDown(tx: Tx, notPaid: WithDeposit[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE investments i
       SET status = back.status::"InvestmentStatus", problem = back.problem, paid_out_on = NULL, payout_order_id = NULL
      FROM ${sqlRows(
        "back",
        { id: "text", status: "text", problem: "text" },
        notPaid.map(({ investment, deposit, problem }) => ({
          ...{ id: investment.id, status: deposit ? "RETURNED" : "MATURED", problem },
        })),
      )}
     WHERE i.id = back.id`;
  const userOf = await usersOf(
    tx,
    notPaid.map(({ investment }) => investment.investorId),
  );
  await notifyEach(
    tx,
    notPaid.map((each) => ({ ...noteOf(each), userId: userOf(each.investment.investorId) })),
  );
  await recordAudits(
    tx,
    notPaid
      .filter(({ deposit }) => deposit)
      .map(({ order, investment, businessDate }) => ({
        actorUserId: null,
        action: "investment.undo-payout",
        subjectType: "investment",
        subjectId: investment.id,
        detail: { amount: order.amount.toFixed(2), paymentOrderId: order.id },
        businessDate,
      })),
  );
}

function noteOf({ order, investment, deposit, problem, businessDate }: WithDeposit): Omit<Note, "userId"> {
  return {
    kind: deposit ? "deposit-returned" : "payout-failed",
    title: deposit
      ? `Your investment of ${dollars(investment.principal.toFixed(2))} has ended`
      : `Your payout of ${dollars(order.amount.toFixed(2))} did not go through`,
    body: problem,
    href: investmentPath(investment.id),
    datedOn: businessDate,
  };
}
