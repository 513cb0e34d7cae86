// Payments early, late, in part, ahead and paying off, that clear in any order, fail or come back: the books of a loan on a
// declining balance are, to the cent, what a calculator says that lives a day at a time and knows only the payments that stand.
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { addDays, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { chargeInterest } from "@/test/support/lending";
import { quoteRepayment } from "@/lib/lending/repayment/quote-repayment";
import { repay } from "@/lib/lending/repayment/repay";
import { requestDisbursement } from "@/lib/lending/disbursement/request-disbursement";
import {
  acceptedLoan,
  bankSays,
  fundPool,
  newBorrower,
  posted,
  stateOf,
  useBureau,
  type TestBorrower,
} from "@/test/support/lending";
import { d, fromCents } from "@/lib/money/money";
import { borrowerInterest, borrowerPrincipal } from "@/lib/transaction-types/account-codes";
import { DayByDay, type Terms } from "@/test/day-by-day";
import { asOwner } from "@/test/owner";
import { newBankAccount, refused, setBusinessDate } from "@/test/story";
import { refreshStandings } from "@/lib/lending/reading/loan-standings";
import { runCrossChecks } from "./cross-checks";

const RUNS = Number(process.env.PREPAYMENT_DB_RUNS ?? 5);

const anyTerms = fc.record({
  method: fc.constantFrom(
    "EQUAL_INSTALLMENT" as const,
    "EQUAL_INSTALLMENT" as const,
    "EQUAL_PRINCIPAL" as const,
    "INTEREST_ONLY" as const,
  ),
  basisPoints: fc.integer({ min: 300, max: 3000 }).map(BigInt),
  isActual365: fc.boolean(),
  start: fc.nat(60),
});

const happening = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("wait" as const), days: fc.oneof(fc.nat(4), fc.nat(40)) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("start" as const),
      kind: fc.constantFrom(
        "SCHEDULED" as const,
        "SCHEDULED" as const,
        "OTHER" as const,
        "OTHER" as const,
        "PAYOFF" as const,
      ),
      cents: fc.oneof(fc.integer({ min: 1, max: 50_000 }), fc.integer({ min: 40_000, max: 250_000 })),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("clear" as const), which: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("fail" as const), which: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("return" as const), which: fc.nat(9) }) },
);
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

type Started = {
  order: string;
  on: IsoDate;
  cents: bigint;
  isForInstallment: boolean;
  state: "pending" | "posted" | "gone";
};
type Story = { borrower: TestBorrower; loanId: string; terms: Terms; on: IsoDate; payments: Started[] };

beforeAll(useBureau);

async function begin({
  method,
  basisPoints,
  isActual365,
  start,
}: {
  method: Terms["method"];
  basisPoints: bigint;
  isActual365: boolean;
  start: number;
}): Promise<Story> {
  const on = addDays("2026-01-01", start);
  await setBusinessDate(on);
  await fundPool("50000.00", on);
  const borrower = await newBorrower();
  const loanId = await acceptedLoan(borrower, { method: "EQUAL_INSTALLMENT" });
  const dayCount = isActual365 ? "actual/365" : "30/360";
  const annualRate = d(basisPoints.toString()).div(10_000);
  // Products have neither all methods nor all day counts; loans may.
  await asOwner(`UPDATE loans SET method = $1, day_count = $2, annual_rate = $3 WHERE id = $4`, [
    ...[method, dayCount, annualRate.toString(), loanId],
  ]);
  const { paymentOrderId } = await requestDisbursement({
    ...borrower,
    loanId,
    rail: "ACH",
    isAutopay: false,
  });
  await bankSays(paymentOrderId!, "COMPLETED", on);
  const terms = { method, basisPoints, isActual365, cents: 500_000n, months: 12, disbursedOn: on };
  return { borrower, loanId, terms, on, payments: [] };
}

