// The books themselves: what each record does to each account, balances, and which feed line matches which record.
import type { Accounting } from "./accounting";
import { sum, toDigits } from "@/sandbox/accounting/http/money";
import type { Account, DirectCost, FeedLine, Source, Transfer } from "./records";

type Entry = {
  account: string;
  amount: bigint; // from the account's own view
  date: string;
  kind: "transfers" | "directCosts" | "directIncomes";
  record: string;
  words: string;
  seq: number;
};

/** All entries of a tenant, in the order in which they were written. */
function entriesOf(accounting: Accounting, tenant: string): Entry[] {
  const { store } = accounting;
  return [
    ...store.of("transfers", tenant).flatMap(transferEntries),
    ...store.of("directCosts", tenant).flatMap(costEntries),
  ].sort((one, other) => one.seq - other.seq);
}

function transferEntries({ key, from, to, amount, date, description, seq }: Transfer): Entry[] {
  const common = { date, kind: "transfers" as const, record: key, words: description ?? "Transfer", seq };
  return [
    { ...common, account: from, amount: -amount },
    { ...common, account: to, amount },
  ];
}

function costEntries({
  key,
  paidFrom,
  total,
  lines,
  date,
  reference,
  note,
  isIncome,
  seq,
}: DirectCost): Entry[] {
  const kind = isIncome ? ("directIncomes" as const) : ("directCosts" as const);
  const words = [reference, note].filter((text) => text !== null).join(", ") || "Spend money";
  const common = { date, kind, record: key, words, seq };
  return [
    { ...common, account: paidFrom, amount: -total },
    ...lines.map((line) => ({ ...common, account: line.account, amount: line.total })),
  ];
}

/** Balance of every account, by key. */
export function balancesOf(accounting: Accounting, tenant: string): Map<string, bigint> {
  const balances = new Map(
    accounting.store.of("accounts", tenant).map((account) => [account.key, account.opening]),
  );
  for (const { account, amount } of entriesOf(accounting, tenant))
    balances.set(account, (balances.get(account) ?? 0n) + amount);
  return balances;
}

/** Codat's accountTransactions: every movement on a bank account. */
export function accountTransactions(accounting: Accounting, tenant: string, seen: number): object[] {
  const banks = new Map(
    accounting.store
      .of("accounts", tenant)
      .filter((account) => account.isBankAccount)
      .map((account) => [account.key, account]),
  );
  return entriesOf(accounting, tenant)
    .filter(({ account, seq }) => banks.has(account) && seq <= seen)
    .map((entry) => ({
      id: `${entry.record}-${entry.account}`,
      transactionId: entry.record,
      note: entry.words,
      bankAccountRef: { id: entry.account, name: banks.get(entry.account)!.name },
      date: entry.date,
      status: "Unreconciled",
      currency: banks.get(entry.account)!.currency,
      lines: [
        {
          description: entry.words,
          recordRef: { id: entry.record, dataType: entry.kind },
          amount: toDigits(entry.amount),
        },
      ],
      totalAmount: toDigits(entry.amount),
    }));
}

type Matched = FeedLine & { match: Entry | null };
export type Feed = {
  source: Source;
  target: Account | null;
  lines: Matched[];
  balance: bigint;
  books: bigint;
};

/** The feeds into a tenant's books, each line beside the record of the same amount that a bookkeeper would choose. */
export function feedsOf(accounting: Accounting, tenant: string): Feed[] {
  const { store } = accounting;
  const entries = entriesOf(accounting, tenant);
  const balances = balancesOf(accounting, tenant);
  return store
    .all("connections")
    .filter((connection) => accounting.tenantOf(connection) === tenant)
    .flatMap((connection) => store.of("sources", connection.key))
    .map((source) => {
      const lines = store.of("feedLines", source.key);
      const open = entries.filter(({ account }) => account === source.target);
      return {
        source,
        target: source.target === null ? null : (store.find("accounts", source.target) ?? null),
        lines: lines.map((line) => ({ ...line, match: takeMatch(open, line) })),
        balance: sum(lines.map(({ amount }) => amount)),
        books: source.target === null ? 0n : (balances.get(source.target) ?? 0n),
      };
    });
}

/** The same amount on the same day, else the same amount on any; each record once. */
function takeMatch(open: Entry[], { amount, date }: FeedLine): Entry | null {
  const same = open.filter((entry) => entry.amount === amount);
  const match = same.find((entry) => entry.date === date) ?? same[0];
  if (!match) return null;
  open.splice(open.indexOf(match), 1);
  return match;
}
