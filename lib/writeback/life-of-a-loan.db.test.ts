// codat.md §1 on the stand-in: connect, map, draw, repay, return, pay off; the books follow to the cent.
import { tellAccounting } from "@/test/sandbox-accounting";
import { addMonths } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { chargeInterest, useBureau, type TestBorrower } from "@/test/support/lending";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { applyNewsOf } from "@/lib/writeback/sending/apply-news";
import { drain } from "@/lib/writeback/sending/drain";
import { previewNextRepayment } from "@/lib/writeback/pages/preview";
import { readBack } from "@/lib/writeback/pages/read-back";
import { getReconciliation } from "@/lib/writeback/pages/reconciliation";
import { LOG_CSV, logList } from "@/lib/writeback/pages/log-queries";
import {
  booksOf,
  drainAll,
  drawnLoan,
  moveTo,
  newBooks,
  paid,
  settle,
  statesOf,
  useWebhooks,
} from "@/test/support/writeback-books";

const START = "2026-01-01";
const SLOW = 180_000; // the life of a whole loan, on a machine that others use too
beforeAll(useBureau);
beforeEach(() => tellAccounting("DELETE", "/stats"));

type Stats = {
  records: Record<string, number>;
  duplicates: number;
  repeatedFeedLines: number;
  pushesWithoutKey: number;
  contractViolations: { count: number; last: unknown[] };
};
const stats = () => tellAccounting<Stats>("GET", "/stats");

/** The lender account as the books have it: ledger and feed. */
async function lenderOf(connectionId: string) {
  const { accounts, sources } = await booksOf(connectionId);
  const [source] = sources;
  const account = accounts.find(({ id }) => id === source!.targetAccountId)!;
  return { ledger: account.balance, feed: source!.balance };
}

async function clean() {
  const { duplicates, repeatedFeedLines, pushesWithoutKey, contractViolations } = await stats();
  expect({ duplicates, repeatedFeedLines, pushesWithoutKey, violations: contractViolations.last }).toEqual({
    duplicates: 0,
    repeatedFeedLines: 0,
    pushesWithoutKey: 0,
    violations: [],
  });
}

test(
  "codat row 21 and 43: through a whole loan, ledger and feed equal minus the principal",
  { timeout: SLOW },
  async () => {
    const { received } = await useWebhooks();
    await moveTo(START);
    const art = await newBooks();
    const { loanId } = await drawnLoan(art, START);
    await drainAll(art.borrowerId);
    expect(await lenderOf(art.connectionId)).toEqual({ ledger: "-5000.00", feed: "-5000.00" });
    const balances = ["-4583.33", "-4166.66"];
    for (const [month, balance] of balances.entries()) {
      const on = addMonths(START, month + 1);
      await moveTo(on);
      await chargeInterest(on, loanId);
      const [preview] = await previewNextRepayment(art.borrowerId);
      expect(preview).toMatchObject({ amount: "466.67", lenderBalanceAfter: balance });
      expect(preview!.lines.map(({ kind, amount }) => [kind, amount])).toEqual([
        ["transfer", "466.67"],
        ["direct-cost", "50.00"],
        ["feed-line", "466.67"],
        ["feed-line", "-50.00"],
      ]);
      await paid(art, loanId, on);
      await drainAll(art.borrowerId);
      expect(await lenderOf(art.connectionId)).toEqual({ ledger: balance, feed: balance });
    }
    await moveTo("2026-04-01");
    await chargeInterest("2026-04-01", loanId);
    const bounced = await paid(art, loanId, "2026-04-01");
    await drainAll(art.borrowerId);
    expect(await lenderOf(art.connectionId)).toEqual({ ledger: "-3749.99", feed: "-3749.99" });
    await moveTo("2026-04-03");
    await settle(bounced, "RETURNED", "2026-04-03", "R01");
    await drainAll(art.borrowerId);
    expect(await lenderOf(art.connectionId), "as before the repayment that bounced").toEqual({
      ledger: "-4166.66",
      feed: "-4166.66",
    });

    await moveTo("2026-04-15");
    await paid(art, loanId, "2026-04-15", "PAYOFF");
    await drainAll(art.borrowerId);
    expect(await lenderOf(art.connectionId)).toEqual({ ledger: "0.00", feed: "0.00" });
    const charges = await db.writeEvent.aggregate({ where: { loanId }, _sum: { charge: true } });
    const { accounts } = await booksOf(art.connectionId);
    expect(accounts.find(({ name }) => name === "Interest Expense")!.balance).toBe(
      charges._sum.charge!.toFixed(2),
    );
    expect(await statesOf(loanId)).toEqual(["DONE", "DONE", "DONE", "DONE", "DONE", "DONE"]);
    expect(received()).toBeGreaterThan(10);
    await clean();

    const [row] = await getReconciliation({ loanId });
    expect(row, "the golden run has no mismatch").toMatchObject({
      ledgerPrincipal: "0.00",
      pushedBalance: "0.00",
      feedBalance: "0.00",
      differs: false,
      explanation: null,
    });
    const back = await readBack({ borrowerId: art.borrowerId });
    expect(back.lines.filter(({ differs }) => differs)).toEqual([]);
    expect(back.lines).toHaveLength(11);
    expect(back.lenderBalance).toEqual({ ledger: "0.00", pushed: "0.00", feed: "0.00" });

    const { rows } = await logList.page({ loanId });
    expect(rows.map(({ reference }) => reference)).toEqual(
      [6, 5, 4, 3, 2, 1].map((seq) => `ML-${rows[0]!.loanNumber}-${seq}`),
    );
    expect(
      rows.every(({ operations }) =>
        operations.every(({ recordId, pushOperationKey }) => recordId && pushOperationKey),
      ),
    ).toBe(true);
    const csv: string[][] = [];
    for await (const batch of logList.batches({ loanId })) csv.push(...batch.flatMap(LOG_CSV.lines));
    expect(csv).toHaveLength(6 * 3 - 1);
    expect(new Set(csv.map((line) => line.length))).toEqual(new Set([LOG_CSV.header.length]));
  },
);