async function happen(story: Story, event: Happening): Promise<void> {
  const { borrower, loanId, payments } = story;
  const pick = (state: Started["state"], which: number) => {
    const found = payments.filter((payment) => payment.state === state);
    return found[which % Math.max(1, found.length)];
  };
  if (event.do === "wait") {
    // A run a day, as the product has it: on none but due dates there is anything to charge.
    story.on = addDays(story.on, event.days);
    await setBusinessDate(story.on);
    await chargeInterest(story.on, loanId);
  } else if (event.do === "start") {
    const account = await newBankAccount(borrower.userId);
    const made = await repay({
      ...{ borrowerId: borrower.borrowerId, loanId, kind: event.kind, externalAccountId: account },
      ...(event.kind === "OTHER" && { amount: fromCents(BigInt(event.cents)).toFixed(2) }),
      idempotencyKey: crypto.randomUUID(),
    }).catch(refused);
    if (!made) return;
    const { amount, kind } = await db.repayment.findUniqueOrThrow({ where: { id: made.repaymentId } });
    payments.push({
      ...{ order: made.paymentOrderId, on: story.on, state: "pending" },
      cents: BigInt(amount.times(100).toFixed(0)),
      isForInstallment: kind === "SCHEDULED",
    });
  } else if (event.do === "return") {
    const payment = pick("posted", event.which);
    if (!payment) return;
    await bankSays(payment.order, "RETURNED", story.on, "R24");
    payment.state = "gone";
  } else {
    const payment = pick("pending", event.which);
    if (!payment) return;
    await bankSays(payment.order, event.do === "clear" ? "COMPLETED" : "FAILED", story.on);
    payment.state = event.do === "clear" ? "posted" : "gone";
  }
}

/** A life with these payments up to today. */
function lived({ terms, on }: Story, payments: Started[]): DayByDay {
  const life = new DayByDay(terms);
  for (const payment of payments) {
    life.goTo(payment.on);
    life.pay(payment);
  }
  life.goTo(on);
  return life;
}

async function expectAgreement(story: Story): Promise<DayByDay> {
  const { borrower, loanId, payments, on } = story;
  const life = lived(
    story,
    payments.filter(({ state }) => state === "posted"),
  );
  const { borrowerId } = borrower;
  const [principal, interest] = await posted(
    borrowerPrincipal(borrowerId, loanId),
    borrowerInterest(borrowerId, loanId),
  );
  expect(principal).toBe(fromCents(life.outstanding).toFixed(2));
  const failed = (await runCrossChecks()).filter(({ id, ok }) => id.startsWith("loan-") && !ok);
  expect(failed).toEqual([]);
  await refreshStandings(); // what the next day does not mark must still be true after it
  const state = await stateOf(loanId, on);
  const due = life.overdue.reduce((total, row) => total + row.interest + row.principal, 0n);
  expect([state.status, state.dueAmount]).toEqual([
    life.isPaid ? "CLOSED" : "ACTIVE",
    fromCents(due).toFixed(2),
  ]);
  // Runs wait for a loan whose payoff is on its way, and charge nothing once it is closed; else the books are up to date.
  const isUpToDate = !payments.some(({ state: at }) => at === "pending") && !life.isPaid;
  if (isUpToDate) {
    await chargeInterest(on, loanId);
    const paid = life.parts.reduce((total, part) => total + part.interest, 0n);
    const [, now] = await posted(borrowerPrincipal(borrowerId, loanId), borrowerInterest(borrowerId, loanId));
    expect(now).toBe(fromCents(life.charged - paid).toFixed(2));
  }
  if (life.isPaid) expect(interest).toBe("0.00");
  if (state.status !== "ACTIVE") return life;
  const expected = lived(
    story,
    payments.filter(({ state: at }) => at !== "gone"),
  );
  const quote = await quoteRepayment({ borrowerId, loanId, kind: "PAYOFF" }).catch(refused);
  expect(quote?.payoffAmount ?? "0.00").toBe(fromCents(expected.payoff).toFixed(2));
  return life;
}

test(
  "whatever becomes of payments, the books are what a calculator makes of those that stand",
  { timeout: 900_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        anyTerms,
        fc.array(happening, { minLength: 8, maxLength: 24 }),
        async (terms, events) => {
          const story = await begin(terms);
          for (const event of events) {
            await happen(story, event);
            await expectAgreement(story);
          }
          for (const { state } of story.payments)
            if (state === "pending") await happen(story, { do: "clear", which: 0 });
          await expectAgreement(story);
          // As the first day: everything comes back, and the loan owes what it would owe if nobody had ever paid.
          while (story.payments.some(({ state }) => state === "posted"))
            await happen(story, { do: "return", which: 0 });
          const life = await expectAgreement(story);
          expect(life.parts).toEqual([]);
        },
      ),
      { numRuns: RUNS },
    );
  },
);
