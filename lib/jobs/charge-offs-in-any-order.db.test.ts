// Whatever a loan went through before it was charged off, and whatever comes back afterward: ledger, loans and outbox agree.
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { addDays, addMonths, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { runChecks } from "@/lib/ledger/check";
import { chargeOffOutlook } from "@/lib/lending/charge-off/charge-off-queries";
import { repay } from "@/lib/lending/repayment/repay";
import { requestDisbursement } from "@/lib/lending/disbursement/request-disbursement";
import {
  acceptedLoan,
  chargeInterest,
  newBorrower,
  posted,
  stateOf,
  useBureau,
  type TestBorrower,
} from "@/test/support/lending";
import { newBankAccount, refused, setBusinessDate } from "@/test/story";
import { newInvestor, openAndClear } from "@/test/support/investing";
import { refreshStandings } from "@/lib/lending/reading/loan-standings";
import { runCrossChecks } from "@/lib/pool/cross-checks";
import { borrowerInterest, borrowerPrincipal } from "@/lib/transaction-types/account-codes";
import { newAdmin } from "@/test/people";
import { chargeOffLoan } from "./charge-off-loan";
import { bankTells } from "@/test/support/bank";

const RUNS = Number(process.env.CHARGE_OFF_RUNS ?? 6);
const START = "2026-01-01";

type Happening =
  | { do: "month" }
  | { do: "pay"; kind: "SCHEDULED" | "OTHER" | "PAYOFF"; cents: number }
  | { do: "start"; kind: "SCHEDULED" | "OTHER" | "PAYOFF"; cents: number } // ordered, and the bank says nothing yet
  | { do: "clear"; which: number } // any payment that waits for the bank, not only the first
  | { do: "return"; which: number } // any payment in force, not only the latest
  | { do: "money back" } // the loan's own, to be paid out again to another account
  | { do: "charge off" };

const payment = {
  kind: fc.constantFrom("SCHEDULED" as const, "OTHER" as const, "OTHER" as const, "PAYOFF" as const),
  cents: fc.integer({ min: 1, max: 120_000 }),
};

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ do: "month" as const }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom("pay" as const, "start" as const), ...payment }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("clear" as const), which: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("return" as const), which: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.constantFrom({ do: "charge off" as const }, { do: "money back" as const }) },
);

const EXAMPLES: ["FLAT", Happening[]][] = [
  // Whatever chance brings, one loan is late for long enough.
  ["FLAT", Array.from({ length: 3 }, () => ({ do: "month" as const }))],
  // The closing gives back interest that the installment had paid ahead; the installment's return takes that back, and the
  // payoff's return must not do so again.
  [
    "FLAT",
    [
      { do: "pay", kind: "SCHEDULED", cents: 1 },
      { do: "pay", kind: "PAYOFF", cents: 1 },
      { do: "return", which: 0 },
    ],
  ],
];

type Story = {
  art: TestBorrower;
  loanId: string;
  disbursement: string;
  waiting: string[];
  standing: string[];
  on: IsoDate;
  month: number;
  method: "FLAT" | "EQUAL_INSTALLMENT";
};

let admin: { userId: string };
beforeAll(async () => {
  await useBureau();
  admin = await newAdmin();
});

async function begin(method: Story["method"]): Promise<Story> {
  await setBusinessDate(START);
  await openAndClear(await newInvestor("Brittany Chen"), START);
  const art = await newBorrower();
  const loanId = await acceptedLoan(art, { method });
  const story = { art, loanId, waiting: [], standing: [], on: START, month: 0, method };
  return { ...story, disbursement: await payOut(story) };
}

/** @returns the payment order */
async function payOut({ art, loanId, on }: Pick<Story, "art" | "loanId" | "on">): Promise<string> {
  const externalAccountId = await newBankAccount(art.userId);
  const started = await requestDisbursement({
    ...art,
    externalAccountId,
    loanId,
    rail: "ACH",
    isAutopay: false,
  });
  await bankTells(started.paymentOrderId!, "COMPLETED", on);
  return started.paymentOrderId!;
}

