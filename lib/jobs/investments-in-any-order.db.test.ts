// Whatever the bank does with the deposit and the payouts of an investment, and whenever: ledger, investments and payment
// orders agree after every step, and nobody is paid twice.
import fc from "fast-check";
import { expect, test } from "vitest";
import { addMonths, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { changePayoutAccount } from "@/lib/investing/change-payout-account";
import { newId } from "@/lib/ids";
import { accrueWaiting } from "@/lib/investing/accrue-waiting";
import { requestWithdrawal } from "@/lib/investing/exits/request-withdrawal";
import { serveWithdrawals } from "@/lib/investing/exits/serve-withdrawals";
import { matureInvestments } from "@/lib/investing/mature";
import { payWaitingInvestments } from "@/lib/investing/pay-waiting-investments";
import { setMaturityInstruction } from "@/lib/investing/set-maturity-instruction";
import { newInvestor, open, openAndClear, postedOn, type TestInvestor } from "@/test/support/investing";
import { runChecks } from "@/lib/ledger/check";
import { runCrossChecks } from "@/lib/pool/cross-checks";
import { d, sum } from "@/lib/money/money";
import { runInterest } from "@/lib/pool/run-interest";
import { investorInterest, investorPrincipal } from "@/lib/transaction-types/account-codes";
import { newBankAccount, refused, setBusinessDate } from "@/test/story";
import { bankTells, type BankWord } from "@/test/support/bank";

const RUNS = Number(process.env.INVESTMENT_RUNS ?? 10);

type Happening =
  | { do: "months"; count: number }
  | { do: "bank"; which: number; says: BankWord } // of any of its payments, where that can follow
  | { do: "another account" }
  | { do: "reinvest" } // of the first investment, at its maturity
  | { do: "leave"; amount: string }; // of the last investment, before its maturity

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("months" as const), count: fc.integer({ min: 1, max: 3 }) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("bank" as const),
      which: fc.nat(9),
      says: fc.constantFrom(
        "COMPLETED" as const,
        "COMPLETED" as const,
        "RETURNED" as const,
        "FAILED" as const,
      ),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ do: "another account" as const }) },
  { weight: 2, arbitrary: fc.constant({ do: "reinvest" as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("leave" as const),
      amount: fc.constantFrom("10000.00", "2500.00", "333.33"),
    }),
  },
);

const EXAMPLES: [Happening[]][] = [
  // The deposit comes back while the payout is under way, and the payout does not arrive.
  [
    [
      { do: "bank", which: 0, says: "COMPLETED" },
      { do: "months", count: 3 },
      { do: "bank", which: 0, says: "RETURNED" },
      { do: "bank", which: 1, says: "FAILED" },
    ],
  ],
  // The deposit comes back after it was reinvested, before the second maturity.
  [
    [
      { do: "reinvest" },
      { do: "bank", which: 0, says: "COMPLETED" },
      { do: "months", count: 3 },
      { do: "months", count: 2 },
      { do: "bank", which: 0, says: "RETURNED" },
    ],
  ],
  // The same while the second payout is under way, which then does not arrive.
  [
    [
      { do: "reinvest" },
      { do: "bank", which: 0, says: "COMPLETED" },
      { do: "months", count: 3 },
      { do: "months", count: 3 },
      { do: "bank", which: 0, says: "RETURNED" },
      { do: "bank", which: 1, says: "FAILED" },
    ],
  ],
  // A part leaves, the rest is reinvested, and then the deposit comes back.
  [
    [
      { do: "bank", which: 0, says: "COMPLETED" },
      { do: "reinvest" },
      { do: "leave", amount: "2500.00" },
      { do: "months", count: 1 },
      { do: "bank", which: 1, says: "COMPLETED" },
      { do: "months", count: 2 },
      { do: "bank", which: 0, says: "RETURNED" },
    ],
  ],
  // All of it leaves, the payment comes back, and after that the deposit.
  [
    [
      { do: "bank", which: 0, says: "COMPLETED" },
      { do: "leave", amount: "10000.00" },
      { do: "months", count: 1 },
      { do: "bank", which: 1, says: "COMPLETED" },
      { do: "bank", which: 1, says: "RETURNED" },
      { do: "bank", which: 0, says: "RETURNED" },
    ],
  ],
  // The payout comes back and is made again.
  [
    [
      { do: "bank", which: 0, says: "COMPLETED" },
      { do: "months", count: 3 },
      { do: "bank", which: 1, says: "COMPLETED" },
      { do: "bank", which: 1, says: "RETURNED" },
      { do: "another account" },
    ],
  ],
];

type Story = { brittany: TestInvestor; investmentId: string; on: IsoDate };

async function begin(on: IsoDate): Promise<Story> {
  // Somebody else's money, so that there is interest to pay from.
  await openAndClear(await newInvestor("Liam Ortiz"), on, { amount: "50000.00", optionId: "opt_36_months" });
  const brittany = await newInvestor("Brittany Chen");
  const { investmentId } = await open(brittany, { optionId: "opt_3_months" });
  return { brittany, investmentId, on };
}

/** One business day: interest, maturities, payouts. */
async function live({ on }: Story) {
  await setBusinessDate(on);
  await runInterest({ businessDate: on });
  await matureInvestments({ businessDate: on });
  await accrueWaiting({ businessDate: on });
  await payWaitingInvestments({ businessDate: on });
  await serveWithdrawals({ businessDate: on });
}

const paymentsOf = ({ brittany }: Story) =>
  db.paymentOrder.findMany({ where: { userId: brittany.userId }, orderBy: { createdAt: "asc" } });

