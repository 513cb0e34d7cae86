import { addBankingDays } from "@/lib/calendar/banking-days";
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { LONG_READ_MS } from "@/lib/connection-limits";
import { allowLongStatements, db, type Tx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { sqlRows } from "@/lib/sql-rows";
import { SUSPENSE_PAYMENTS, SUSPENSE_RECEIPTS } from "@/lib/transaction-types/account-codes";
import { lockBankAccount } from "./bank-accounts";
import { bookLines, type LineToBook } from "./book-lines";
import { coverageOf } from "./coverage";
import { matchLines } from "./match";
import { loadOpenLines, loadTargets, orderOf, typeOf, type OpenLine } from "./match-targets";
import type { Match, Suggestion } from "./matching/model";
import { isReturnLine } from "./matching/references";

/** A day that an order may be late at the bank before somebody has to look. */
const LATE_BANKING_DAYS = 2;
const OUR_REFERENCE = /ML[2-9A-HJ-NP-Z]{8}/g;

/**
 * Matches every open line of every account with what is open, books the bank's own fees and interest and what nothing
 * explains, and brings the queue of exceptions up to date. What a person has matched or undone stays as it is.
 */
export async function matchBankLines(): Promise<void> {
  for (const { id } of await db.bankAccount.findMany({ select: { id: true }, orderBy: { id: "asc" } }))
    await db.$transaction(
      async (tx) => {
        await allowLongStatements(tx);
        await matchAccount(tx, id);
      },
      { timeout: LONG_READ_MS },
    );
}

async function matchAccount(tx: Tx, bankAccountId: string): Promise<void> {
  await lockBankAccount(tx, bankAccountId);
  const on = await businessDate(tx);
  const lines = await loadOpenLines(tx, bankAccountId);
  const byId = new Map(lines.map((line) => [line.id, line]));
  const found = matchLines(lines, await loadTargets(tx, bankAccountId));
  const undone = await linesUndone(tx, lines);
  const { kept, doubted } = respectPeople(found.matches, undone);
  const { matches, twice } = eachTargetOnce(kept);
  await writeMatches(tx, matches.filter(isOfOrders), { on });
  const suggestions = [...found.suggestions, ...doubted, ...twice];
  await writeSuggestions(tx, bankAccountId, suggestions);
  const explained = new Set([...matches, ...suggestions].map(({ lineId }) => lineId));
  const unknown = lines.filter(
    (line) => !explained.has(line.id) && !undone.has(line.id) && !isReturnLine(line),
  );
  await bookLines(tx, { bankAccountId, userId: null, on }, [
    ...matches.filter((match) => !isOfOrders(match)).map((match) => ofBank(match, byId.get(match.lineId)!)),
    ...unknown.map(inSuspense),
  ]);
  await openExceptions(tx, { bankAccountId, on }, await kindsOf(tx, lines, matches, suggestions));
  await followOrders(tx, { bankAccountId, on });
}

const isOfOrders = ({ targets: [first] }: Match) => first!.kind !== "FEE" && first!.kind !== "INTEREST";

function ofBank({ lineId, targets: [target], rule, score }: Match, line: OpenLine): LineToBook {
  const { amount, postedOn } = line;
  return {
    lineId,
    amount,
    postedOn,
    as: target!.kind as "FEE" | "INTEREST",
    account: target!.id,
    rule,
    score,
  };
}

/** A line that nobody knows the reason of, on the account of such lines. */
export function inSuspense(line: Pick<OpenLine, "id" | "amount" | "postedOn">): LineToBook {
  const { id: lineId, amount, postedOn } = line;
  const account = amount.startsWith("-") ? SUSPENSE_PAYMENTS : SUSPENSE_RECEIPTS;
  return { lineId, amount, postedOn, as: "SUSPENSE", account, rule: "unknown", score: 0 };
}

/** Lines of which a person has undone a match: they are not matched or booked by themselves again, only suggested. */
async function linesUndone(tx: Tx, lines: readonly OpenLine[]): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ lineId: string }[]>`
    SELECT DISTINCT m.line_id::text AS "lineId" FROM bank_matches m
     WHERE m.line_id = ANY (${lines.map(({ id }) => id)}::text[]::bigint[]) AND m.undone_by_id IS NOT NULL`;
  return new Set(rows.map(({ lineId }) => lineId));
}