describe("the events of a loan, one by one", () => {
  let art: TestBorrower & { connectionId: string };
  let ids: { deposit: string; expense: string; supplier: string; source: string; target: string };
  let loanId: string;
  let repaymentId: string;
  const newRecords = async () => {
    const { transfers, directCosts, sources } = await booksOf(art.connectionId);
    const seen = { transfers, directCosts, lines: sources[0]!.lines };
    const fresh = {
      transfers: transfers.slice(before.transfers),
      directCosts: directCosts.slice(before.directCosts),
      lines: seen.lines.slice(before.lines),
    };
    before = { transfers: transfers.length, directCosts: directCosts.length, lines: seen.lines.length };
    return fresh;
  };
  let before = { transfers: 0, directCosts: 0, lines: 0 };
  /** What was posted, in the order in which it went. */
  const posted = async (since: bigint) => {
    const calls = await db.writebackCall.findMany({
      where: { id: { gt: since }, borrowerId: art.borrowerId, method: "POST", path: { contains: "/push/" } },
      orderBy: { id: "asc" },
    });
    return calls.map(({ path }) => path.split("/").at(-1));
  };
  const latestCall = async () => (await db.writebackCall.aggregate({ _max: { id: true } }))._max.id ?? 0n;

  beforeAll(async () => {
    await moveTo(START);
    art = await newBooks();
    const mapping = await db.writebackMapping.findUniqueOrThrow({ where: { borrowerId: art.borrowerId } });
    ids = {
      deposit: mapping.depositId!,
      expense: mapping.expenseId!,
      supplier: mapping.supplierId!,
      source: mapping.lenderSourceId!,
      target: mapping.lenderTargetId!,
    };
  });

  test("codat row 19: a disbursement is one transfer from lender to borrower, then one negative feed line", async () => {
    const since = await latestCall();
    ({ loanId } = await drawnLoan(art, START));
    await drainAll(art.borrowerId);
    expect(await newRecords()).toEqual({
      transfers: [expect.objectContaining({ amount: "5000.00", fromId: ids.target, toId: ids.deposit })],
      directCosts: [],
      lines: [expect.objectContaining({ amount: "-5000.00", balance: "-5000.00" })],
    });
    expect(await posted(since)).toEqual(["transfers", "bankTransactions"]);
    const { sources } = await booksOf(art.connectionId);
    expect(
      sources.map(({ id }) => id),
      "the feed is our source account",
    ).toEqual([ids.source]);
  });

  test("codat row 20: a repayment is a transfer of its amount, a direct cost of interest, and two feed lines", async () => {
    const since = await latestCall();
    await moveTo("2026-02-01");
    await chargeInterest("2026-02-01", loanId);
    repaymentId = await paid(art, loanId, "2026-02-01");
    await drainAll(art.borrowerId);
    expect(await newRecords()).toEqual({
      transfers: [expect.objectContaining({ amount: "466.67", fromId: ids.deposit, toId: ids.target })],
      directCosts: [
        expect.objectContaining({
          totalAmount: "50.00",
          isIncome: false,
          paidFromId: ids.target,
          contactId: ids.supplier,
          expenseIds: [ids.expense],
        }),
      ],
      lines: [
        expect.objectContaining({ amount: "466.67", balance: "-4533.33" }),
        expect.objectContaining({ amount: "-50.00", balance: "-4583.33" }),
      ],
    });
    expect(await posted(since)).toEqual(["transfers", "directCosts", "bankTransactions"]);
  });

  test("codat row 40: a bounced repayment is written back to front, and the lender account is where it was", async () => {
    await moveTo("2026-02-03");
    await settle(repaymentId, "RETURNED", "2026-02-03", "R01");
    await drainAll(art.borrowerId);
    expect(await newRecords()).toEqual({
      transfers: [expect.objectContaining({ amount: "466.67", fromId: ids.target, toId: ids.deposit })],
      // Xero keeps a direct cost below zero as income.
      directCosts: [expect.objectContaining({ isIncome: true, expenseIds: [ids.expense] })],
      lines: [
        expect.objectContaining({ amount: "-466.67", balance: "-5050.00" }),
        expect.objectContaining({ amount: "50.00", balance: "-5000.00" }),
      ],
    });
    expect(await lenderOf(art.connectionId)).toEqual({ ledger: "-5000.00", feed: "-5000.00" });
    const { accounts } = await booksOf(art.connectionId);
    expect(accounts.find(({ id }) => id === ids.expense)!.balance).toBe("0.00");
    await clean();
  });

  describe("in other time zones", () => {
    afterEach(() => vi.unstubAllEnvs());
    test.each(["Pacific/Kiritimati", "Pacific/Pago_Pago"])(
      "codat row 38: feed lines, transfers and costs carry the plain business date in %s",
      async (zone) => {
        vi.stubEnv("TZ", zone);
        expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
        const { transfers, sources } = await booksOf(art.connectionId);
        const on = addMonths(START, transfers.length); // a month each, so that none is like another
        await moveTo(on);
        await chargeInterest(on, loanId);
        await paid(art, loanId, on);
        await drainAll(art.borrowerId);
        const after = await booksOf(art.connectionId);
        const dates = [
          ...after.transfers.slice(transfers.length),
          ...after.sources[0]!.lines.slice(sources[0]!.lines.length),
          after.directCosts.at(-1)!,
        ].map(({ date }) => date);
        expect(dates).toEqual([on, on, on, on]);
      },
    );
  });

  test("codat row 43: a record that is not in the books, or differs there, is flagged by reading back", async () => {
    const golden = await readBack({ borrowerId: art.borrowerId });
    expect(golden.lines.filter(({ differs }) => differs)).toEqual([]);
    // Codat says that it was written, and the books do not have it.
    const on = addMonths(START, 5);
    await moveTo(on);
    await tellAccounting("POST", "/outcomes", { dataType: "transfers", outcome: "Pending" });
    await paid(art, loanId, on);
    await drain();
    const operation = await db.writeOperation.findFirstOrThrow({
      where: { event: { loanId }, state: "PENDING" },
      include: { event: true },
    });
    await applyNewsOf(operation.pushOperationKey!, {
      ...{ status: "Success", recordId: "nowhere", error: null, validation: [] },
    });
    await drainAll(art.borrowerId);
    const back = await readBack({ borrowerId: art.borrowerId });
    expect(back.lines.filter(({ differs }) => differs)).toEqual([
      {
        reference: operation.event!.reference,
        kind: "TRANSFER",
        pushed: operation.event!.cash.toFixed(2),
        found: null,
        recordId: "nowhere",
        words: "It is no longer in the books.",
        differs: true,
      },
    ]);
    const [other] = golden.lines.filter(({ kind }) => kind === "TRANSFER");
    await db.writeOperation.update({ where: { id: operation.id }, data: { recordId: other!.recordId } });
    const changed = await readBack({ borrowerId: art.borrowerId });
    expect(changed.lines.filter(({ differs }) => differs)).toEqual([
      expect.objectContaining({ found: "5000.00", words: "The books show 5000.00." }),
    ]);
  });
});

