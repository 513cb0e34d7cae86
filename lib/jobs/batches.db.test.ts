// What is settled together must come to the same as one by one, for all kinds of payments at once, whatever the batches; and
// neither a payment that cannot be booked nor the death of a worker may touch the others.
import { askBank } from "@/test/sandbox-bank";
import fc from "fast-check";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { matureInvestments } from "@/lib/investing/mature";
import { payWaitingInvestments } from "@/lib/investing/pay-waiting-investments";
import { requestDisbursement } from "@/lib/lending/disbursement/request-disbursement";
import { repay } from "@/lib/lending/repayment/repay";
import { changeStatuses, lockPaymentOrder } from "@/lib/payments/change-status";
import { pollPayments } from "@/lib/payments/poll-payments";
import { setBankDate } from "@/lib/payments/sandbox-controls";
import { seal } from "@/lib/payments/sealing";
import { submitPaymentOrders, submitWaiting } from "@/lib/payments/submit-waiting";
import { runCrossChecks } from "@/lib/pool/cross-checks";
import {
  borrowerInterest,
  borrowerPrincipal,
  investorInterest,
  investorPrincipal,
} from "@/lib/transaction-types/account-codes";
import { asOwner } from "@/test/owner";
import { countOrdersAtBank, moveTo } from "@/test/payments";
import { setBusinessDate } from "@/test/story";
import {
  addRevenueToCash,
  creditInterest,
  newInvestor,
  open,
  openAndClear,
  postedOn,
} from "@/test/support/investing";
import {
  acceptedLoan,
  activeLoan,
  chargeInterest,
  fundPool,
  nameOf,
  newBorrower,
  stateOf,
  useBureau,
  type TestBorrower,
} from "@/test/support/lending";
import { killWorker, killWorkers, startWorker, until } from "@/test/support/worker";
import { handleHeard, handlePaymentTransitions, handleWaitingTransitions } from "./handle-payment-transition";

const A_YEAR_BEFORE = "2026-01-02";
const A_MONTH_BEFORE = "2026-12-02";
const TODAY = "2027-01-02";
const SLOW = 300_000;

type World = { orderIds: string[]; loanIds: string[]; investmentIds: string[] };

beforeAll(useBureau);
/** What a test left behind belongs to no other: nothing of it is due or waits. */
beforeEach(() => db.investment.updateMany({ where: { status: "ACTIVE" }, data: { status: "FAILED" } }));

/** Payments of every kind on their way: of a flat loan two, one of them the last; one ahead of each method's schedule. */
async function newWorld(): Promise<World> {
  const brittany = await newInvestor("Brittany");
  const matured = await openAndClear(brittany, A_YEAR_BEFORE);
  const loans: Loan[] = [];
  for (const method of ["FLAT", "FLAT", "EQUAL_INSTALLMENT"] as const) {
    const borrower = await newBorrower();
    loans.push({ ...borrower, ...(await activeLoan(borrower, A_MONTH_BEFORE, { method })) });
  }
  await setBusinessDate(TODAY);
  await fundPool("50000.00", TODAY);
  await creditInterest(TODAY);
  await addRevenueToCash("480.00", TODAY);
  await matureInvestments({ businessDate: TODAY });
  await payWaitingInvestments({ businessDate: TODAY });
  const { payoutOrderId } = await db.investment.findUniqueOrThrow({ where: { id: matured.investmentId } });
  const [twice, ahead, declining] = loans as [Loan, Loan, Loan];
  for (const { loanId } of loans) await chargeInterest(TODAY, loanId);
  const orderIds = [payoutOrderId!, await pay(twice, "SCHEDULED"), await pay(ahead, "OTHER")];
  const starting = [await disburse("FLAT"), await disburse("EQUAL_INSTALLMENT")];
  const deposits = [await open(brittany), await open(await newInvestor("Bo"))];
  orderIds.push(...starting.map(({ paymentOrderId }) => paymentOrderId));
  orderIds.push(await pay(declining, "OTHER"), await pay(twice, "PAYOFF"));
  orderIds.push(...deposits.map(({ paymentOrderId }) => paymentOrderId));
  return {
    orderIds,
    loanIds: [...loans, ...starting].map(({ loanId }) => loanId),
    investmentIds: [matured, ...deposits].map(({ investmentId }) => investmentId),
  };
}

type Loan = TestBorrower & { loanId: string };

async function pay({ borrowerId, loanId }: Loan, kind: "SCHEDULED" | "OTHER" | "PAYOFF"): Promise<string> {
  const wish = kind === "OTHER" ? { kind, amount: "1500.00" } : { kind };
  return (await repay({ borrowerId, loanId, ...wish, idempotencyKey: crypto.randomUUID() })).paymentOrderId;
}

