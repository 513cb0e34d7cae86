// What is kept of the pool's accounts must be what their balances give, whenever it is counted on, and whoever posts at that moment.
import { beforeAll, expect, it } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { getBalances, sumByPattern } from "@/lib/ledger/queries";
import { postTransaction } from "@/lib/ledger/verbs";
import { CASH, PATTERNS, REVENUE } from "@/lib/transaction-types/account-codes";
import { asOwner } from "@/test/owner";
import { setBusinessDate } from "@/test/story";
import { newInvestor, open, openAndClear } from "@/test/support/investing";
import { newLoan, repay } from "@/test/support/loan";
import { until } from "@/test/support/worker";
import { runCrossChecks } from "./cross-checks";
import { groupMonths, refreshPoolSums, sumGroups } from "./kept-sums";
import { runInterest } from "./run-interest";

const FEB = "2026-02-02";

beforeAll(async () => {
  const brittany = await newInvestor("Brittany Chen");
  await openAndClear(brittany, "2026-01-02");
  const loan = await newLoan("2026-01-02");
  await runInterest({ businessDate: FEB });
  await setBusinessDate(FEB);
  await repay(loan, FEB, { interest: "50.00", principal: "416.67" });
  await open(brittany); // on its way in
});

/** The same from the balances of all accounts. */
async function fromBalances() {
  const house = await getBalances([CASH, REVENUE]);
  const of = ({ posted, pending, available }: { posted: string; pending: string; available: string }) => ({
    ...{ posted, pending, available },
  });
  return {
    cash: of(house.get(CASH)!),
    revenue: of(house.get(REVENUE)!),
    "borrower-principal": of(await sumByPattern(PATTERNS.borrowerPrincipal)),
    "borrower-interest": of(await sumByPattern(PATTERNS.borrowerInterest)),
    "investor-principal": of(await sumByPattern(PATTERNS.investorPrincipal)),
    "investor-interest": of(await sumByPattern(PATTERNS.investorInterest)),
  };
}

const addRevenue = (key: string, tx: Parameters<typeof postTransaction>[0]) =>
  postTransaction(tx, {
    ...{ key, eventType: "borrower-repayment", mode: "record", effectiveOn: FEB },
    lines: [
      { account: CASH, side: "debit", amount: "7.00" },
      { account: REVENUE, side: "credit", amount: "7.00" },
    ],
  });

/** Counts on until everything is counted: as long as a transaction of any database of the server runs, it is not. */
async function countAll() {
  await until(async () => {
    await refreshPoolSums();
    const counted = await db.poolMonth.aggregate({ _sum: { debits: true }, where: { groupName: "cash" } });
    return counted._sum.debits === (await debitsOfCash());
  });
}

async function debitsOfCash(): Promise<bigint> {
  const [row] = await db.$queryRaw<{ debits: bigint }[]>`
    SELECT b.posted_debits AS debits FROM ledger.balances b JOIN ledger.accounts a ON a.id = b.account_id WHERE a.code = ${CASH}`;
  return row!.debits;
}

it("is right before the first count, after it, and with what came since", async () => {
  expect((await sumGroups()).cash).toMatchObject({ posted: "5466.67", pending: "15466.67" });
  expect(await sumGroups()).toEqual(await fromBalances());
  const months = await groupMonths();
  expect(months.filter(({ group }) => group === "cash")).toEqual([
    { group: "cash", month: "2026-01-01", moved: "5000.00" },
    { group: "cash", month: "2026-02-01", moved: "466.67" },
  ]);
  await countAll();
  expect(await sumGroups()).toEqual(await fromBalances());
  expect(await groupMonths()).toEqual(months);
  await inTransaction((tx) => addRevenue("since", tx));
  expect(await sumGroups()).toEqual(await fromBalances());
  await countAll();
  await refreshPoolSums(); // nothing is counted twice
  expect(await sumGroups()).toEqual(await fromBalances());
  expect((await runCrossChecks()).find(({ id }) => id === "pool-sums")).toMatchObject({ ok: true });
});

it("does not lose what was posted by a transaction that was still open when it was counted", async () => {
  await inTransaction(async (tx) => {
    await addRevenue("open", tx);
    await refreshPoolSums();
    await inTransaction((other) => other.$queryRaw`SELECT pg_current_xact_id()::text`); // time goes on
    await refreshPoolSums();
  });
  expect(await sumGroups()).toEqual(await fromBalances());
  await refreshPoolSums();
  expect(await sumGroups()).toEqual(await fromBalances());
});

it("believes nothing that was counted in another database, and counts from the beginning", async () => {
  await asOwner("UPDATE pool_horizon SET horizon = horizon + 1000000");
  await asOwner("UPDATE pool_months SET debits = debits + 1");
  expect(await sumGroups()).toEqual(await fromBalances());
  await refreshPoolSums();
  expect(await sumGroups()).toEqual(await fromBalances());
});

it("is found out when it differs", async () => {
  await countAll();
  await asOwner(
    "UPDATE pool_months SET credits = credits + 1 WHERE group_name = 'revenue' AND month = '2026-02-01'",
  );
  const found = (await runCrossChecks()).find(({ id }) => id === "pool-sums")!;
  expect(found.offending).toEqual([
    expect.stringMatching(/^revenue: kept 0, \d+, 0 and 0, balances 0, \d+, 0 and 0$/),
  ]);
  await asOwner(
    "UPDATE pool_months SET credits = credits - 1 WHERE group_name = 'revenue' AND month = '2026-02-01'",
  );
});
