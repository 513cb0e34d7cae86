import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { released, type Booking } from "@/lib/ledger/post-facts";
import { dollars } from "@/lib/money/money";
import { notifyEach } from "@/lib/notifications/notify";
import { failKey } from "@/lib/payments/ledger-keys";
import { describeReturn } from "@/lib/payments/return-codes";
import { sqlRows } from "@/lib/sql-rows";
import type { PaymentOrder } from "@/prisma/generated/client";
import { disableReturnedAccounts } from "./disable-returned-accounts";
import { lockByPaymentOrders, type LockedPayment } from "./find-investment";
import { investmentPath, usersOf } from "./investor-notes";

export type EndedDeposit = LockedPayment & { businessDate: IsoDate; returnCode?: string | undefined };

/**
 * The deposits never cleared: what was announced in the ledger is released and the investments end.
 *
 * @returns what is to be posted
 */
export async function failDeposits(
  tx: Tx,
  outcomes: { paymentOrderId: string; businessDate: IsoDate; returnCode?: string }[],
): Promise<Booking> {
  if (outcomes.length === 0) return { requests: [] };
  const failed = await lockByPaymentOrders(tx, outcomes);
  return endBeforeClearing(
    tx,
    failed.filter(({ investment }) => investment.status === "DEPOSITING"),
  );
}

/** Shared with a return that arrives before the deposit had cleared. @returns what is to be posted */
export async function endBeforeClearing(tx: Tx, ended: EndedDeposit[]): Promise<Booking> {
  if (ended.length === 0) return { requests: [] };
  const withWords = ended.map((each) => ({ ...each, problem: words(each.order, each.returnCode) }));
  await tx.$executeRaw`
    UPDATE investments i SET status = 'FAILED', problem = ended.problem
      FROM ${sqlRows(
        "ended",
        { id: "text", problem: "text" },
        withWords.map(({ investment, problem }) => ({ id: investment.id, problem })),
      )}
     WHERE i.id = ended.id`;
  await disableReturnedAccounts(tx, ended);
  const userOf = await usersOf(
    tx,
    ended.map(({ investment }) => investment.investorId),
  );
  await notifyEach(
    tx,
    withWords.map(({ investment, problem, businessDate }) => ({
      userId: userOf(investment.investorId),
      kind: "deposit-failed",
      title: `Your deposit of ${dollars(investment.principal.toFixed(2))} failed`,
      body: problem,
      href: investmentPath(investment.id),
      datedOn: businessDate,
    })),
  );
  return {
    requests: ended.flatMap(({ order, investment, businessDate }) =>
      order.holdTransactionId === null // a wire is not booked before it arrives
        ? []
        : [
            released({
              key: failKey("DEPOSIT", order.id),
              holdId: order.holdTransactionId.toString(),
              effectiveOn: businessDate,
              metadata: { investmentId: investment.id },
            }),
          ],
    ),
  };
}

function words(order: PaymentOrder, returnCode?: string | undefined): string {
  if (order.status === "CANCELLED") return "The deposit was canceled before it was sent. No money has moved.";
  const code = returnCode ?? order.returnCode;
  if (code) {
    const { words, remedy } = describeReturn(code);
    return `${words} No money has moved. ${remedy}`;
  }
  return "The bank could not process the deposit. No money has moved. Try again or use another account.";
}
