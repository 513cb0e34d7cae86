// Done when 3: random sequences of what a loan can do and what can go wrong in between. In every case, in the end
// the books equal the ledger and nothing is there twice.
import { tellAccounting } from "@/test/sandbox-accounting";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { addDays, addMonths, type IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction } from "@/lib/db";
import { env } from "@/lib/env";
import { repay } from "@/lib/lending/repayment/repay";
import { chargeInterest, useBureau, type TestBorrower } from "@/test/support/lending";
import { refused } from "@/test/story";
import { drain } from "@/lib/writeback/sending/drain";
import { markByHand } from "@/lib/writeback/outbox/mark-by-hand";
import { getReconciliation } from "@/lib/writeback/pages/reconciliation";
import { recordWriteEvents } from "@/lib/writeback/outbox/record-write-events";
import { retryHeld } from "@/lib/writeback/outbox/retry-event";
import { setSwitch } from "@/lib/writeback/books/set-switch";
import {
  booksOf,
  drainAll,
  drawnLoan,
  moveTo,
  newBooks,
  settle,
  useWebhooks,
} from "@/test/support/writeback-books";

const RUNS = Number(process.env.WRITEBACK_RUNS ?? 4);
const START = "2026-01-01";

type Happening =
  | { do: "pay"; kind: "SCHEDULED" | "OTHER" | "PAYOFF"; amount: number }
  | { do: "return" } // the latest repayment in force
  | { do: "fault"; kind: "drop" | "status"; status: number; applied: boolean; path: string }
  | { do: "lost"; applied: boolean; status: number; path: string } // and then we are not let in
  | { do: "outcome"; dataType: string; outcome: "Failed" | "TimedOut" | "TimedOutWritten" }
  | { do: "drain" }
  | { do: "restart" } // leases and half-sent requests of a worker that died
  | { do: "record-again" } // the job of a payment comes twice
  | { do: "switch"; isOn: boolean }
  | { do: "replay" }; // every webhook comes again

const paths = fc.constantFrom("/push/transfers", "/push/directCosts", "/bankTransactions");
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("pay" as const),
      kind: fc.constantFrom("SCHEDULED" as const, "OTHER" as const, "PAYOFF" as const),
      amount: fc.integer({ min: 1, max: 90_000 }),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ do: "return" as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("fault" as const),
      kind: fc.constantFrom("drop" as const, "status" as const),
      status: fc.constantFrom(429, 500, 503, 409),
      applied: fc.boolean(),
      path: paths,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("lost" as const),
      applied: fc.boolean(),
      status: fc.constantFrom(401, 402, 403, 404, 429),
      path: paths,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("outcome" as const),
      dataType: fc.constantFrom("transfers", "directCosts", "bankTransactions"),
      outcome: fc.constantFrom("Failed" as const, "TimedOut" as const, "TimedOutWritten" as const),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ do: "drain" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "restart" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "record-again" as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("switch" as const), isOn: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ do: "replay" as const }) },
);

type Loan = {
  art: TestBorrower & { connectionId: string };
  loanId: string;
  orders: string[];
  standing: string[];
  on: IsoDate;
  month: number;
};

beforeAll(useBureau);
beforeAll(async () => {
  env.CODAT_RESEND_AFTER_MINUTES = 0;
  await useWebhooks();
  await tellAccounting("POST", "/webhooks/behavior", { duplicate: 2, shuffle: true });
});

async function happen(loan: Loan, event: Happening): Promise<void> {
  const { art, loanId } = loan;
  switch (event.do) {
    case "pay":
      return pay(loan, event);
    case "return": {
      const order = loan.standing.pop();
      if (!order) return;
      loan.on = addDays(loan.on, 1);
      await moveTo(loan.on);
      return settle(order, "RETURNED", loan.on, "R01");
    }
    case "fault":
      return tellAccounting("POST", "/faults", {
        ...event,
        do: undefined,
        method: "POST",
        ...(event.kind === "drop" ? { status: undefined } : {}),
        // A 429 is the one answer that says that nothing was done, and the one that is not remembered.
        ...(event.kind === "status" && event.status === 429 ? { retryAfter: 1, applied: false } : {}),
      });
    case "lost": {
      const { applied, status, path } = event;
      await tellAccounting("POST", "/faults", { kind: "drop", applied, method: "POST", path });
      return tellAccounting("POST", "/faults", { kind: "status", status, method: "POST", path });
    }
    case "outcome":
      return tellAccounting("POST", "/outcomes", {
        dataType: event.dataType,
        outcome: event.outcome,
        connectionId: art.connectionId,
      });
    case "drain":
      await drain();
      return;
    case "restart":
      await db.writeEvent.updateMany({ where: { loanId }, data: { leaseUntil: null, nextAt: new Date(0) } });
      return;
    case "record-again":
      await inTransaction((tx) => recordWriteEvents(tx, { paymentOrderIds: loan.orders }));
      return;
    case "switch":
      await setSwitch({
        borrowerId: art.borrowerId,
        actorUserId: art.userId,
        isOn: event.isOn,
        backfill: "all",
      });
      return;
    case "replay":
      return tellAccounting("POST", "/webhooks/replay", {});
  }
}

