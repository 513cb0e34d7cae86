// The queue of early withdrawals for pages: an investor sees their own requests and what is ahead of them; staff see all.
import { nextBankingDay } from "@/lib/calendar/banking-days";
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { d, sum, toMoney, type Decimal } from "@/lib/money/money";
import { expectedDay } from "@/lib/investing/returns/exit-queue";
import { leave, paidOf } from "@/lib/investing/returns/leave";
import type { WithdrawalPaymentState, WithdrawalState } from "@/prisma/generated/enums";
import { exitCash, expectedFlows } from "./exit-cash";
import { standingsOf } from "./find-requests";
import { planExits } from "./plan-exits";

/** Of each installment, what the later end of a range counts on. */
const CAUTIOUS = d("0.8");

export type ExitPayment = {
  servedOn: IsoDate;
  principal: string; // dollars
  earned: string;
  penalty: string;
  paid: string;
  state: WithdrawalPaymentState;
};
export type ExitRequest = {
  id: string;
  number: number;
  principal: string;
  open: string;
  state: WithdrawalState;
  requestedOn: IsoDate;
  cancelReason: string | null;
  documentId: string;
  payments: ExitPayment[];
};

/** The requests of an investment, oldest first, with what was paid of them. */
export async function listExits(investmentId: string): Promise<ExitRequest[]> {
  const rows = await db.withdrawalRequest.findMany({
    where: { investmentId },
    orderBy: { number: "asc" },
    include: { payments: { orderBy: { servedOn: "asc" } } },
  });
  return rows.map(({ payments, ...row }) => ({
    ...{ id: row.id, number: row.number, principal: row.principal.toFixed(2) },
    ...{ open: row.openPrincipal.toFixed(2), state: row.state, requestedOn: fromDbDate(row.requestedOn) },
    ...{ cancelReason: row.cancelReason, documentId: row.documentId },
    payments: payments.map((payment) => ({
      servedOn: fromDbDate(payment.servedOn),
      principal: payment.principal.toFixed(2),
      earned: payment.interest.plus(payment.penalty).toFixed(2),
      penalty: payment.penalty.toFixed(2),
      paid: payment.principal.plus(payment.interest).toFixed(2),
      state: payment.state,
    })),
  }));
}

export type QueuedExit = {
  id: string;
  number: number;
  investmentId: string;
  investmentNumber: number;
  investorName: string;
  requestedOn: IsoDate;
  /** Dollars that would be paid for the rest today. */
  amount: string;
  /** 1 for requests of the oldest day; those of one day share a place. */
  place: number;
  /** Dollars of requests of earlier days; in pro-rata mode nobody is ahead. */
  ahead: string;
  /** When all of it is expected: with every installment on time, and with a fifth of them missing; null: not within three years. */
  earliest: IsoDate | null;
  latest: IsoDate | null;
  /** Dollars of the next day's share. */
  next: string;
};

export type ExitQueue = {
  asOf: IsoDate;
  /** The next banking day, on which the queue is served. */
  servedOn: IsoDate;
  mode: "in-order" | "pro-rata";
  /** Dollars that could be paid today. */
  budget: string;
  total: string;
  requests: QueuedExit[];
};

/** All that waits, in the order in which it is served, as it would be if today's cash were shared. */
export async function exitQueue(): Promise<ExitQueue> {
  const asOf = await businessDate();
  const rows = await db.withdrawalRequest.findMany({
    where: { state: "QUEUED", investment: { status: "ACTIVE" } },
    orderBy: [{ requestedOn: "asc" }, { number: "asc" }],
    include: { investment: { include: { investor: { include: { user: { select: { name: true } } } } } } },
  });
  const investments = [...new Map(rows.map(({ investment }) => [investment.id, investment])).values()];
  const flows = await expectedFlows(asOf);
  const money = await exitCash(db, { today: asOf, flows });
  const standing = await standingsOf(db, investments);
  const requests = rows.map((row) => ({
    ...{ id: row.id, requestedOn: fromDbDate(row.requestedOn) },
    ...{ open: d(row.openPrincipal), investmentId: row.investmentId },
  }));
  const standings = new Map(investments.map((each) => [each.id, standing(each)]));
  const plan = planExits({ requests, standings, on: asOf, ...money });
  const amounts = requests.map(({ investmentId, open }) =>
    paidOf(leave(standings.get(investmentId)!, { on: asOf, part: open })),
  );
  const shareOf = new Map(plan.payments.map(({ request, left }) => [request.id, paidOf(left)]));
  const days = [...new Set(requests.map(({ requestedOn }) => requestedOn))].sort();
  const isProRata = plan.mode === "pro-rata";
  const upTo = (on: IsoDate, isWith: boolean): Decimal =>
    sum(
      amounts.filter(
        (_, at) => requests[at]!.requestedOn < on || (isWith && requests[at]!.requestedOn === on),
      ),
    );
  const all = sum(amounts);
  return {
    ...{ asOf, servedOn: nextBankingDay(asOf), mode: plan.mode },
    ...{ budget: toMoney(plan.budget), total: toMoney(all) },
    requests: rows.map((row, at): QueuedExit => {
      const { requestedOn } = requests[at]!;
      const needed = isProRata ? all : upTo(requestedOn, true);
      const day = (received: Decimal) =>
        expectedDay({ needed, cash: money.cash, flows, received, today: asOf });
      return {
        ...{ id: row.id, number: row.number, requestedOn, amount: toMoney(amounts[at]!) },
        ...{ investmentId: row.investmentId, investmentNumber: row.investment.number },
        investorName: row.investment.investor.user.name,
        place: isProRata ? 1 : days.indexOf(requestedOn) + 1,
        ahead: isProRata ? "0.00" : toMoney(upTo(requestedOn, false)),
        ...{ earliest: day(d(1)), latest: day(CAUTIOUS) },
        next: toMoney(shareOf.get(row.id) ?? d(0)),
      };
    }),
  };
}
