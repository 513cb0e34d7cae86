// What ledger.post is called with: the requests as parallel arrays.
import { isIsoDate } from "@/lib/calendar/dates";
import { calendarBusinessDate } from "@/lib/clock";
import { CURRENCY, fromMinor, toMinor } from "@/lib/money/currency";
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

/** Takes the answer of `postingArrays`, one parameter each. */
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
  "date", // today, null for the day of the sandbox's clock
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

/** A request as ledger.post wants it: checked, and every part written as it is in an array of PostgreSQL's. */
export type PreparedRequest = {
  key: string;
  /** Key, hash, kind, mode, parent, event type, date, metadata, lifetime, number of lines. */
  columns: string[];
  lines: { account: string; currency: string; side: string; amount: string; metadata: string }[];
  conditions: { account: string; field: number; op: number; amount: string }[];
};

/**
 * Checks what can be checked without the database, and writes the request down.
 *
 * @throws LedgerError "unbalanced" | "malformed", naming the request
 */
export function prepare(request: PostingRequest): PreparedRequest {
  const { key, kind, mode, eventType, metadata = {}, lines = [] } = request;
  const totals = new Map<string, bigint>();
  const written = lines.map((line) => {
    const { account, side, currency = CURRENCY } = line;
    const amount = minorUnits(line, line.amount);
    totals.set(currency, (totals.get(currency) ?? 0n) + (side === "debit" ? amount : -amount));
    return {
      account,
      currency,
      side: side === "debit" ? "1" : "-1",
      amount: amount.toString(),
      metadata: quoted(line.metadata === undefined ? "" : JSON.stringify(line.metadata)),
    };
  });
  for (const [currency, total] of totals) {
    if (total !== 0n)
      throw new LedgerError("unbalanced", `Debits and credits in ${currency} of the request ${key} differ.`);
  }
  const columns = [
    quoted(key),
    requestHash(request),
    String(KINDS[kind]),
    String(MODES[mode]),
    parentId(request),
    quoted(eventType),
    effectiveOn(request),
    quoted(JSON.stringify(metadata)),
    String(lifetime(request)),
    String(lines.length),
  ];
  return { key, columns, lines: written, conditions: lines.flatMap(conditionsOf) };
}

/**
 * @returns one array literal per parameter of POST_SQL, and the business date
 * @throws LedgerError "malformed" when requests name one account in two currencies
 */
export function postingArrays(requests: PreparedRequest[]): (string | null)[] {
  const positions = new Map<string, number>();
  const currencies: string[] = [];
  const lines: PreparedRequest["lines"] = [];
  const lineAccounts: number[] = [];
  const conditions: (string | number)[][] = [[], [], [], [], []];
  requests.forEach((request, n) => {
    for (const line of request.lines) {
      let at = positions.get(line.account);
      if (at === undefined) {
        at = currencies.push(line.currency);
        positions.set(line.account, at);
      } else if (currencies[at - 1] !== line.currency) {
        throw malformed(
          `The request ${request.key} names ${line.account} in another currency than one beside it.`,
        );
      }
      lines.push(line);
      lineAccounts.push(at);
    }
    for (const { account, field, op, amount } of request.conditions) {
      [n + 1, positions.get(account)!, field, op, amount].forEach((value, column) =>
        conditions[column]!.push(value),
      );
    }
  });
  return [
    array([...positions.keys()].map(quoted)),
    array(currencies.map(quoted)),
    ...requests[0]!.columns.map((_, column) => array(requests.map(({ columns }) => columns[column]!))),
    array(lineAccounts),
    array(lines.map(({ side }) => side)),
    array(lines.map(({ amount }) => amount)),
    array(lines.map(({ metadata }) => metadata)),
    ...conditions.map(array),
    calendarBusinessDate(),
  ];
}

function array(written: (string | number)[]): string {
  return `{${written.join(",")}}`;
}

/** An element of an array literal. */
function quoted(text: string): string {
  return `"${SPECIAL.test(text) ? text.replace(/["\\]/g, "\\$&") : text}"`;
}

const SPECIAL = /["\\]/;

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

function conditionsOf(line: LedgerLine): PreparedRequest["conditions"] {
  const { account, conditions = [], expectedVersion } = line;
  const asked = conditions.map(({ balance, op, amount }) => ({
    account,
    field: FIELDS[balance],
    op: COMPARISONS[op],
    amount: minorUnits(line, amount).toString(),
  }));
  if (expectedVersion === undefined) return asked;
  if (!/^\d{1,18}$/.test(expectedVersion))
    throw malformed(`"${expectedVersion}" is not a version of ${account}.`);
  return [...asked, { account, field: VERSION, op: COMPARISONS.eq, amount: expectedVersion }];
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

function minorUnits({ account, currency = CURRENCY }: LedgerLine, amount: string): bigint {
  try {
    return toMinor(amount, currency);
  } catch (error) {
    throw malformed(`The amount of ${account} is not an amount in ${currency}: "${amount}".`, error);
  }
}

function malformed(message: string, cause?: unknown) {
  return new LedgerError("malformed", message, cause);
}
