import { beforeAll, expect, it } from "vitest";
import { inTransaction } from "@/lib/db";
import { getAccountPageAtVersion } from "./account-at-version";
import { openAccounts } from "./accounts";
import {
  getAccountPage,
  getBalances,
  getTransaction,
  listAccounts,
  listEntriesFor,
  transactionList,
  sumByPattern,
  trialBalance,
} from "./queries";
import { holdTransaction, postTransaction, releaseHold, reverseTransaction, settleHold } from "./verbs";

const A = "investor:a_1:investment:x:principal";
const B = "investor:a_1:investment:y:principal";
const ids: Record<string, string> = {};

beforeAll(async () => {
  await inTransaction((tx) =>
    openAccounts(tx, [account(A), account(B), account("investor:aa1:investment:z:principal")]),
  );
  ids.deposit = await post("deposit", "2026-01-10", "100.00", A, { loanId: "l1" });
  ids.backdated = await post("backdated", "2026-01-05", "20.00", A, {});
  ids.hold = await hold("hold", "2026-01-11", "30.00", B);
  ids.settle = await inTransaction(
    async (tx) =>
      (await settleHold(tx, { key: "settle", holdId: ids.hold!, effectiveOn: "2026-01-12" })).transactionId,
  );
  ids.reversal = await inTransaction(
    async (tx) =>
      (await reverseTransaction(tx, { key: "back", transactionId: ids.settle!, effectiveOn: "2026-01-20" }))
        .transactionId,
  );
  ids.freed = await hold("hold 2", "2026-01-13", "5.00", B);
  await inTransaction((tx) =>
    releaseHold(tx, { key: "release", holdId: ids.freed!, effectiveOn: "2026-01-14" }),
  );
  ids.open = await hold("hold 3", "2026-01-15", "7.00", B);
});

it("shows posted, pending and available separately on both sides", async () => {
  const balances = await getBalances(["cash", B, "no:such"]);
  expect(balances.get("cash")).toMatchObject({
    posted: "120.00",
    pending: "127.00",
    available: "120.00",
    pendingIn: "7.00",
  });
  expect(balances.get(B)).toMatchObject({ posted: "0.00", pending: "7.00", available: "0.00", version: "7" });
  expect(balances.has("no:such")).toBe(false);
  expect(balances.get("cash")).toMatchObject({
    minAvailable: "0.00",
    shortfall: "0.00",
    normalSide: "debit",
  });
});

it("gives balances as of a date, pending ones too", async () => {
  const on = async (asOf: string) => (await getBalances(["cash"], { asOf })).get("cash")!;
  expect(await on("2026-01-04")).toMatchObject({ posted: "0.00", pending: "0.00" });
  expect(await on("2026-01-05")).toMatchObject({ posted: "20.00", pending: "20.00" });
  expect(await on("2026-01-11")).toMatchObject({ posted: "120.00", pending: "150.00" });
  expect(await on("2026-01-12")).toMatchObject({ posted: "150.00", pending: "150.00" });
  expect(await on("2026-01-20")).toMatchObject({ posted: "120.00", pending: "127.00" });
});

it("lists accounts by a literal prefix, in which an underscore is only an underscore", async () => {
  expect((await listAccounts({ prefix: "investor:a_1:" })).map(({ code }) => code)).toEqual([A, B]);
});

it("adds up a roll-up by pattern", async () => {
  expect(await sumByPattern("investor:%:principal")).toMatchObject({
    accounts: 3,
    posted: "120.00",
    pending: "127.00",
  });
  expect(await sumByPattern("investor:a_1:%:principal", { asOf: "2026-01-12" })).toMatchObject({
    accounts: 2,
    posted: "150.00",
  });
});

it("lists the trial balance with equal sides, now and as of a date", async () => {
  expect(await trialBalance()).toEqual({
    rows: [
      { code: "cash", name: "Cash", currency: "USD", debit: "120.00", credit: "0.00" },
      { code: A, name: "Principal", currency: "USD", debit: "0.00", credit: "120.00" },
    ],
    totals: [{ currency: "USD", debit: "120.00", credit: "120.00" }],
  });
  expect((await trialBalance({ asOf: "2026-01-12" })).totals).toEqual([
    { currency: "USD", debit: "150.00", credit: "150.00" },
  ]);
});

it("shows an account's entries in posting order with running balance, counter-legs and the fate of holds", async () => {
  const page = (await getAccountPage("cash"))!;
  expect(
    page.entries.map(({ effectiveOn, layer, side, amount, balanceAfter, status }) => [
      effectiveOn,
      layer,
      side,
      amount,
      balanceAfter,
      status,
    ]),
  ).toEqual([
    ["2026-01-15", "pending", "debit", "7.00", "120.00", "pending"],
    ["2026-01-13", "pending", "debit", "5.00", "120.00", "released"],
    ["2026-01-20", "posted", "credit", "30.00", "120.00", "posted"],
    ["2026-01-12", "posted", "debit", "30.00", "150.00", "reversed"],
    ["2026-01-11", "pending", "debit", "30.00", "120.00", "settled"],
    ["2026-01-05", "posted", "debit", "20.00", "120.00", "posted"],
    ["2026-01-10", "posted", "debit", "100.00", "100.00", "posted"],
  ]);
  expect(page.entries[3]!.counterLegs).toMatchObject([{ account: B, side: "credit", amount: "30.00" }]);
  expect(page.entries[3]).toMatchObject({
    counterLegCount: 1,
    parent: { id: ids.hold },
    reversal: { id: ids.reversal },
  });
  expect(page.entries[4]!.resolution).toMatchObject({ id: ids.settle, kind: "settle" });
  expect(await getAccountPage("no:such")).toBeNull();
});