async function disburse(method: "FLAT" | "EQUAL_INSTALLMENT") {
  const borrower = await newBorrower();
  const loanId = await acceptedLoan(borrower, { method });
  const signedName = await nameOf(borrower);
  const started = await requestDisbursement({
    ...{ ...borrower, loanId, signedName },
    rail: "ACH",
    isAutopay: false,
  });
  return { loanId, paymentOrderId: started.paymentOrderId! };
}

type News = { orderId: string; status: "COMPLETED" | "FAILED" | "RETURNED"; returnCode?: string };

/** The bank says that all of them have cleared, in this order. @returns the news */
const allClear = (orderIds: string[]) =>
  happen(orderIds.map((orderId) => ({ orderId, status: "COMPLETED" as const })));

/** The bank's news in this order, of each order at most one. @returns their ids */
async function happen(news: News[]): Promise<string[]> {
  await inTransaction(async (tx) => {
    const changes = [];
    for (const { orderId, ...change } of news) {
      const order = (await lockPaymentOrder(tx, orderId))!;
      changes.push({
        order,
        change: { ...change, source: "poll" as const, providerId: `bank-${orderId}` },
      });
    }
    await changeStatuses(tx, changes);
  });
  const written = await db.paymentTransition.findMany({
    where: { OR: news.map(({ orderId, status }) => ({ paymentOrderId: orderId, toStatus: status })) },
    orderBy: { id: "asc" },
  });
  expect(written.map(({ paymentOrderId }) => paymentOrderId)).toEqual(news.map(({ orderId }) => orderId));
  return written.map(({ id }) => id.toString());
}

/** All that settling changes, without the ids, which are new in every world. */
async function books({ loanIds, investmentIds }: World) {
  const loans = [];
  for (const loanId of loanIds) {
    const repayments = await db.repayment.findMany({ where: { loanId }, orderBy: { createdAt: "asc" } });
    const { disbursedOn, status, borrowerId } = await db.loan.findUniqueOrThrow({ where: { id: loanId } });
    const codes = [borrowerPrincipal(borrowerId, loanId), borrowerInterest(borrowerId, loanId)];
    loans.push({
      status,
      balances: Object.values(await postedOn(...codes)),
      ...(disbursedOn && (await stateOf(loanId, TODAY))),
      repayments: repayments.map(
        ({ status, interest, principal, extraInterest, unearnedInterest, postedOn }) => [
          status,
          ...[interest, principal, extraInterest, unearnedInterest].map((part) => part.toFixed(2)),
          postedOn,
        ],
      ),
      notices: await titles(`/borrower/loans/${loanId}`),
      written: (
        await db.writeEvent.findMany({ where: { loanId }, orderBy: { ledgerTransactionId: "asc" } })
      ).map(({ kind, principalAfter }) => [kind, principalAfter.toFixed(2)]),
    });
  }
  const investments = [];
  for (const id of investmentIds) {
    const { investorId, status, startedOn, maturesOn, paidOutOn } = await db.investment.findUniqueOrThrow({
      where: { id },
    });
    const codes = [investorPrincipal(investorId, id), investorInterest(investorId, id)];
    const balances = Object.values(await postedOn(...codes));
    const notices = await titles(`/investor/investments/${id}`);
    investments.push({ status, startedOn, maturesOn, paidOutOn, balances, notices });
  }
  return { loans, investments };
}

async function titles(href: string): Promise<string[]> {
  const notes = await db.notification.findMany({ where: { href }, orderBy: { title: "asc" } });
  return notes.map(({ title, body }) => `${title}: ${body}`.replace(/loan \d+/, "the loan"));
}

async function offenders(): Promise<string[]> {
  const broken = (await runCrossChecks()).filter(({ ok }) => !ok);
  // The pool of these tests is filled past the payment orders, and ended by hand.
  const known = ["cash-from-payments", "investment-principal", "investment-interest", "open-holds"];
  return broken.filter(({ id }) => !known.includes(id)).flatMap(({ offending }) => offending);
}

it("comes to the same books in any split into batches as one by one", { timeout: SLOW }, async () => {
  const one = await newWorld();
  for (const transitionId of await allClear(one.orderIds))
    await handlePaymentTransitions({ transitionIds: [transitionId] });
  const expected = await books(one);
  expect(expected.loans.map(({ status }) => status)).toEqual([
    "CLOSED",
    "ACTIVE",
    "ACTIVE",
    "ACTIVE",
    "ACTIVE",
  ]);
  expect(expected.investments.map(({ status }) => status)).toEqual(["PAID_OUT", "ACTIVE", "ACTIVE"]);
  const split = async (cuts: number[]) => {
    await db.investment.updateMany({ where: { status: "ACTIVE" }, data: { status: "FAILED" } });
    const world = await newWorld();
    const news = await allClear(world.orderIds);
    const ends = [...new Set(cuts)].sort((a, b) => a - b);
    for (const [at, from] of [0, ...ends].entries())
      await handlePaymentTransitions({ transitionIds: news.slice(from, ends[at]) });
    expect(await books(world)).toEqual(expected);
  };
  await split([]); // all together
  const anyCuts = fc.asyncProperty(
    fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 4 }),
    split,
  );
  await fc.assert(anyCuts, { numRuns: 3, endOnFailure: true });
  expect(await offenders()).toEqual([]);
});

