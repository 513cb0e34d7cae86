// Posts through the ledger's own SQL function, as it is in the checkout that is measured.
import type pg from "pg";

const AT_ONCE = 1000;

export type Transaction = {
  key: string;
  kind: string;
  eventType: string;
  on: string;
  metadata: object;
  lines: { account: string; side: 1 | -1; cents: number }[];
};

const KINDS: Record<string, number> = { post: 1, hold: 2 };
const RECORD = 2;

export async function post(client: pg.Client, transactions: Transaction[]): Promise<void> {
  const { rows } = await client.query<{ count: number }>(
    "SELECT pronargs AS count FROM pg_proc WHERE proname = 'post' AND pronamespace = 'ledger'::regnamespace",
  );
  const takesToday = rows[0]!.count > 21;
  for (let from = 0; from < transactions.length; from += AT_ONCE)
    await postSome(client, transactions.slice(from, from + AT_ONCE), takesToday);
}

async function postSome(client: pg.Client, transactions: Transaction[], takesToday: boolean) {
  const lines = transactions.flatMap((each) => each.lines);
  const accounts = [...new Set(lines.map(({ account }) => account))];
  const placeOf = new Map(accounts.map((account, at) => [account, at + 1]));
  const each = <T>(value: (transaction: Transaction) => T) => transactions.map(value);
  const values = [
    accounts,
    accounts.map(() => "USD"),
    each(({ key }) => key),
    each(() => "0".repeat(64)),
    each(({ kind }) => KINDS[kind]),
    each(() => RECORD),
    each(() => 0),
    each(({ eventType }) => eventType),
    each(({ on }) => on),
    each(({ metadata }) => JSON.stringify(metadata)),
    each(() => 0),
    each((transaction) => transaction.lines.length),
    lines.map(({ account }) => placeOf.get(account)),
    lines.map(({ side }) => side),
    lines.map(({ cents }) => cents),
    lines.map(() => ""),
  ];
  const types =
    "text text text text smallint smallint bigint text date jsonb int int int smallint bigint text".split(
      " ",
    );
  const given = types.map((type, at) => `$${at + 1}::${type}[]`);
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int FROM ledger.post(${given.join(", ")},
       '{}', '{}', '{}', '{}', '{}'${takesToday ? ", NULL" : ""}) WHERE status = 'posted'`,
    values,
  );
  if (rows[0]!.count !== transactions.length)
    throw new Error("The ledger refused a transaction of the book.");
}