async function pay(
  loan: Loan,
  { kind, amount }: { kind: "SCHEDULED" | "OTHER" | "PAYOFF"; amount: number },
): Promise<void> {
  const { art, loanId } = loan;
  const { status } = await db.loan.findUniqueOrThrow({ where: { id: loanId } });
  if (status !== "ACTIVE") return;
  const next = addMonths(START, loan.month + 1);
  if (kind === "SCHEDULED" && loan.month < 11 && next > loan.on) {
    loan.month += 1;
    loan.on = next;
    await moveTo(next);
    await chargeInterest(next, loanId);
  }
  const wish = {
    ...art,
    loanId,
    kind,
    idempotencyKey: crypto.randomUUID(),
    ...(kind === "OTHER" ? { amount: (amount / 100).toFixed(2) } : {}),
  };
  const made = await repay(wish).catch(refused); // more than is owed: refused, and rightly
  if (!made) return;
  await settle(made.paymentOrderId, "COMPLETED", loan.on);
  loan.orders.push(made.paymentOrderId);
  loan.standing.push(made.paymentOrderId);
}

/** Lines whose balance shows nothing are looked for by a person before they press Retry. */
async function lookThenRetry({ art }: Loan): Promise<number> {
  const held = await db.writeEvent.findMany({
    where: { borrowerId: art.borrowerId, state: "HELD", heldCode: "unknown-outcome" },
    include: { operations: { where: { kind: "FEED_LINES", state: "UNKNOWN" } } },
  });
  const there = (await booksOf(art.connectionId)).sources.flatMap(({ lines }) => lines.map(({ id }) => id));
  for (const { id, operations } of held) {
    const sent = operations.flatMap(({ request }) => linesOf(request!));
    if (sent.length > 0 && sent.every((line) => there.includes(line)))
      await markByHand({ eventId: id.toString(), actorUserId: art.userId, note: "The lines are there." });
  }
  return (await retryHeld({ borrowerId: art.borrowerId, actorUserId: art.userId })).retried;
}

function linesOf(request: string): string[] {
  return (JSON.parse(request) as { transactions: { id: string }[] }).transactions.map(({ id }) => id);
}

/** The end of every story: nothing goes wrong any more, people press Retry, everything is written. */
async function comeToRest(loan: Loan): Promise<void> {
  const { art } = loan;
  await tellAccounting("DELETE", "/faults");
  await tellAccounting("DELETE", "/outcomes");
  await setSwitch({ borrowerId: art.borrowerId, actorUserId: art.userId, isOn: true, backfill: "all" });
  for (let round = 0; round < 10; round++) {
    await db.writebackConnection.update({
      where: { borrowerId: art.borrowerId },
      data: { pausedUntil: null },
    });
    await drainAll(art.borrowerId);
    const retried = await lookThenRetry(loan);
    const open = await db.writeEvent.count({
      where: { borrowerId: art.borrowerId, state: { notIn: ["DONE", "BY_HAND"] } },
    });
    if (retried === 0 && open === 0) return;
  }
}

test(
  "done when 3: whatever happens, the books end equal to the ledger, and nothing is there twice",
  { timeout: 600_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 4, maxLength: 14 }), async (story) => {
        await tellAccounting("DELETE", "/stats");
        await moveTo(START);
        const art = await newBooks();
        const { loanId, disbursementOrderId } = await drawnLoan(art, START);
        const loan: Loan = { art, loanId, orders: [disbursementOrderId], standing: [], on: START, month: 0 };
        for (const event of story) await happen(loan, event);
        await comeToRest(loan);
        const stuck = await db.writeEvent.findMany({
          where: { loanId, state: { notIn: ["DONE", "BY_HAND"] } },
        });
        expect(stuck.map(({ reference, state, heldWords }) => `${reference} ${state} ${heldWords}`)).toEqual(
          [],
        );
        const [row] = await getReconciliation({ loanId });
        const owed = row!.ledgerPrincipal === "0.00" ? "0.00" : `-${row!.ledgerPrincipal}`;
        expect(row).toMatchObject({ pushedBalance: owed, feedBalance: owed, differs: false });
        const { accounts, sources } = await booksOf(art.connectionId);
        expect(sources[0]!.balance).toBe(owed);
        expect(accounts.find(({ id }) => id === sources[0]!.targetAccountId)!.balance).toBe(owed);
        const { duplicates, repeatedFeedLines, contractViolations } = await tellAccounting<{
          duplicates: number;
          repeatedFeedLines: number;
          contractViolations: { last: unknown[] };
        }>("GET", "/stats");
        expect(contractViolations.last).toEqual([]);
        expect({ duplicates, repeatedFeedLines }).toEqual({ duplicates: 0, repeatedFeedLines: 0 });
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  },
);
