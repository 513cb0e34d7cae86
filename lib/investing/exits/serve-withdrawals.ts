import { isBankingDay } from "@/lib/calendar/banking-days";
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction, type Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { frozenAmong } from "@/lib/ledger/account-terms";
import { post } from "@/lib/ledger/post";
import type { PostingRequest, PostingResult } from "@/lib/ledger/posting-request";
import { log } from "@/lib/log";
import { dollars, sum, toMoney } from "@/lib/money/money";
import { notifyEach } from "@/lib/notifications/notify";
import { createPaymentOrders } from "@/lib/payments/create-payment-order";
import { defaultRail } from "@/lib/payments/rails";
import { sqlRows } from "@/lib/sql-rows";
import { CASH } from "@/lib/transaction-types/account-codes";
import { earlyWithdrawalPenalty } from "@/lib/transaction-types/early-withdrawal";
import { interestCalculation } from "@/lib/transaction-types/interest-calculation";
import { investorWithdrawal } from "@/lib/transaction-types/investor-withdrawal";
import type { Investment } from "@/prisma/generated/client";
import { readGate } from "@/lib/investing/gate/gate";
import { investmentPath, usersOf } from "@/lib/investing/investor-notes";
import { paidOf } from "@/lib/investing/returns/leave";
import { exitCash, expectedFlows } from "./exit-cash";
import { lockOpenRequests, standingsOf, unpayableAmong, type OpenRequest } from "./find-requests";
import { holdKey } from "./open-payments";
import { planExits, type Planned } from "./plan-exits";
import { payUnpaid } from "./pay-unpaid";

type ServedDay = { payments: number; paid: string };
const NOTHING: ServedDay = { payments: 0, paid: "0.00" };

/** The cash went elsewhere between the look and the hold: nothing of the day is written, and the next one tries again. */
class OvertakenError extends Error {}

/**
 * Serves the queue of early withdrawals: once every banking day, after the payouts of what has matured. What a payment takes is fixed on
 * its day: Dr revenue, Cr investor interest for the running month; Dr investor interest, Cr early withdrawal revenue for the penalty;
 * and pending Dr investor principal, Dr investor interest, Cr cash. Payments that failed before come first, with the amount they had.
 *
 * Two queries when nobody waits.
 */