/** The first investment and the one that it may have continued in. */
const investmentsOf = ({ brittany: { investorId } }: Story) =>
  db.investment.findMany({ where: { investorId }, orderBy: { number: "asc" } });

async function happen(story: Story, event: Happening): Promise<void> {
  const { brittany, investmentId } = story;
  switch (event.do) {
    case "months":
      for (let month = 0; month < event.count; month++) {
        story.on = addMonths(story.on, 1);
        await live(story);
      }
      return;
    case "bank": {
      const payments = await paymentsOf(story);
      await bankTells(payments[event.which % payments.length]!.id, event.says, story.on);
      return;
    }
    case "another account": {
      const externalAccountId = await newBankAccount(brittany.userId);
      for (const { id } of await investmentsOf(story))
        await changePayoutAccount({ ...brittany, investmentId: id, externalAccountId }).catch(refused);
      return;
    }
    case "leave": {
      const { id } = (await investmentsOf(story)).at(-1)!;
      const { amount } = event;
      const signed = { signedName: "Brittany Chen", idempotencyKey: newId("key") };
      await requestWithdrawal({ ...brittany, investmentId: id, amount, ...signed }).catch(refused);
      return;
    }
    case "reinvest": {
      const signed = { choice: "ROLL_ALL", minimumRate: null, signedName: "Brittany Chen" } as const;
      await setMaturityInstruction({ ...brittany, investmentId, ...signed }).catch(refused);
      return;
    }
  }
}

/** What is under way clears, and what waits for another account gets one. */
async function comeToTheEnd(story: Story): Promise<void> {
  for (let month = 0; month < 8; month++) {
    for (const { id } of await paymentsOf(story)) await bankTells(id, "COMPLETED", story.on);
    await happen(story, { do: "another account" });
    await happen(story, { do: "months", count: 1 });
  }
}

/** Investments whose investor owes money: paid out, and then their deposit came back. */
const owedBack = new Set<string>();

const isOwedBefore = (ours: ReadonlySet<string>, offender: string) =>
  [...owedBack].some((id) => !ours.has(id) && offender.includes(id));

async function expectAgreement(story: Story) {
  const { brittany } = story;
  const payments = await paymentsOf(story);
  const investments = await investmentsOf(story);
  const { status } = investments.at(-1)!;
  const payoutOrderId = investments.find(({ payoutOrderId: id }) => id !== null)?.payoutOrderId ?? null;
  const ids = new Set(investments.map(({ id }) => id));
  const early = await db.withdrawalPayment.findMany({ where: { investmentId: { in: [...ids] } } });
  const hasLeft = early.some(({ state }) => state === "PAYING" || state === "PAID");
  const isOwedBack =
    (payoutOrderId !== null || hasLeft) &&
    payments.some(({ kind, status: is }) => kind === "DEPOSIT" && is === "RETURNED");
  const failed = [...(await runChecks()), ...(await runCrossChecks())].filter(({ ok }) => !ok);
  // Earlier stories share the database, and what their investors owe stays named.
  const named = failed
    .map(({ id, offending }) => ({ id, ours: offending.filter((words) => !isOwedBefore(ids, words)) }))
    .filter(({ ours }) => ours.length > 0);
  if (isOwedBack) for (const id of ids) owedBack.add(id);
  // What the investor owes is named until a person has seen to it, and nothing else is.
  if (!isOwedBack) expect(named).toEqual([]);
  else if (!hasLeft)
    expect(named.map(({ id, ours }) => [id, ours.length])).toEqual([["investment-principal", 1]]);
  for (const { id, ours } of named) {
    expect(["investment-principal", "investment-interest"]).toContain(id);
    for (const words of ours) expect([...ids].some((one) => words.includes(one))).toBe(true);
  }
  const sent = sum(
    payments
      .filter(({ kind, status: is }) => kind === "WITHDRAWAL" && is === "COMPLETED")
      .map(({ amount }) => d(amount)),
  );
  const fixed = sum(
    early.filter(({ state }) => state === "PAID").map((each) => d(each.principal).plus(d(each.interest))),
  );
  expect(sent.toFixed(2), "each early withdrawal is paid once").toBe(fixed.toFixed(2));
  const payouts = payments.filter(({ kind }) => kind === "PAYOUT");
  const paid = payouts.filter((order) => order.status === "COMPLETED");
  expect(paid.length, "paid out once at most").toBeLessThanOrEqual(1);
  const open = payouts.filter(({ id, status: is }) => id === payoutOrderId && is !== "COMPLETED");
  expect(paid.length + open.length, "and not again while that is under way").toBeLessThanOrEqual(1);
  if (isOwedBack || !["PAID_OUT", "WITHDRAWN", "FAILED", "RETURNED"].includes(status)) return status;
  const codes = investments.flatMap(({ id }) =>
    [investorPrincipal, investorInterest].map((code) => code(brittany.investorId, id)),
  );
  expect(
    Object.values(await postedOn(...codes)).filter((posted) => !["0.00", "none"].includes(posted)),
  ).toEqual([]);
  return status;
}

test(
  "deposits and payouts in any order: the ledger agrees, and nobody is paid twice",
  { timeout: 600_000 },
  async () => {
    const ends = new Set<string>();
    let on: IsoDate = "2026-01-02";
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 3, maxLength: 12 }), async (events) => {
        await setBusinessDate(on);
        const story = await begin(on);
        for (const event of events) {
          await happen(story, event);
          await expectAgreement(story);
        }
        await comeToTheEnd(story);
        ends.add(await expectAgreement(story));
        on = story.on;
      }),
      { numRuns: RUNS, examples: EXAMPLES },
    );
    expect(ends, "some were paid out").toContain("PAID_OUT");
  },
);
