// codat.md §1 on the stand-in: connect, map, draw, repay, return, pay off; the books follow to the cent.
import { askCodat, tellAccounting } from "@/test/sandbox-accounting";
import { addMonths } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { chargeInterest, useBureau } from "@/lib/lending/test-story";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { previewNextRepayment } from "./preview";
import { readBack } from "./read-back";
import { getReconciliation } from "./reconciliation";
import { listLog, logCsvRows } from "./log-queries";
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
} from "./test-books";

const START = "2026-01-01";
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

test("codat row 21: a loan is drawn, repaid, returned and paid off; ledger = feed = minus the principal all the way", async () => {
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
  expect(await lenderOf(art.connectionId), "codat row 40").toEqual({ ledger: "-4166.66", feed: "-4166.66" });

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
  expect(row, "codat row 43").toMatchObject({
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

  const { rows } = await listLog({ loanId });
  expect(rows.map(({ reference }) => reference)).toEqual(
    [6, 5, 4, 3, 2, 1].map((seq) => `ML-${rows[0]!.loanNumber}-${seq}`),
  );
  expect(
    rows.every(({ operations }) =>
      operations.every(({ recordId, pushOperationKey }) => recordId && pushOperationKey),
    ),
  ).toBe(true);
  const csv = [];
  for await (const line of logCsvRows({ loanId })) csv.push(line);
  expect(csv, "codat row 42").toHaveLength(1 + 6 * 3 - 1);
  expect(new Set(csv.map((line) => line.length)).size).toBe(1);
});

describe.each(["qhyg", "fbrh", "tgff"])("codat row 25: on %s", (platformKey) => {
  test("the same loan ends at zero", async () => {
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
    void askCodat;
  });
});
