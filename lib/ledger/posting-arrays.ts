// What ledger.post is called with: the requests as parallel arrays. The same call serves a caller's own transaction and
// the batcher.
import { isIsoDate } from "@/lib/calendar/dates";
import { fromMinor, toMinor } from "@/lib/money/currency";
import { LedgerError } from "./ledger-error";
import type {
  BalanceField,
  Comparison,
  LedgerLine,
  PostingRequest,
  PostingResult,
  RefusalReason,
} from "./posting-request";
import { requestHash } from "./request-hash";

const KINDS = { post: 1, hold: 2, settle: 3, release: 4, reversal: 5 } as const;
const MODES = { authorize: 1, record: 2 } as const;
export const FIELDS: Record<BalanceField, number> = { posted: 1, pending: 2, available: 3 };
export const COMPARISONS: Record<Comparison, number> = { gt: 1, gte: 2, lt: 3, lte: 4, eq: 5 };
const VERSION = 4; // the field of a condition on the version before the transaction
const LONGEST_LIFE = 2_147_483_647; // seconds, an int column

/** Takes the values of `postingArrays`, one parameter each. */
export const POST_SQL = `SELECT status, transaction_id, reason, account, available, exponent, replayed, noted FROM ledger.post(${[
  "text[]", // accounts
  "text[]", // their currencies
  "text[]", // keys
  "text[]", // request hashes
  "smallint[]", // kinds
  "smallint[]", // modes
  "bigint[]", // parents
  "text[]", // event types
  "date[]",
  "jsonb[]", // metadata
  "int[]", // lifetimes
  "int[]", // lines per request
  "int[]", // accounts of the lines
  "smallint[]", // sides
  "bigint[]", // amounts
  "text[]", // metadata of the lines
  "int[]", // requests of the conditions
  "int[]", // accounts
  "smallint[]", // fields
  "smallint[]", // comparisons
  "bigint[]", // amounts
]
  .map((type, n) => `$${n + 1}::${type}`)
  .join(", ")}) ORDER BY item`;

export type PostingRow = {
  status: "posted" | "refused";
  transaction_id: bigint | string | null;
  reason: RefusalReason | null;
  account: string | null;
  available: bigint | string | null;
  exponent: number | null;
  replayed: boolean;
  noted: boolean;
};

/**
 * @returns one array per parameter of POST_SQL
 * @throws LedgerError "unbalanced" | "malformed", naming the request
 */
export function postingArrays(requests: PostingRequest[]): unknown[][] {
  const accounts = new Map<string, number>();
  const currencies: string[] = [];
  const position = (code: string, currency: string) => {
    const known = accounts.get(code);
    if (known !== undefined) {
      if (currencies[known - 1] !== currency)
        throw malformed(`The account ${code} is named in two currencies.`);
      return known;
    }
    currencies.push(currency);
    accounts.set(code, currencies.length);
    return currencies.length;
  };
  const lines = {
    accounts: [] as number[],
    sides: [] as number[],
    amounts: [] as string[],
    metadata: [] as string[],
  };
  const conditions: [item: number, account: number, field: number, op: number, amount: string][] = [];
  requests.forEach((request, n) => {
    const totals = new Map<string, bigint>();
    for (const line of request.lines ?? []) {
      const { side, currency = "USD" } = line;
      const at = position(line.account, currency);
      const amount = minorUnits(line, line.amount);
      totals.set(currency, (totals.get(currency) ?? 0n) + (side === "debit" ? amount : -amount));
      lines.accounts.push(at);
      lines.sides.push(side === "debit" ? 1 : -1);
      lines.amounts.push(amount.toString());
      lines.metadata.push(line.metadata === undefined ? "" : JSON.stringify(line.metadata));
      for (const condition of conditionsOf(line)) conditions.push([n + 1, at, ...condition]);
    }
    for (const [currency, total] of totals) {
      if (total !== 0n)
        throw new LedgerError(
          "unbalanced",
          `Debits and credits in ${currency} of the request ${request.key} differ.`,
        );
    }
  });
  return [
    [...accounts.keys()],
    currencies,
    requests.map(({ key }) => key),
    requests.map(requestHash),
    requests.map(({ kind }) => KINDS[kind]),
    requests.map(({ mode }) => MODES[mode]),
    requests.map(parentId),
    requests.map(({ eventType }) => eventType),
    requests.map(effectiveOn),
    requests.map(({ metadata = {} }) => JSON.stringify(metadata)),
    requests.map(lifetime),
    requests.map((request) => request.lines?.length ?? 0),
    lines.accounts,
    lines.sides,
    lines.amounts,
    lines.metadata,
    ...[0, 1, 2, 3, 4].map((column) => conditions.map((condition) => condition[column])),
  ];
}

/** A row of ledger.post as the caller's result. */
export function asResult(row: PostingRow): PostingResult {
  if (row.status === "posted")
    return { status: "posted", transactionId: String(row.transaction_id), replayed: row.replayed };
  return {
    status: "refused",
    reason: row.reason!,
    ...(row.account !== null && { account: row.account }),
    ...(row.available !== null && { available: fromMinor(BigInt(row.available), row.exponent!) }),
    replayed: row.replayed,
  };
}

function conditionsOf(line: LedgerLine): [field: number, op: number, amount: string][] {
  const { conditions = [], expectedVersion } = line;
  const asked = conditions.map(({ balance, op, amount }): [number, number, string] => [
    FIELDS[balance],
    COMPARISONS[op],
    minorUnits(line, amount).toString(),
  ]);
  if (expectedVersion === undefined) return asked;
  if (!/^\d{1,18}$/.test(expectedVersion))
    throw malformed(`"${expectedVersion}" is not a version of ${line.account}.`);
  return [...asked, [VERSION, COMPARISONS.eq, expectedVersion]];
}

function parentId({ key, parentId = "0" }: PostingRequest): string {
  if (!/^\d{1,18}$/.test(parentId))
    throw malformed(`The request ${key} names no transaction: "${parentId}".`);
  return parentId;
}

function effectiveOn({ key, effectiveOn }: PostingRequest): string {
  if (!isIsoDate(effectiveOn)) throw malformed(`The request ${key} has no calendar date.`);
  return effectiveOn;
}

function lifetime({ key, expiresAfter }: PostingRequest): number {
  if (expiresAfter === undefined) return 0;
  if (!Number.isInteger(expiresAfter) || expiresAfter < 1 || expiresAfter > LONGEST_LIFE)
    throw malformed(`The request ${key} expires after no whole number of seconds: ${expiresAfter}.`);
  return expiresAfter;
}

function minorUnits({ account, currency = "USD" }: LedgerLine, amount: string): bigint {
  try {
    return toMinor(amount, currency);
  } catch (error) {
    throw malformed(`The amount of ${account} is not an amount in ${currency}: "${amount}".`, error);
  }
}

function malformed(message: string, cause?: unknown) {
  return new LedgerError("malformed", message, cause);
}
