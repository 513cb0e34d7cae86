// Recognizes our own record among those of the books. Pure. A platform may drop our reference, so a record is also ours when
// everything else fits and no other operation of ours has it.
import { d, type Decimal } from "@/lib/money/money";
import { readAmount } from "@/lib/writeback/records/exact-json";
import type { BooksDirectCost, BooksTransfer } from "@/lib/writeback/codat/codat-shapes";

export type Wanted = {
  /** The JSON that was sent. */
  request: string;
  reference: string;
  /** Records that other operations of ours have made. */
  taken: ReadonlySet<string>;
  lenderTargetId: string;
};

type SentTransfer = {
  date: string;
  from: { amount: number; accountRef: { id: string } };
  to: { accountRef: { id: string } };
};
type SentCost = { issueDate: string; totalAmount: number; lineItems: { accountRef: { id: string } }[] };

const OTHER_REFERENCE = /\bML-\d+-\d+\b/g;

/**
 * The transfer that was sent, by its accounts, amount and date, and by our reference where the platform keeps it.
 *
 * @returns its id in the books, or null
 */
export function findTransfer(records: readonly BooksTransfer[], wanted: Wanted): string | null {
  const sent = JSON.parse(wanted.request) as SentTransfer;
  const fits = (record: BooksTransfer) =>
    record.fromId === sent.from.accountRef.id &&
    record.toId === sent.to.accountRef.id &&
    isAmount(record.amount, readAmount(sent.from.amount)) &&
    (record.date === null || record.date === sent.date);
  return choose(records, wanted, fits);
}

/** The direct cost that was sent, by amount, account and date, and by our reference where the platform keeps it. */
export function findDirectCost(records: readonly BooksDirectCost[], wanted: Wanted): string | null {
  const sent = JSON.parse(wanted.request) as SentCost;
  const account = sent.lineItems[0]?.accountRef.id;
  const fits = (record: BooksDirectCost) =>
    isAmount(record.amount, readAmount(sent.totalAmount)) &&
    (record.accountIds.length === 0 || record.accountIds.includes(account ?? "")) &&
    (record.date === null || record.date === sent.issueDate);
  return choose(records, wanted, fits);
}

function choose<T extends { id: string; text: string }>(
  records: readonly T[],
  wanted: Wanted,
  fits: (record: T) => boolean,
) {
  const free = records.filter((record) => !wanted.taken.has(record.id));
  const named = free.find((record) => referencesIn(record.text).includes(wanted.reference));
  if (named) return named.id;
  return free.find((record) => referencesIn(record.text).length === 0 && fits(record))?.id ?? null;
}

function referencesIn(text: string): string[] {
  return text.match(OTHER_REFERENCE) ?? [];
}

/**
 * Whether feed lines have arrived, by the balance of the source account: nothing else of a feed can be read back.
 *
 * @param balance what the feed's account says now; null when it does not say
 *
 * @example feedVerdict({ request: '{"transactions":[{"balance":-5000.00}]}', feedAmount: "-5000" }, -5000) // "written"
 */
export function feedVerdict(
  { request, feedAmount }: { request: string | null; feedAmount: { toString(): string } | null },
  balance: number | null,
): "written" | "not-written" | "unclear" {
  const body = JSON.parse(request ?? "{}") as { transactions?: { balance: number }[] };
  const last = body.transactions?.at(-1)?.balance;
  if (last === undefined || feedAmount === null || balance === null) return "unclear";
  if (d(feedAmount).isZero()) return "unclear"; // the balance is the same with them and without
  const [after, there] = [readAmount(last), readAmount(balance)];
  if (there.equals(after)) return "written";
  return there.equals(after.minus(d(feedAmount))) ? "not-written" : "unclear";
}

function isAmount(found: number | null, wanted: Decimal): boolean {
  return found !== null && readAmount(found).equals(wanted);
}
