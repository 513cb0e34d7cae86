import { recordAudits } from "@/lib/audit/record-audit";
import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { findAllPosted } from "@/lib/ledger/keys";
import { takenBack, together, type Booking } from "@/lib/ledger/post-facts";
import type { PostingRequest } from "@/lib/ledger/posting-request";
import { d, dollars, sum, toMoney } from "@/lib/money/money";
import { notifyEach } from "@/lib/notifications/notify";
import { returnKey, settleKey } from "@/lib/payments/ledger-keys";
import { describeReturn } from "@/lib/payments/return-codes";
import { sqlRows } from "@/lib/sql-rows";
import { endExits } from "./exits/end-requests";
import { disableReturnedAccounts } from "./disable-returned-accounts";
import { endBeforeClearing, type EndedDeposit } from "./fail-deposit";
import { lockByPaymentOrders } from "./find-investment";
import { investmentPath, usersOf } from "./investor-notes";
import { undoInterest } from "./undo-interest";
import { chainsFrom, undoRolls, type Chain } from "./undo-rolls";

type Outcome = { paymentOrderId: string; businessDate: IsoDate; returnCode?: string };
/** With what went wrong, in words for the investor, and what was reinvested from it. */
type Returned = EndedDeposit & { problem: string; isPaidOut: boolean; chain: Chain };

/**
 * The bank took deposits back.
 *
 * Before a deposit had cleared: the announcement is released. After: Dr investor principal, Cr cash (recorded as a fact, even
 * where the pool's cash falls below its floor), and interest credited on it is undone by a separate transaction that
 * names the investment: Dr investor interest, Cr revenue. What was reinvested from it is undone as well.
 *
 * While its payout is under way or done, the money has left twice. The return is a fact and is booked; the investor's
 * principal account then shows, in debit, what the investor owes. An operator has to ask for it, unless the payout does not
 * arrive: then take-payout-back.ts ends the investment.
 *
 * @returns what is to be posted
 */
export async function returnDeposits(tx: Tx, outcomes: Outcome[]): Promise<Booking> {
  const returns = outcomes.filter(({ returnCode }) => describeReturn(returnCode).returnsMoney); // no notifications of change
  if (returns.length === 0) return { requests: [] };
  const found = await lockByPaymentOrders(tx, returns);
  const ended = await endBeforeClearing(
    tx,
    found.filter(({ investment }) => investment.status === "DEPOSITING"),
  );
  const open = found.filter(
    ({ investment: { status } }) => !["DEPOSITING", "FAILED", "RETURNED"].includes(status), // acted on before
  );
  const chains = await chainsFrom(
    tx,
    open.map(({ investment }) => investment),
  );
  if (open.length === 0) return ended;
  const chainOf = ({ investment }: EndedDeposit) => chains.get(investment.id)!;
  const exits = await endExits(
    tx,
    open.flatMap((each) => {
      const { rolls } = chainOf(each);
      const ids = [each.investment.id, ...rolls.map(({ intoId }) => intoId)];
      return ids.map((investmentId) => ({ investmentId, businessDate: each.businessDate }));
    }),
  );
  const returned = open.map((each) => inWords(each, chainOf(each), exits.received));
  await disableReturnedAccounts(tx, returned);
  await writeDown(tx, returned);
  const mirrors: Booking = { requests: await depositReversals(tx, returned) };
  const undone = returned.filter(({ isPaidOut }) => !isPaidOut);
  return together(ended, exits.booking, mirrors, await undoRolls(tx, undone), await undoInterest(tx, undone));
}

function inWords(each: EndedDeposit, chain: Chain, received: ReadonlyMap<string, string>): Returned {
  const { order, investment, returnCode } = each;
  const all = [investment.id, ...chain.rolls.map(({ intoId }) => intoId)];
  const parts = all.flatMap((id) => received.get(id) ?? []);
  const early = parts.length === 0 ? undefined : toMoney(sum(parts.map((part) => d(part))));
  const hasLeftEarly = chain.last.status === "WITHDRAWN" && early !== undefined;
  if (investment.payoutOrderId !== null || chain.last.payoutOrderId !== null || hasLeftEarly) {
    const amount = dollars(order.amount.toFixed(2));
    const problem = `The bank returned the deposit of ${amount} after it had been paid out. You owe this amount. Contact us.`;
    return { ...each, chain, problem, isPaidOut: true };
  }
  const code = describeReturn(returnCode ?? order.returnCode);
  const owed =
    early === undefined
      ? code.remedy
      : `You received ${dollars(early)} of it early and owe this amount. Contact us.`;
  const problem = `${code.words} The deposit was returned and the interest credited on it was reversed. ${owed}`;
  return { ...each, chain, problem, isPaidOut: false };
}

async function writeDown(tx: Tx, returned: Returned[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE investments i SET status = CASE WHEN returned.is_paid_out THEN i.status ELSE 'RETURNED' END, problem = returned.problem
      FROM ${sqlRows(
        "returned",
        { id: "text", problem: "text", is_paid_out: "boolean" },
        returned.map(({ investment, problem, isPaidOut }) => ({
          ...{ id: investment.id, problem, is_paid_out: isPaidOut },
        })),
      )}
     WHERE i.id = returned.id`;
  const userOf = await usersOf(
    tx,
    returned.map(({ investment }) => investment.investorId),
  );
  await notifyEach(
    tx,
    returned.map(({ order, investment, problem, businessDate }) => ({
      userId: userOf(investment.investorId),
      kind: "deposit-returned",
      title: `Your deposit of ${dollars(order.amount.toFixed(2))} was returned by the bank`,
      body: problem,
      href: investmentPath(investment.id),
      datedOn: businessDate,
    })),
  );
  await recordAudits(
    tx,
    returned
      .filter(({ isPaidOut }) => isPaidOut)
      .map(({ order, investment, businessDate }) => ({
        actorUserId: null,
        action: "investment.return-deposit",
        subjectType: "investment",
        subjectId: investment.id,
        detail: { amount: order.amount.toFixed(2), paymentOrderId: order.id },
        businessDate,
      })),
  );
}

async function depositReversals(tx: Tx, returned: Returned[]): Promise<PostingRequest[]> {
  const settled = await findAllPosted(
    tx,
    returned.map(({ order }) => settleKey("DEPOSIT", order.id)),
  );
  return returned.map(({ order, investment, businessDate }) => {
    const parent = settled.get(settleKey("DEPOSIT", order.id));
    invariant(parent, `the deposit ${order.id} had been posted before it came back`);
    return takenBack({
      key: returnKey("DEPOSIT", order.id),
      parentId: String(parent.transactionId),
      effectiveOn: businessDate,
      metadata: { investmentId: investment.id },
    });
  });
}
