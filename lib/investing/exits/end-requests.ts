import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import type { Booking } from "@/lib/ledger/post-facts";
import { dollars } from "@/lib/money/money";
import { notifyEach } from "@/lib/notifications/notify";
import { investmentPath, usersOf } from "@/lib/investing/investor-notes";
import { cancelPayments } from "./take-exits-back";

/** Ends what is still open of requests for early withdrawal, and notifies their investors. What was paid of them stays paid. */
export async function endRequests(
  tx: Tx,
  { investmentIds, on, reason }: { investmentIds: readonly string[]; on: IsoDate; reason: string },
): Promise<void> {
  const ended = await tx.withdrawalRequest.updateManyAndReturn({
    where: { investmentId: { in: [...investmentIds] }, state: "QUEUED" },
    data: { state: "CANCELED", cancelReason: reason, endedOn: toDbDate(on) },
    select: { openPrincipal: true, investment: { select: { id: true, investorId: true } } },
  });
  if (ended.length === 0) return;
  const userOf = await usersOf(
    tx,
    ended.map(({ investment }) => investment.investorId),
  );
  await notifyEach(
    tx,
    ended.map(({ openPrincipal, investment }) => ({
      userId: userOf(investment.investorId),
      kind: "withdrawal-canceled",
      title: `Your request to withdraw ${dollars(openPrincipal.toFixed(2))} early has ended`,
      body: `${reason} Nothing more is paid under this request.`,
      href: investmentPath(investment.id),
      datedOn: on,
    })),
  );
}

/**
 * The deposits behind these investments came back: their requests end, and payments that waited for another account are not made.
 *
 * @returns what is to be posted, and what each investor has received early and owes: dollars by investment
 */
export async function endExits(
  tx: Tx,
  returned: readonly { investmentId: string; businessDate: IsoDate }[],
): Promise<{ booking: Booking; received: ReadonlyMap<string, string> }> {
  const ids = returned.map(({ investmentId }) => investmentId);
  for (const on of new Set(returned.map(({ businessDate }) => businessDate))) {
    const those = returned.filter(({ businessDate }) => businessDate === on);
    const investmentIds = those.map(({ investmentId }) => investmentId);
    await endRequests(tx, { investmentIds, on, reason: "The bank returned the deposit." });
  }
  const payments = await tx.withdrawalPayment.findMany({ where: { investmentId: { in: ids } } });
  const unpaid = payments.filter(({ state }) => state === "UNPAID");
  const investments = await tx.investment.findMany({
    where: { id: { in: unpaid.map(({ investmentId }) => investmentId) } },
  });
  const byId = new Map(investments.map((investment) => [investment.id, investment]));
  const dateOf = new Map(returned.map(({ investmentId, businessDate }) => [investmentId, businessDate]));
  const booking = await cancelPayments(
    tx,
    unpaid.map((payment) => ({
      payment,
      investment: byId.get(payment.investmentId)!,
      businessDate: dateOf.get(payment.investmentId)!,
    })),
  );
  const received = new Map<string, string>();
  for (const { investmentId, state, principal, interest } of payments)
    if (state === "PAID" || state === "PAYING")
      received.set(
        investmentId,
        principal
          .plus(interest)
          .plus(received.get(investmentId) ?? "0")
          .toFixed(2),
      );
  return { booking, received };
}