function respectPeople(
  matches: readonly Match[],
  undone: ReadonlySet<string>,
): { kept: Match[]; doubted: Suggestion[] } {
  const reason = "A person has undone a match of this line.";
  return {
    kept: matches.filter(({ lineId }) => !undone.has(lineId)),
    doubted: matches.filter(({ lineId }) => undone.has(lineId)).map((match) => ({ ...match, reason })),
  };
}

/** The matcher may find the return of an order twice: reported by the provider, and by the order itself. */
function eachTargetOnce(matches: Match[]): { matches: Match[]; twice: Suggestion[] } {
  const used = new Set<string>();
  const [once, twice]: [Match[], Suggestion[]] = [[], []];
  for (const match of matches) {
    const names = isOfOrders(match)
      ? match.targets.map((target) => `${typeOf(target)} ${orderOf(target.id)}`)
      : [];
    if (names.some((name) => used.has(name)))
      twice.push({ ...match, reason: "Another line is already matched with this." });
    else {
      once.push(match);
      for (const name of names) used.add(name);
    }
  }
  return { matches: once, twice };
}

const MATCHED = {
  line_id: "bigint",
  target_type: "text",
  target_id: "text",
  amount: "numeric",
  rule: "text",
  score: "int",
} as const;

/** Notes that lines are orders or returns of orders. `userId`: who says so; the matcher when absent. */
export async function writeMatches(
  tx: Tx,
  matches: readonly Match[],
  { on, userId = null }: { on: IsoDate; userId?: string | null },
): Promise<void> {
  const rows = matches.flatMap(({ lineId, targets, rule, score }) =>
    targets.map(({ id, kind, amount }) => ({
      line_id: BigInt(lineId),
      target_type: typeOf({ kind, id }),
      target_id: orderOf(id),
      amount,
      rule,
      score,
    })),
  );
  await tx.$executeRaw`
    INSERT INTO bank_matches (line_id, target_type, target_id, amount, rule, score, matched_by_id, matched_on)
    SELECT m.line_id, m.target_type, m.target_id, m.amount, m.rule, m.score, ${userId}, ${toDbDate(on)}::date
      FROM ${sqlRows("m", MATCHED, rows)} ORDER BY m.place`;
}

async function writeSuggestions(tx: Tx, bankAccountId: string, suggestions: readonly Suggestion[]) {
  await tx.$executeRaw`
    DELETE FROM bank_suggestions s USING bank_lines l WHERE l.id = s.line_id AND l.bank_account_id = ${bankAccountId}`;
  const rows = suggestions.map(({ lineId, rule, score, reason, targets }) => ({
    line_id: BigInt(lineId),
    rule,
    score,
    reason,
    targets: JSON.stringify(targets),
  }));
  await tx.$executeRaw`
    INSERT INTO bank_suggestions (line_id, rule, score, reason, targets)
    SELECT s.line_id, s.rule, s.score, s.reason, s.targets::jsonb
      FROM ${sqlRows("s", { line_id: "bigint", rule: "text", score: "int", reason: "text", targets: "text" }, rows)}`;
}

type ExceptionKind =
  | "UNKNOWN_RECEIPT"
  | "UNKNOWN_DEBIT"
  | "AMOUNT_DIFFERS"
  | "DUPLICATE_AT_BANK"
  | "UNCERTAIN"
  | "ORDER_NOT_AT_BANK";

type Raised = { lineId: string; kind: ExceptionKind; amount: string };

/** What has to be looked at, of the lines that were not matched. */
async function kindsOf(
  tx: Tx,
  lines: readonly OpenLine[],
  matches: readonly Match[],
  suggestions: readonly Suggestion[],
): Promise<Raised[]> {
  const matched = new Set(matches.map(({ lineId }) => lineId));
  const suggested = new Map(suggestions.map((each) => [each.lineId, each]));
  const open = lines.filter(({ id }) => !matched.has(id));
  const paid = await paidBefore(tx, open);
  return open.map((line) => {
    const { id: lineId, amount } = line;
    const suggestion = suggested.get(lineId);
    const isPaid = wordsOf(line).some((reference) => paid.has(`${reference} ${amount}`));
    if (isPaid || suggestion?.reason.includes("twice") || suggestion?.reason.includes("duplicate"))
      return { lineId, amount, kind: "DUPLICATE_AT_BANK" };
    if (suggestion?.rule === "reference-other-amount") return { lineId, amount, kind: "AMOUNT_DIFFERS" };
    if (suggestion) return { lineId, amount, kind: "UNCERTAIN" };
    return { lineId, amount, kind: amount.startsWith("-") ? "UNKNOWN_DEBIT" : "UNKNOWN_RECEIPT" };
  });
}

