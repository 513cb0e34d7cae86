// The equation of every day: the books, the bank, and what is on its way between them.
import { addDays, compare, fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, type Tx } from "@/lib/db";
import { getBalances } from "@/lib/ledger/queries";
import { movementsBy } from "@/lib/ledger/movements";
import { d, toMoney } from "@/lib/money/money";
import { Prisma } from "@/prisma/generated/client";
import { coverageOf } from "./coverage";

/** Dollars; `difference` is what nothing explains. */
export type BankDayRow = {
  day: IsoDate;
  bankClosing: string;
  bookClosing: string;
  inTransitIn: string;
  inTransitOut: string;
  unmatchedIn: string;
  unmatchedOut: string;
  difference: string;
  /** Lines up to this day that neither an order nor a booking explains. */
  openLines: number;
  isClosed: boolean;
};

export type ReconciledAccount = { id: string; name: string; ledgerCode: string };

/**
 * The reconciliation of each day that statements cover, oldest first:
 *
 *     bookClosing = bankClosing + inTransitIn - inTransitOut - unmatchedIn + unmatchedOut + difference
 *
 * In transit is what payment orders have moved in the books and the bank shows later or not yet; unmatched is what the bank
 * shows and the books have later or not yet. Both come from payment orders and lines, never from the ledger, so that a
 * posting on cash that is neither shows as a difference.
 *
 * @returns no row for a day that no statement covers
 *
 * @example bank 21,043.35, a payout of 500.00 that the bank posts tomorrow, an unknown wire of 750.00:
 *   // bookClosing 19,793.35 = 21,043.35 - 500.00 - 750.00
 */
export async function reconcileDays(
  account: ReconciledAccount,
  { from, to }: { from: IsoDate; to: IsoDate },
  tx: Tx = db,
): Promise<BankDayRow[]> {
  const coverage = await coverageOf(tx, account.id);
  if (coverage === null) return [];
  const first = compare(from, coverage.from) > 0 ? from : coverage.from;
  const last = compare(to, coverage.to) < 0 ? to : coverage.to;
  if (compare(first, last) > 0) return [];
  const rows = await tx.$queryRaw<FiguresRow[]>(figures(account.id, { ...coverage, first, last }));
  const books = await bookBalances(account.ledgerCode, { first, last }, tx);
  return rows.map(({ day, isClosed, openLines, ...amounts }) => {
    const on = fromDbDate(day);
    const bookClosing = books(on);
    const explained = d(amounts.bankClosing)
      .plus(amounts.inTransitIn)
      .minus(amounts.inTransitOut)
      .minus(amounts.unmatchedIn)
      .plus(amounts.unmatchedOut);
    return {
      ...{ day: on, ...amounts, bookClosing, openLines, isClosed },
      difference: toMoney(d(bookClosing).minus(explained)),
    };
  });
}

type FiguresRow = Pick<BankDayRow, "isClosed" | "openLines"> &
  Record<"bankClosing" | "inTransitIn" | "inTransitOut" | "unmatchedIn" | "unmatchedOut", string> & {
    day: Date;
  };

/**
 * `moves` has one row for each piece of money: when the books have it and when the bank has it, either of them perhaps not at
 * all. A move of the books before the first statement counts only when a line shows that it was still on its way. A booking
 * that was taken back later counts until then, and the line's next match from then on.
 */