it("leaves out holds that were settled or released when only open holds are asked for", async () => {
  const page = (await getAccountPage("cash", { openHoldsOnly: true }))!;
  expect(page.entries.map(({ layer, amount, status }) => [layer, amount, status])).toEqual([
    ["pending", "7.00", "pending"],
    ["posted", "30.00", "posted"],
    ["posted", "30.00", "reversed"],
    ["posted", "20.00", "posted"],
    ["posted", "100.00", "posted"],
  ]);
  const [first, second] = [
    (await getAccountPage("cash", { openHoldsOnly: true, limit: 2 }))!,
    (await getAccountPage("cash", { openHoldsOnly: true, limit: 3, before: page.entries[1]!.version }))!,
  ];
  expect([...first.entries, ...second.entries]).toEqual(page.entries);
});

it("keeps a hold as open at a version before it was settled", async () => {
  const settled = (await getAccountPage("cash"))!.entries.find(({ status }) => status === "settled")!;
  const at = await getAccountPageAtVersion("cash", { version: settled.version, openHoldsOnly: true });
  expect(at!.entries[0]).toMatchObject({ version: settled.version, status: "pending" });
  const now = await getAccountPageAtVersion("cash", { version: "1000", openHoldsOnly: true });
  expect(now!.entries.map(({ version }) => version)).not.toContain(settled.version);
});

it("pages through an account without losing or repeating an entry", async () => {
  const whole = (await getAccountPage("cash"))!.entries.map(({ version }) => version);
  const seen: string[] = [];
  let before: string | undefined;
  do {
    const page: Awaited<ReturnType<typeof getAccountPage>> = await getAccountPage("cash", {
      limit: 3,
      before,
    });
    seen.push(...page!.entries.map(({ version }) => version));
    before = page!.nextBefore ?? undefined;
  } while (before);
  expect(seen).toEqual(whole);
});

it("shows a transaction with all legs, equal sides on each layer and its chain", async () => {
  const settle = (await getTransaction(ids.settle!))!;
  expect(settle).toMatchObject({
    kind: "settle",
    status: "reversed",
    amount: "30.00",
    parent: { id: ids.hold },
  });
  expect(settle.totals).toEqual({
    posted: { debit: "30.00", credit: "30.00" },
    pending: { debit: "-30.00", credit: "-30.00" },
  });
  expect(settle.legs).toHaveLength(4);
  expect(settle.chain.map(({ id, kind }) => [id, kind])).toEqual([
    [ids.hold, "hold"],
    [ids.settle, "settle"],
    [ids.reversal, "reversal"],
  ]);
  expect((await getTransaction(ids.open!))!.totals.pending).toEqual({ debit: "7.00", credit: "7.00" });
  expect(await getTransaction("999999")).toBeNull();
  expect(await getTransaction("1; drop")).toBeNull();
});

it("finds transactions by type, by account, by date and by the facts they carry", async () => {
  const found = async (filter: Parameters<typeof transactionList.page>[0]) =>
    (await transactionList.page(filter)).rows.map(({ id }) => id);
  expect(await found({ metadata: { loanId: "l1" } })).toEqual([ids.deposit]);
  expect(await found({ account: B, kind: "hold" })).toEqual([ids.open, ids.freed, ids.hold]);
  expect(await found({ eventType: "reversal" })).toEqual([ids.reversal]);
  expect(await found({ from: "2026-01-10", to: "2026-01-11" })).toEqual([ids.hold, ids.deposit]);
  const page = await transactionList.page({ pageSize: 3 });
  expect(await found({ page: 2, pageSize: 3 })).toEqual([ids.reversal, ids.settle, ids.hold]);
  expect(page.rows[0]).toMatchObject({
    id: ids.open,
    amount: "7.00",
    status: "pending",
    legCount: 2,
  });
});

it("lists the posted entries of several accounts for a statement, and what is reserved when asked", async () => {
  const posted = await listEntriesFor([A, B], { from: "2026-01-06", to: "2026-01-31" });
  expect(posted.entries.map(({ transactionId }) => transactionId)).toEqual([
    ids.reversal,
    ids.settle,
    ids.deposit,
  ]);
  const all = await listEntriesFor([B], { include: "all" });
  expect(all.entries.map(({ transactionId }) => transactionId)).toEqual([
    ids.open,
    ids.freed,
    ids.reversal,
    ids.settle,
    ids.hold,
  ]);
});

function account(code: string) {
  return { code, name: "Principal", normalSide: "credit" as const };
}

function lines(amount: string, code: string, metadata: Record<string, string>) {
  return [
    { account: "cash", side: "debit" as const, amount, metadata },
    { account: code, side: "credit" as const, amount, metadata },
  ];
}

async function post(
  key: string,
  effectiveOn: string,
  amount: string,
  code: string,
  facts: Record<string, string>,
) {
  const request = {
    key,
    eventType: "deposit",
    mode: "record" as const,
    effectiveOn,
    lines: lines(amount, code, facts),
  };
  return inTransaction(async (tx) => (await postTransaction(tx, request)).transactionId);
}

async function hold(key: string, effectiveOn: string, amount: string, code: string) {
  const request = {
    key,
    eventType: "deposit",
    mode: "authorize" as const,
    effectiveOn,
    lines: lines(amount, code, {}),
  };
  return inTransaction(async (tx) => (await holdTransaction(tx, request)).transactionId);
}