describe.each(["qhyg", "fbrh", "tgff"])("codat row 25: on %s", (platformKey) => {
  test("the same loan ends at zero", { timeout: SLOW }, async () => {
    await moveTo(START);
    const art = await newBooks(platformKey);
    const { loanId } = await drawnLoan(art, START);
    await drainAll(art.borrowerId);
    await moveTo("2026-02-01");
    await chargeInterest("2026-02-01", loanId);
    await paid(art, loanId, "2026-02-01");
    await drainAll(art.borrowerId);
    await moveTo("2026-02-10");
    const payoff = await paid(art, loanId, "2026-02-10", "PAYOFF");
    await drainAll(art.borrowerId);
    await moveTo("2026-02-12");
    await settle(payoff, "RETURNED", "2026-02-12", "R01");
    await drainAll(art.borrowerId);
    const held = await db.writeEvent.findMany({ where: { loanId, state: "HELD" } });
    expect(held.map(({ heldWords }) => heldWords)).toEqual([]);
    const [row] = await getReconciliation({ loanId });
    expect(row).toMatchObject({
      ledgerPrincipal: "4583.33",
      pushedBalance: "-4583.33",
      feedBalance: "-4583.33",
      differs: false,
    });
    const books = await booksOf(art.connectionId);
    const target = (await db.writebackMapping.findUniqueOrThrow({ where: { borrowerId: art.borrowerId } }))
      .lenderTargetId;
    expect(books.accounts.find(({ id }) => id === target)!.balance).toBe("-4583.33");
    await clean();
  });
});