function figures(
  bankAccountId: string,
  of: { from: IsoDate; opening: string; first: IsoDate; last: IsoDate },
): Prisma.Sql {
  const sumOf = (condition: Prisma.Sql, sign: Prisma.Sql) =>
    Prisma.sql`coalesce(sum(abs(m.amount)) FILTER (WHERE ${condition} AND m.amount ${sign} 0), 0)::numeric(20, 2)::text`;
  const inBooks = Prisma.sql`(m.booked_on <= d.day AND (m.posted_on IS NULL OR m.posted_on > d.day))`;
  const atBank = Prisma.sql`(m.posted_on <= d.day AND (m.booked_on IS NULL OR m.booked_on > d.day))`;
  return Prisma.sql`
    WITH ours AS (
      SELECT l.id, l.amount, coalesce(before.taken_back_on, l.posted_on) AS posted_on
        FROM bank_lines l LEFT JOIN (SELECT m.line_id, max(m.taken_back_on) AS taken_back_on FROM bank_matches m
                                      WHERE m.taken_back_on IS NOT NULL GROUP BY 1) before ON before.line_id = l.id
       WHERE l.bank_account_id = ${bankAccountId}),
    moves AS (
      SELECT o.amount, o.booked_on, l.posted_on, false AS is_open
        FROM (${ORDER_MOVES}) o
        LEFT JOIN bank_matches m ON m.target_type = o.type AND m.target_id = o.id AND m.undone_at IS NULL
        LEFT JOIN ours l ON l.id = m.line_id
       WHERE l.id IS NOT NULL OR o.booked_on >= ${of.from}::date
      UNION ALL
      SELECT m.amount, m.booked_on, l.posted_on, false
        FROM bank_matches m JOIN ours l ON l.id = m.line_id
       WHERE m.undone_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM (${ORDER_MOVES}) o WHERE o.type = m.target_type AND o.id = m.target_id)
      UNION ALL
      SELECT l.amount, NULL, l.posted_on, true
        FROM ours l
       WHERE NOT EXISTS (SELECT 1 FROM bank_matches m WHERE m.line_id = l.id AND m.undone_at IS NULL)
      UNION ALL
      SELECT e.amount, e.booked_on, e.posted_on, false
        FROM bank_matches m JOIN bank_lines l ON l.id = m.line_id
       CROSS JOIN LATERAL (VALUES (m.amount, m.booked_on, l.posted_on), (-m.amount, m.taken_back_on, m.taken_back_on)) e (amount, booked_on, posted_on)
       WHERE l.bank_account_id = ${bankAccountId} AND m.taken_back_on IS NOT NULL)
    SELECT d.day::date AS day, (${of.opening}::numeric + coalesce(sum(m.amount) FILTER (WHERE m.posted_on <= d.day), 0))::numeric(20, 2)::text AS "bankClosing",
           ${sumOf(inBooks, Prisma.sql`>`)} AS "inTransitIn", ${sumOf(inBooks, Prisma.sql`<`)} AS "inTransitOut",
           ${sumOf(atBank, Prisma.sql`>`)} AS "unmatchedIn", ${sumOf(atBank, Prisma.sql`<`)} AS "unmatchedOut",
           (count(*) FILTER (WHERE m.is_open AND m.posted_on <= d.day))::int AS "openLines",
           EXISTS (SELECT 1 FROM bank_days b WHERE b.bank_account_id = ${bankAccountId} AND b.day = d.day) AS "isClosed"
      FROM generate_series(${of.first}::date, ${of.last}::date, interval '1 day') d (day) LEFT JOIN moves m ON true
     GROUP BY d.day ORDER BY d.day`;
}

/** What payment orders moved in the books: each that completed and was acted on, each return of such a one, and what we sent back. */
const ORDER_MOVES = Prisma.sql`
  SELECT p.id, 'ORDER' AS type, CASE p.direction WHEN 'CREDIT' THEN -p.amount ELSE p.amount END AS amount, t.business_date AS booked_on
    FROM payment_orders p JOIN payment_transitions t ON t.payment_order_id = p.id
   WHERE t.to_status = 'COMPLETED' AND t.handled_at IS NOT NULL
  UNION ALL
  SELECT p.id, 'RETURN', CASE p.direction WHEN 'CREDIT' THEN p.amount ELSE -p.amount END, t.business_date
    FROM payment_orders p JOIN payment_transitions t ON t.payment_order_id = p.id
   WHERE t.to_status IN ('RETURNED', 'REVERSED') AND t.handled_at IS NOT NULL AND p.settled_on IS NOT NULL
  UNION ALL
  SELECT b.id, 'SENT_BACK', -b.amount, b.sent_on FROM bank_send_backs b WHERE b.sent_on IS NOT NULL`;

/** The posted balance at the end of any of the days. */
async function bookBalances(code: string, { first, last }: { first: IsoDate; last: IsoDate }, tx: Tx) {
  const before = (await getBalances([code], { asOf: addDays(first, -1) }, tx)).get(code)?.posted ?? "0.00";
  const movements = await movementsBy("day", { cash: { codes: [code] } }, { until: last }, tx);
  const balances = new Map<IsoDate, string>();
  let balance = d(before);
  const moved = new Map(movements.map(({ on, moved: { cash } }) => [on, cash]));
  for (let day = first; compare(day, last) <= 0; day = addDays(day, 1)) {
    balance = balance.plus(moved.get(day) ?? "0");
    balances.set(day, toMoney(balance));
  }
  return (on: IsoDate) => balances.get(on)!;
}
