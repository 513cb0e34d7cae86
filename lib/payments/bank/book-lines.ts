// Lines that no order explains are entered in the ledger: the bank has moved the money.
import { compare, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { findAllPosted } from "@/lib/ledger/keys";
import { book } from "@/lib/ledger/post-facts";
import type { PostingRequest } from "@/lib/ledger/posting-request";
import { sqlRows } from "@/lib/sql-rows";
import { bankLine, type BankBooking } from "@/lib/transaction-types/bank-line";
import { lastClosedDay } from "./last-closed-day";

export type LineToBook = {
  lineId: string;
  amount: string;
  postedOn: IsoDate;
  as: BankBooking;
  account: string;
  rule: string;
  score: number;
};

/**
 * Posts lines as what they are and notes each as matched with what was posted. It counts from the line's day, or from
 * today where that day is closed or still to come.
 */
export async function bookLines(
  tx: Tx,
  of: { bankAccountId: string; userId: string | null; on: IsoDate },
  lines: readonly LineToBook[],
): Promise<void> {
  if (lines.length === 0) return;
  const closed = await lastClosedDay(tx, of.bankAccountId);
  const times = await timesBooked(tx, lines);
  const requests = lines.map((line): PostingRequest => {
    const isLate =
      compare(line.postedOn, of.on) > 0 || (closed !== null && compare(line.postedOn, closed) <= 0);
    return {
      ...bankLine({ as: line.as, amount: line.amount }),
      key: `bank-line:${line.lineId}:${(times.get(line.lineId) ?? 0) + 1}`,
      kind: "post",
      mode: "record",
      effectiveOn: isLate ? of.on : line.postedOn,
      metadata: { bankLineId: line.lineId },
    };
  });
  await book(tx, [{ requests }]);
  const posted = await findAllPosted(
    tx,
    requests.map(({ key }) => key),
  );
  const rows = lines.map((line, at) => {
    const { transactionId, effectiveOn } = posted.get(requests[at]!.key)!;
    return {
      line_id: BigInt(line.lineId),
      target_type: line.as,
      target_id: line.account,
      amount: line.amount,
      rule: line.rule,
      score: line.score,
      transaction_id: transactionId,
      booked_on: effectiveOn,
    };
  });
  await tx.$executeRaw`
    INSERT INTO bank_matches (line_id, target_type, target_id, amount, rule, score, matched_by_id, matched_on, transaction_id, booked_on)
    SELECT b.line_id, b.target_type, b.target_id, b.amount, b.rule, b.score, ${of.userId}, ${toDbDate(of.on)}::date, b.transaction_id, b.booked_on
      FROM ${sqlRows("b", BOOKED, rows)} ORDER BY b.place`;
}

const BOOKED = {
  line_id: "bigint",
  target_type: "text",
  target_id: "text",
  amount: "numeric",
  rule: "text",
  score: "int",
  transaction_id: "bigint",
  booked_on: "date",
} as const;

/** A line whose booking was undone can be booked again, under another key. */
async function timesBooked(tx: Tx, lines: readonly LineToBook[]): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.$queryRaw<{ id: string; times: number }[]>`
    SELECT m.line_id::text AS id, count(*)::int AS times FROM bank_matches m
     WHERE m.line_id = ANY (${lines.map(({ lineId }) => lineId)}::text[]::bigint[]) AND m.transaction_id IS NOT NULL GROUP BY 1`;
  return new Map(rows.map(({ id, times }) => [id, times]));
}