/** What can happen to a payment: it clears, or not; it comes back before it has cleared, or after. */
const FATES: Record<string, Omit<News, "orderId">[]> = {
  clears: [{ status: "COMPLETED" }],
  fails: [{ status: "FAILED" }],
  "fails with a code": [{ status: "FAILED", returnCode: "R01" }],
  "comes back early": [{ status: "RETURNED", returnCode: "R03" }],
  "comes back late": [{ status: "COMPLETED" }, { status: "RETURNED", returnCode: "R01" }],
  "comes back unauthorized": [{ status: "COMPLETED" }, { status: "RETURNED", returnCode: "R10" }],
};
type Fate = keyof typeof FATES;

/** Everything that clears or fails, and then what comes back of it. @returns the ids of the news */
async function fulfill({ orderIds }: World, fates: Fate[]): Promise<string[]> {
  const each = orderIds.map((orderId, at) => FATES[fates[at]!]!.map((news) => ({ orderId, ...news })));
  const first = await happen(each.map(([news]) => news!));
  return [...first, ...(await happen(each.flatMap(([, news]) => news ?? [])))];
}

const ORDERS = 9;
const fate = fc.constantFrom<Fate>(...Object.keys(FATES));
const cuts = fc.array(fc.integer({ min: 1, max: 2 * ORDERS - 1 }), { maxLength: 4 });
const EVERY_FATE: [Fate[], number[]][] = [
  [new Array<Fate>(ORDERS).fill("comes back late"), []],
  [new Array<Fate>(ORDERS).fill("fails with a code"), []],
  [new Array<Fate>(ORDERS).fill("comes back early"), [3]],
];

it("comes to the same books in any split whatever happens to each payment", { timeout: SLOW }, async () => {
  const property = fc.asyncProperty(
    fc.array(fate, { minLength: ORDERS, maxLength: ORDERS }),
    cuts,
    async (fates, cutsAt) => {
      await db.investment.updateMany({ where: { status: "ACTIVE" }, data: { status: "FAILED" } });
      const one = await newWorld();
      expect(one.orderIds).toHaveLength(ORDERS);
      for (const transitionId of await fulfill(one, fates))
        await handlePaymentTransitions({ transitionIds: [transitionId] });
      const expected = await books(one);
      await db.investment.updateMany({ where: { status: "ACTIVE" }, data: { status: "FAILED" } });
      const world = await newWorld();
      const news = await fulfill(world, fates);
      const ends = [...new Set(cutsAt)].sort((a, b) => a - b);
      for (const [at, from] of [0, ...ends].entries())
        await handlePaymentTransitions({ transitionIds: news.slice(from, ends[at]) });
      expect(await books(world)).toEqual(expected);
      expect(await offenders()).toEqual([]);
    },
  );
  await fc.assert(property, { numRuns: 6, examples: EVERY_FATE, endOnFailure: true });
});

/** What can happen to a batch, each kind of payment in it. */
const HAPPENINGS: Omit<News, "orderId">[] = [
  { status: "COMPLETED" },
  { status: "FAILED", returnCode: "R01" },
  { status: "RETURNED", returnCode: "R01" },
];

/** A world to which it can happen: what comes back has cleared before. */
async function worldFor({ status }: Omit<News, "orderId">): Promise<World> {
  const world = await newWorld();
  if (status === "RETURNED")
    await handlePaymentTransitions({ transitionIds: await allClear(world.orderIds) });
  return world;
}

