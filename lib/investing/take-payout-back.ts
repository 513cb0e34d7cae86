import { recordAudits } from "@/lib/audit/record-audit";
import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { together, type Booking } from "@/lib/ledger/post-facts";
import type { PostingRequest } from "@/lib/ledger/posting-request";
import { dollars } from "@/lib/money/money";
import { notifyEach, type Note } from "@/lib/notifications/notify";
import { describeReturn } from "@/lib/payments/return-codes";
import { sqlRows } from "@/lib/sql-rows";
import type { Investment, PaymentOrder } from "@/prisma/generated/client";
import { disableReturnedAccounts } from "./disable-returned-accounts";
import { lockInvestments } from "./find-investment";
import { investmentPath, usersOf } from "./investor-notes";
import { returnedDeposits } from "./returned-deposits";
import { undoInterest } from "./undo-interest";
import { chainsFrom, originsOf, undoRolls } from "./undo-rolls";

export type NotPaid = {
  order: PaymentOrder;
  investment: Investment;
  businessDate: IsoDate;
  returnCode?: string | undefined;
  /** What undoes the payout in the ledger. */
  undo: PostingRequest;
};
/** With the payment order of the deposit, when it had cleared and came back, and the investment that it was made for. */
type WithDeposit = NotPaid & { deposit: PaymentOrder | null; origin: Investment; problem: string };

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
  const ids = payouts.map(({ investment }) => investment.id);
  const originOf = await originsOf(ids, tx);
  const origins = await lockInvestments(tx, [...originOf.values()]);
  const deposits = await returnedDeposits(tx, [...origins.keys()]);
  const notPaid = payouts.map((each): WithDeposit => {
    const origin = origins.get(originOf.get(each.investment.id)!)!;
    const deposit = deposits.get(origin.id) ?? null;
    const problem = deposit ? endedWords(each, origin) : waitingWords(each);
    return { ...each, origin, deposit, problem };
  });
  await writeDown(tx, notPaid);
  const ended = notPaid.flatMap(({ deposit, origin, businessDate }) =>
    deposit ? [{ order: deposit, investment: origin, businessDate }] : [],
  );
  return together(
    { requests: notPaid.map(({ undo }) => undo) },
    await undoReinvested(tx, ended),
    await undoInterest(tx, ended),
  );
}

/** What was reinvested from deposits that came back, up to the investment whose payout failed now. */
async function undoReinvested(
  tx: Tx,
  ended: readonly { investment: Investment; businessDate: IsoDate }[],
): Promise<Booking> {
  const chains = await chainsFrom(
    tx,
    ended.map(({ investment }) => investment),
  );
  return undoRolls(
    tx,
    ended.map(({ investment, businessDate }) => ({ chain: chains.get(investment.id)!, businessDate })),
  );
}

function waitingWords({ order, returnCode }: NotPaid): string {
  const code = returnCode ?? order.returnCode;
  const reason = code ? describeReturn(code).words : "The bank could not process the payout.";
  return `${reason} The money is still yours. Choose another bank account and we will pay it again 24 hours later.`;
}

/** They were notified that they owe the deposit: they do not any more, and an operator need not ask for it. */
function endedWords({ order }: NotPaid, origin: Investment): string {
  const [deposit, payout] = [dollars(origin.principal.toFixed(2)), dollars(order.amount.toFixed(2))];
  return `The bank returned the deposit of ${deposit}, and the payout of ${payout} failed. The interest was reversed with it. You owe nothing.`;
}

async function writeDown(tx: Tx, notPaid: WithDeposit[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE investments i
       SET status = back.status::"InvestmentStatus", problem = back.problem, paid_out_on = NULL, payout_order_id = NULL
      FROM ${sqlRows(
        "back",
        { id: "text", status: "text", problem: "text" },
        notPaid.flatMap(({ investment, origin, deposit, problem }) => {
          const status = deposit ? "RETURNED" : "MATURED";
          const rows = deposit && origin.id !== investment.id ? [investment, origin] : [investment];
          return rows.map(({ id }) => ({ id, status, problem }));
        }),
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