async function happen(story: Story, event: Happening): Promise<void> {
  const { art, loanId, waiting, standing } = story;
  switch (event.do) {
    case "month":
      story.month += 1;
      story.on = addMonths(START, story.month);
      await setBusinessDate(story.on);
      await chargeInterest(story.on, loanId);
      return;
    case "pay":
    case "start": {
      const wish = event.kind === "OTHER" ? { amount: (event.cents / 100).toFixed(2) } : {};
      const externalAccountId = await newBankAccount(art.userId); // R10 takes the one before out of use
      const key = { idempotencyKey: crypto.randomUUID(), externalAccountId };
      // More than is owed, paid off or charged off: refused, and rightly.
      const made = await repay({ ...art, loanId, kind: event.kind, ...wish, ...key }).catch(refused);
      if (!made) return;
      waiting.push(made.paymentOrderId);
      if (event.do === "pay") await happen(story, { do: "clear", which: waiting.length - 1 });
      return;
    }
    case "clear": {
      const [order] = waiting.splice(event.which % Math.max(1, waiting.length), 1);
      if (!order) return;
      await bankTells(order, "COMPLETED", story.on);
      standing.push(order);
      return;
    }
    case "money back": {
      const status = await statusOf(loanId);
      if (status !== "ACTIVE" && status !== "CLOSED") return;
      await bankTells(story.disbursement, "RETURNED", story.on);
      if (status === "ACTIVE") story.disbursement = await payOut(story);
      return;
    }
    case "return": {
      const [order] = standing.splice(event.which % Math.max(1, standing.length), 1);
      if (order) await bankTells(order, "RETURNED", story.on);
      return;
    }
    case "charge off":
      return giveUp(story);
  }
}

const statusOf = async (loanId: string) =>
  (await db.loan.findUniqueOrThrow({ where: { id: loanId } })).status;

async function giveUp({ loanId }: Story): Promise<void> {
  if ((await statusOf(loanId)) === "DISBURSEMENT_FAILED") return; // its own money came back
  const outlook = await chargeOffOutlook(loanId);
  if (!outlook.isPossible) return;
  const order = {
    ...{
      userId: admin.userId,
      loanId,
      reason: "No payment for months.",
      idempotencyKey: crypto.randomUUID(),
    },
    shown: outlook.parts,
  };
  await Promise.all([chargeOffLoan(order), chargeOffLoan(order)]);
}

/** What waits clears; late for long enough, charged off, and everything that still can comes back. */
async function comeToTheEnd(story: Story): Promise<void> {
  while (story.waiting.length > 0) await happen(story, { do: "clear", which: 0 });
  for (let months = 0; months < 6; months++) await happen(story, { do: "month" });
  await giveUp(story);
  story.on = addDays(story.on, 3);
  while (story.standing.length > 0) await happen(story, { do: "return", which: 0 });
}

async function expectAgreement({ art, loanId, on }: Story) {
  const checks = [...(await runChecks()), ...(await runCrossChecks())].filter(({ ok }) => !ok);
  expect(checks.map(({ id, offending }) => [id, offending])).toEqual([]);
  await refreshStandings(); // what the next step does not mark must still be true after it
  const [principal, interest] = await posted(
    borrowerPrincipal(art.borrowerId, loanId),
    borrowerInterest(art.borrowerId, loanId),
  );
  const events = await db.writeEvent.findMany({ where: { loanId }, orderBy: { id: "asc" } });
  let owed = 0n;
  for (const { cash, charge, principalAfter, reference } of events) {
    owed += BigInt(charge.minus(cash).times(100).toFixed(0));
    expect(principalAfter.times(100).toFixed(0), `owed after ${reference}`).toBe(owed.toString());
  }
  expect((Number(owed) / 100).toFixed(2), "the lender account in the borrower's books").toBe(principal);
  if ((await statusOf(loanId)) !== "CHARGED_OFF") return false;
  const state = await stateOf(loanId, on);
  expect([principal, interest]).toEqual(["0.00", "0.00"]);
  expect([state.daysPastDue, state.nextDue]).toEqual([0, null]);
  expect(state.rows.filter((row) => !["paid", "charged-off"].includes(String(row.at(-1))))).toEqual([]);
  return true;
}

test(
  "loans paid, returned, reopened and charged off in any order: nothing is owed twice or lost",
  { timeout: 600_000 },
  async () => {
    let givenUp = 0;
    const method = fc.constantFrom("FLAT" as const, "EQUAL_INSTALLMENT" as const);
    const stories = fc.array(happening, { minLength: 3, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(method, stories, async (kind, events) => {
        const story = await begin(kind);
        for (const event of events) {
          await happen(story, event);
          await expectAgreement(story);
        }
        await comeToTheEnd(story);
        if (await expectAgreement(story)) givenUp += 1;
      }),
      { numRuns: RUNS, examples: EXAMPLES },
    );
    expect(givenUp, "some were charged off").toBeGreaterThan(0);
  },
);