function wordsOf({ reference, description }: OpenLine): string[] {
  return `${reference ?? ""} ${description ?? ""}`.toUpperCase().match(OUR_REFERENCE) ?? [];
}

/** References with amounts of orders that another line has paid. */
async function paidBefore(tx: Tx, lines: readonly OpenLine[]): Promise<ReadonlySet<string>> {
  const references = lines.flatMap(wordsOf);
  if (references.length === 0) return new Set();
  const rows = await tx.$queryRaw<{ reference: string; amount: string }[]>`
    SELECT o.reference, m.amount::text AS amount
      FROM payment_orders o JOIN bank_matches m ON m.target_type = 'ORDER' AND m.target_id = o.id AND m.undone_at IS NULL
     WHERE o.reference = ANY (${references}::text[])`;
  return new Set(rows.map(({ reference, amount }) => `${reference} ${amount}`));
}

async function openExceptions(tx: Tx, of: { bankAccountId: string; on: IsoDate }, raised: readonly Raised[]) {
  await tx.bankException.createMany({
    data: raised.map(({ lineId, kind, amount }) => ({
      ...{ id: newId("bexc"), kind, amount, bankAccountId: of.bankAccountId },
      lineId: BigInt(lineId),
      openedOn: toDbDate(of.on),
    })),
    skipDuplicates: true,
  });
  await tx.$executeRaw`
    UPDATE bank_exceptions e SET resolved_on = ${toDbDate(of.on)}::date, resolution = 'MATCHED'
     WHERE e.bank_account_id = ${of.bankAccountId} AND e.resolved_on IS NULL
       AND EXISTS (SELECT 1 FROM bank_matches m WHERE m.line_id = e.line_id AND m.undone_at IS NULL AND m.target_type <> 'SUSPENSE')`;
}

/** Completed orders that the bank should show by now and does not; and those that have come. */
async function followOrders(tx: Tx, { bankAccountId, on }: { bankAccountId: string; on: IsoDate }) {
  const coverage = await coverageOf(tx, bankAccountId);
  if (coverage === null) return;
  const until = addBankingDays(coverage.to, -LATE_BANKING_DAYS);
  const missing = await tx.$queryRaw<{ id: string; amount: string }[]>`
    SELECT o.id, (CASE o.direction WHEN 'CREDIT' THEN -o.amount ELSE o.amount END)::text AS amount
      FROM payment_orders o
     WHERE o.settled_on BETWEEN ${toDbDate(coverage.from)}::date AND ${toDbDate(until)}::date
       AND NOT EXISTS (SELECT 1 FROM bank_matches m WHERE m.target_type = 'ORDER' AND m.target_id = o.id AND m.undone_at IS NULL)`;
  await tx.bankException.createMany({
    data: missing.map(({ id, amount }) => ({
      ...{ id: newId("bexc"), kind: "ORDER_NOT_AT_BANK", amount, bankAccountId },
      paymentOrderId: id,
      openedOn: toDbDate(on),
    })),
    skipDuplicates: true,
  });
  await resolveFoundOrders(tx, on);
}

/** Orders that the bank did not show and that are matched now. */
export async function resolveFoundOrders(tx: Tx, on: IsoDate): Promise<void> {
  await tx.$executeRaw`
    UPDATE bank_exceptions e SET resolved_on = ${toDbDate(on)}::date, resolution = 'MATCHED'
     WHERE e.resolved_on IS NULL AND e.payment_order_id IS NOT NULL
       AND EXISTS (SELECT 1 FROM bank_matches m WHERE m.target_type = 'ORDER' AND m.target_id = e.payment_order_id AND m.undone_at IS NULL)`;
}