it.each(HAPPENINGS)(
  "isolates one of each kind that cannot be booked, and books the rest of the batch: $status",
  { timeout: SLOW },
  async (change) => {
    const { orderIds } = await worldFor(change);
    const orders = await db.paymentOrder.findMany({ where: { id: { in: orderIds } } });
    const broken = ["PAYOUT", "REPAYMENT", "DISBURSEMENT", "DEPOSIT"].map((kind) =>
      orders.find((order) => order.kind === kind)!,
    );
    const damage = "UPDATE payment_orders SET subject_type = $2, hold_transaction_id = $3 WHERE id = $1";
    const transitionIds = await happen(orderIds.map((orderId) => ({ orderId, ...change })));
    const damagePosted = "UPDATE repayments SET post_transaction_id = $2 WHERE payment_order_id = $1";
    const posted = await db.repayment.findMany({
      where: { paymentOrderId: { in: broken.map(({ id }) => id) } },
    });
    for (const { id } of broken) {
      await asOwner(damage, [id, "nothing", null]);
      await asOwner(damagePosted, [id, null]);
    }
    await expect(handlePaymentTransitions({ transitionIds })).rejects.toThrow("Invariant broken");
    const unhandled = () =>
      db.paymentTransition.findMany({
        where: { paymentOrderId: { in: orderIds }, handledAt: null },
        select: { paymentOrderId: true },
      });
    const idsOf = (rows: { paymentOrderId: string }[]) =>
      rows.map(({ paymentOrderId }) => paymentOrderId).sort();
    expect(idsOf(await unhandled())).toEqual(broken.map(({ id }) => id).sort());
    for (const { id, subjectType, holdTransactionId } of broken)
      await asOwner(damage, [id, subjectType, holdTransactionId]);
    for (const { paymentOrderId, postTransactionId } of posted)
      await asOwner(damagePosted, [paymentOrderId, postTransactionId]);
    await handlePaymentTransitions({ transitionIds });
    expect(await unhandled()).toEqual([]);
    expect(await offenders()).toEqual([]);
  },
);

it(
  "places and books each once, of every kind, when answers are lost and news comes days late",
  { timeout: SLOW },
  async () => {
    const { orderIds } = await newWorld();
    await setBankDate(TODAY);
    const where = { paymentOrders: { some: { id: { in: orderIds } } } };
    for (const { id } of await db.externalAccount.findMany({ where }))
      await db.externalAccount.update({
        where: { id },
        data: { accountNumberSealed: seal("123456789", id) },
      });
    await askBank("POST", "/sandbox/trouble", { lose: 5, fail: 3 });
    await submitPaymentOrders(orderIds).catch(() => {}); // those whose answers are lost are left for the next time
    await askBank("POST", "/sandbox/trouble", {});
    await Promise.all([submitPaymentOrders(orderIds), submitWaiting()]);
    for (const id of orderIds) expect(await countOrdersAtBank(id)).toBe(1);
    await moveTo("2027-01-07");
    await pollPayments({ heard: handleHeard });
    const orders = await db.paymentOrder.findMany({
      where: { id: { in: orderIds } },
      include: { transitions: true },
    });
    for (const { status, transitions } of orders) {
      expect(status).toBe("COMPLETED");
      expect(transitions.every(({ handledAt }) => handledAt !== null)).toBe(true);
    }
    expect(await handleWaitingTransitions()).toEqual({ handled: 0, failed: 0 });
    expect(await offenders()).toEqual([]);
  },
);

describe("a worker that dies in the middle of a batch", () => {
  afterEach(killWorkers);

  it.each(HAPPENINGS)(
    "leaves nothing of it, of no kind, and the next run does all of it once: $status",
    { timeout: SLOW },
    async (change) => {
      const { orderIds, loanIds } = await worldFor(change);
      await db.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
      const last = (await db.loan.findMany({ where: { id: { in: loanIds } }, orderBy: { id: "asc" } })).at(
        -1,
      )!;
      const newest = async () => {
        const [row] = await db.$queryRaw<{ id: bigint }[]>`SELECT max(id) AS id FROM ledger.transactions`;
        return row!.id;
      };
      const before = await newest();
      await inTransaction(async (tx) => {
        await tx.$queryRaw`SELECT id FROM loans WHERE id = ${last.id} FOR UPDATE`; // the batch waits for it half-way
        await happen(orderIds.map((orderId) => ({ orderId, ...change })));
        const worker = await startWorker();
        await until(async () => {
          const [row] = await db.$queryRaw<{ waiting: boolean }[]>`
          SELECT count(*) > 0 AS waiting FROM pg_stat_activity
           WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ~ 'FROM loans'`;
          return row!.waiting;
        });
        await killWorker(worker);
      });
      expect(await newest()).toBe(before);
      const { handled, failed } = await handleWaitingTransitions();
      expect({ handled, failed }).toEqual({ handled: orderIds.length, failed: 0 });
      const keys = await db.$queryRaw<{ orders: bigint }[]>`
        SELECT count(DISTINCT split_part(idem_key, ':', 2)) AS orders FROM ledger.transactions
         WHERE id > ${before} AND split_part(idem_key, ':', 2) = ANY(${orderIds}::text[])`;
      expect(keys).toEqual([{ orders: BigInt(orderIds.length) }]);
      expect(await handleWaitingTransitions()).toEqual({ handled: 0, failed: 0 });
      expect(await offenders()).toEqual([]);
    },
  );
});
