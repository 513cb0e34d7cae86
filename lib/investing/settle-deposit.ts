import { addMonths, formatDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { settled, type Booking } from "@/lib/ledger/post-facts";
import type { PostingRequest } from "@/lib/ledger/posting-request";
import { dollars } from "@/lib/money/money";
import { notifyEach } from "@/lib/notifications/notify";
import { settleKey } from "@/lib/payments/ledger-keys";
import { sqlRows } from "@/lib/sql-rows";
import { investorDeposit } from "@/lib/transaction-types/investor-deposit";
import { lockByPaymentOrders, type LockedPayment } from "./find-investment";
import { investmentPath, usersOf } from "./investor-notes";

type Outcome = { paymentOrderId: string; businessDate: IsoDate };
type Cleared = LockedPayment & { businessDate: IsoDate; maturesOn: IsoDate };

/**
 * The deposits have cleared: they are posted and the terms start.
 *
 * Dr cash, Cr investor principal (the hold of an ACH deposit is settled, a wire is recorded as it arrives).
 *
 * @returns what is to be posted
 */
export async function settleDeposits(tx: Tx, outcomes: Outcome[]): Promise<Booking> {
  if (outcomes.length === 0) return { requests: [] };
  const locked = await lockByPaymentOrders(tx, outcomes);
  const cleared = locked
    .map((found): Cleared => ({
      ...found,
      maturesOn: addMonths(found.businessDate, found.investment.termMonths),
    }))
    .filter(({ investment }) => investment.status === "DEPOSITING"); // the others were acted on before
  await tx.$executeRaw`
    UPDATE investments i SET status = 'ACTIVE', started_on = cleared.started_on, matures_on = cleared.matures_on
      FROM ${sqlRows(
        "cleared",
        { id: "text", started_on: "date", matures_on: "date" },
        cleared.map(({ investment, businessDate, maturesOn }) => ({
          ...{ id: investment.id, started_on: businessDate, matures_on: maturesOn },
        })),
      )}
     WHERE i.id = cleared.id`;
  const userOf = await usersOf(
    tx,
    cleared.map(({ investment }) => investment.investorId),
  );
  await notifyEach(
    tx,
    cleared.map(({ investment: { id, investorId, principal }, businessDate, maturesOn }) => ({
      userId: userOf(investorId),
      kind: "deposit-settled",
      title: `Your deposit of ${dollars(principal.toFixed(2))} has cleared`,
      body: `It earns interest from today and matures on ${formatDate(maturesOn)}.`,
      href: investmentPath(id),
      datedOn: businessDate,
    })),
  );
  return { requests: cleared.map(posting) };
}

function posting({ order, investment, businessDate }: Cleared): PostingRequest {
  const { id: investmentId, investorId } = investment;
  const deposit = investorDeposit({ investorId, investmentId, amount: investment.principal.toFixed(2) });
  const common = {
    key: settleKey("DEPOSIT", order.id),
    effectiveOn: businessDate,
    metadata: { investmentId },
  };
  return order.holdTransactionId === null
    ? { ...deposit, ...common, kind: "post", mode: "record" }
    : settled({ ...common, holdId: order.holdTransactionId.toString(), eventType: deposit.eventType });
}
