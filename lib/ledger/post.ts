import { isIsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { fromCents, toCents } from "@/lib/money/money";
import { asLedgerError, LedgerError } from "./ledger-error";
import type { LedgerLine, PostingRequest, PostingResult, RefusalReason } from "./posting-request";
import { requestHash } from "./request-hash";

const KINDS = { post: 1, hold: 2, settle: 3, release: 4, reversal: 5 } as const;
const MODES = { authorize: 1, record: 2 } as const;

type Row = {
  status: "posted" | "refused";
  transaction_id: bigint | null;
  reason: RefusalReason | null;
  account: string | null;
  available: bigint | null;
  replayed: boolean;
};

/**
 * Posts many transactions in one call, inside the caller's database transaction. Each request has its own outcome, in
 * the order of the requests; one that a rule refuses changes nothing and does not disturb the others.
 *
 * It locks the balance rows of all accounts concerned until the caller commits: write the business rows first, post
 * last, and call it once per database transaction.
 *
 * @param requests balanced per currency; amounts in dollars, above zero, at most two decimals
 * @returns one result per request: `posted` with the transaction's id, or `refused` with the reason; `replayed` when
 *          the key was seen before and the answer is the one given then
 * @throws LedgerError when the call is malformed (unbalanced, unknown account or parent, amount out of range): a
 *         caller's bug; nothing is written
 *
 * @example
 * await post(tx, [{ key: "deposit:ivm_1", kind: "post", mode: "record", eventType: "investor-deposit",
 *   effectiveOn: "2026-01-01", lines: [
 *     { account: "cash", side: "debit", amount: "10000.00" },
 *     { account: "investor:inv_1:investment:ivm_1:principal", side: "credit", amount: "10000.00" } ] }])
 * // Dr cash 10,000.00 · Cr investor principal 10,000.00
 */
export async function post(tx: Tx, requests: PostingRequest[]): Promise<PostingResult[]> {
  if (requests.length === 0) return [];
  const lines = requests.flatMap((request) => request.lines ?? []);
  const accounts = [...new Set(lines.map((line) => line.account))];
  const position = new Map(accounts.map((code, index) => [code, index + 1]));
  try {
    const rows = await tx.$queryRaw<Row[]>`
      SELECT status, transaction_id, reason, account, available, replayed FROM ledger.post(
        ${accounts}::text[],
        ${requests.map((request) => request.key)}::text[],
        ${requests.map(requestHash)}::text[],
        ${requests.map((request) => KINDS[request.kind])}::smallint[],
        ${requests.map((request) => MODES[request.mode])}::smallint[],
        ${requests.map((request) => parentId(request))}::bigint[],
        ${requests.map((request) => request.eventType)}::text[],
        ${requests.map((request) => effectiveOn(request))}::date[],
        ${requests.map((request) => JSON.stringify(request.metadata ?? {}))}::jsonb[],
        ${requests.map((request) => request.lines?.length ?? 0)}::int[],
        ${lines.map((line) => position.get(line.account))}::int[],
        ${lines.map((line) => (line.side === "debit" ? 1 : -1))}::smallint[],
        ${lines.map((line) => cents(line))}::bigint[],
        ${lines.map((line) => JSON.stringify(line.metadata ?? {}))}::jsonb[]
      ) ORDER BY item`;
    return rows.map(asResult);
  } catch (error) {
    throw asLedgerError(error);
  }
}

function asResult(row: Row): PostingResult {
  if (row.status === "posted")
    return { status: "posted", transactionId: String(row.transaction_id), replayed: row.replayed };
  return {
    status: "refused",
    reason: row.reason!,
    ...(row.account !== null && { account: row.account }),
    ...(row.available !== null && { available: fromCents(row.available).toFixed(2) }),
    replayed: row.replayed,
  };
}

function parentId({ key, parentId = "0" }: PostingRequest): string {
  if (!/^\d{1,18}$/.test(parentId))
    throw new LedgerError("malformed", `The request ${key} names no transaction: "${parentId}".`);
  return parentId;
}

function effectiveOn({ key, effectiveOn }: PostingRequest): string {
  if (!isIsoDate(effectiveOn)) throw new LedgerError("malformed", `The request ${key} has no calendar date.`);
  return effectiveOn;
}

function cents({ account, amount }: LedgerLine): string {
  try {
    return toCents(amount).toString();
  } catch (error) {
    throw new LedgerError(
      "malformed",
      `The amount of ${account} is not dollars and cents: "${amount}".`,
      error,
    );
  }
}