export async function serveWithdrawals({ businessDate }: { businessDate: IsoDate }): Promise<ServedDay> {
  if (!isBankingDay(businessDate)) return NOTHING;
  await payUnpaid({ businessDate });
  const waiting = await db.withdrawalRequest.count({ where: { state: "QUEUED" } });
  if (waiting === 0) return NOTHING;
  const flows = await expectedFlows(businessDate);
  try {
    return await inTransaction(async (tx) => {
      await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('serve-withdrawals', 0))::text`;
      return serve(tx, businessDate, await exitCash(tx, { today: businessDate, flows }));
    });
  } catch (error) {
    if (!(error instanceof OvertakenError)) throw error;
    log.warn({ businessDate }, "Early withdrawals were not served: the cash went elsewhere.");
    return NOTHING;
  }
}

async function serve(
  tx: Tx,
  today: IsoDate,
  money: Awaited<ReturnType<typeof exitCash>>,
): Promise<ServedDay> {
  if (money.cash.isZero() || (await frozenAmong([CASH], tx)).has(CASH)) return NOTHING;
  if ((await readGate(tx)).state === "GATED") return NOTHING; // what waits keeps its place
  const open = await lockServed(tx, today);
  const all = [...new Map(open.map(({ investment }) => [investment.id, investment])).values()];
  const unpayable = await unpayableAmong(tx, { investments: all, today });
  const standing = await standingsOf(tx, all);
  const payable = open.filter(({ investment }) => !unpayable.has(investment.id));
  const { payments } = planExits({
    requests: payable.map(({ investment, ...request }) => ({ ...request, investmentId: investment.id })),
    standings: new Map(all.map((investment) => [investment.id, standing(investment)])),
    on: today,
    ...money,
  });
  if (payments.length === 0) return NOTHING;
  const investmentOf = new Map(all.map((investment) => [investment.id, investment]));
  const exits = payments.map((payment): Exit => ({
    ...payment,
    id: newId("wdp"),
    investment: investmentOf.get(payment.request.investmentId)!,
  }));
  await pay(tx, exits, today);
  return { payments: exits.length, paid: toMoney(sum(exits.map(({ left }) => paidOf(left)))) };
}

/** Of earlier days, with no share of this one yet, and of investments that go on: what has matured is paid as such. */
async function lockServed(tx: Tx, today: IsoDate): Promise<OpenRequest[]> {
  const open = await lockOpenRequests(tx);
  const shared = await tx.withdrawalPayment.findMany({
    where: { servedOn: toDbDate(today), requestId: { in: open.map(({ id }) => id) } },
    select: { requestId: true },
  });
  const hasShare = new Set(shared.map(({ requestId }) => requestId));
  return open.filter(
    ({ id, requestedOn, investment }) =>
      requestedOn < today && investment.status === "ACTIVE" && !hasShare.has(id),
  );
}

type Exit = Planned & { id: string; investment: Investment };

async function pay(tx: Tx, exits: readonly Exit[], today: IsoDate): Promise<void> {
  const holdKeys = new Map(exits.map(({ id }) => [holdKey(id, 1), id]));
  const requests = postings(exits, today);
  const results = await post(tx, requests);
  const holds = new Map<string, string>();
  for (const [at, result] of results.entries()) {
    if (result.status !== "posted") throw refusal(result);
    const id = holdKeys.get(requests[at]!.key);
    if (id) holds.set(id, result.transactionId);
  }
  const userOf = await usersOf(
    tx,
    exits.map(({ investment }) => investment.investorId),
  );
  const orders = await createPaymentOrders(
    tx,
    exits.map(({ id, investment, left }) => ({
      ...{ kind: "WITHDRAWAL" as const, direction: "CREDIT" as const, rail: defaultRail("WITHDRAWAL") },
      ...{ amount: toMoney(paidOf(left)), externalAccountId: investment.externalAccountId },
      ...{
        userId: userOf(investment.investorId),
        subjectType: "investment" as const,
        subjectId: investment.id,
      },
      ...{ holdTransactionId: holds.get(id)!, createdOn: today },
    })),
  );
  await write(
    tx,
    exits.map((exit, at) => ({ ...exit, orderId: orders[at]!.id })),
    today,
  );
  const inParts = exits.filter(({ open, left }) => !open.isZero() && !left.principal.isZero());
  await notifyEach(
    tx,
    inParts.map(({ investment, left, open }) => ({
      userId: userOf(investment.investorId),
      kind: "withdrawal-shared",
      title: `${dollars(paidOf(left))} of your early withdrawal is on its way`,
      body: `The pool does not have the cash for all requests today. ${dollars(open)} of principal is still in the queue and goes on earning interest.`,
      href: investmentPath(investment.id),
      datedOn: today,
    })),
  );
}

/** The running month of all in one transaction; a penalty and a hold for each. */
function postings(exits: readonly Exit[], today: IsoDate): PostingRequest[] {
  const fact = { kind: "post", mode: "record", effectiveOn: today } as const;
  const running = exits.filter(({ left }) => !left.running.isZero());
  const credited: PostingRequest[] =
    running.length === 0
      ? []
      : [
          {
            ...interestCalculation({
              borrowers: [],
              investors: running.map(({ investment, left }) => ({
                ...{ investorId: investment.investorId, investmentId: investment.id },
                ...{ period: 0, amount: left.running },
              })),
            }),
            ...{ ...fact, key: `withdraw-interest:${running[0]!.id}` },
          },
        ];
  return [
    ...credited,
    ...exits.flatMap(({ id, investment, left }): PostingRequest[] => {
      const of = { investorId: investment.investorId, investmentId: investment.id };
      const metadata = { investmentId: investment.id };
      const { penalty } = left;
      const hold: PostingRequest = {
        ...investorWithdrawal({ ...of, principal: left.principal, interest: left.interest }),
        ...{ key: holdKey(id, 1), kind: "hold", mode: "authorize", effectiveOn: today, metadata },
      };
      if (penalty.isZero()) return [hold];
      return [
        { ...earlyWithdrawalPenalty({ ...of, penalty }), ...fact, key: `withdraw-penalty:${id}`, metadata },
        hold,
      ];
    }),
  ];
}

function refusal(result: Extract<PostingResult, { status: "refused" }>): Error {
  invariant(
    ["insufficient-funds", "frozen"].includes(result.reason),
    `an early withdrawal is refused for lack of cash or by a freeze, not by ${result.reason}`,
  );
  return new OvertakenError("The hold of an early withdrawal was refused.");
}

async function write(tx: Tx, exits: readonly (Exit & { orderId: string })[], today: IsoDate): Promise<void> {
  await tx.withdrawalPayment.createMany({
    data: exits.map(({ id, request, investment, left, orderId }) => ({
      ...{ id, requestId: request.id, investmentId: investment.id, servedOn: toDbDate(today) },
      ...{ principal: toMoney(left.principal), interest: toMoney(left.interest) },
      ...{ running: toMoney(left.running), penalty: toMoney(left.penalty), paymentOrderId: orderId },
    })),
  });
  await tx.$executeRaw`
    UPDATE withdrawal_requests r SET open_principal = served.open, state = CASE WHEN served.open = 0 THEN 'SERVED' ELSE r.state END,
           ended_on = CASE WHEN served.open = 0 THEN ${today}::date END
      FROM ${sqlRows(
        "served",
        { id: "text", open: "numeric" },
        exits.map(({ request, open }) => ({ id: request.id, open: toMoney(open) })),
      )}
     WHERE r.id = served.id`;
  // Of several payments of one investment the last one says what remains. A principal that has left stays as the last part of it.
  const remaining = new Map(exits.map(({ investment, principal }) => [investment.id, principal]));
  await tx.$executeRaw`
    UPDATE investments i SET status = CASE WHEN kept.principal = 0 THEN 'WITHDRAWN' ELSE i.status END,
           principal = CASE WHEN kept.principal = 0 THEN i.principal ELSE kept.principal END
      FROM ${sqlRows(
        "kept",
        { id: "text", principal: "numeric" },
        [...remaining].map(([id, principal]) => ({ id, principal: toMoney(principal) })),
      )}
     WHERE i.id = kept.id`;
}
