// From an operation of the outbox to the exact bytes that will be sent, or the reason why they must not be.
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { d, sum, type Decimal } from "@/lib/money/money";
import { sqlRows } from "@/lib/sql-rows";
import type { WriteEvent, WriteOperationKind } from "@/prisma/generated/client";
import { bodyText, pushPath, type DataType } from "@/lib/writeback/codat/codat";
import { postingSet, type Posting } from "@/lib/writeback/records/posting-set";
import {
  checkAgainstModel,
  checkFeed,
  checkTransfer,
  chooseTaxRate,
  fitToModel,
  type OptionModel,
  type Problem,
} from "@/lib/writeback/records/preflight";
import {
  directCostBody,
  feedBody,
  transferBody,
  type Body,
  type Subject,
} from "@/lib/writeback/records/record-bodies";
import type { Destination } from "@/lib/writeback/books/target";
import { CURRENCY } from "@/lib/money/currency";

export const DATA_TYPE: Record<WriteOperationKind, DataType> = {
  TRANSFER: "transfers",
  DIRECT_COST: "directCosts",
  FEED_LINES: "bankTransactions",
  SUPPLIER: "suppliers",
  EXPENSE_ACCOUNT: "chartOfAccounts",
};

const NOUNS = {
  DRAWDOWN: "drawdown",
  REPAYMENT: "repayment",
  REVERSAL: "returned payment",
  WRITE_OFF: "write-off",
  REFUND: "refund",
} as const;

export type Prepared = {
  path: string;
  request: string;
  feedAmount: Decimal | null;
  feedAccountId: string | null;
  problems: Problem[];
};

/** The records that an event becomes. */
export function postingsOf(event: Pick<WriteEvent, "cash" | "charge">): Posting[] {
  return postingSet({ cash: d(event.cash), charge: d(event.charge) });
}

export function subjectOf(event: Pick<WriteEvent, "reference" | "kind" | "occurredOn">): Subject {
  const loanNumber = Number(event.reference.split("-")[1]);
  invariant(Number.isSafeInteger(loanNumber), `${event.reference} names a loan`);
  const occurredOn = fromDbDate(event.occurredOn);
  return {
    reference: event.reference,
    loanNumber,
    noun: NOUNS[event.kind],
    occurredOn,
    currency: CURRENCY,
  };
}

/** What is on the feed of a lender account by now. */
export type FeedSoFar = { balance: Decimal; newest: IsoDate | null };

/**
 * Builds and checks the request of one operation with the mapping as it is now.
 *
 * @param feed  for feed lines only; the balance on each line depends on it
 * @param today the business date
 */
export function prepareOperation({
  event,
  kind,
  destination,
  model,
  feed,
  today,
}: {
  event: WriteEvent;
  kind: WriteOperationKind;
  destination: Destination;
  model: OptionModel | null;
  feed: FeedSoFar | null;
  today: IsoDate;
}): Prepared {
  const posting = postingsOf(event).find((each) => each.kind === kind);
  invariant(posting, `${event.reference} has ${kind}`);
  const { rules, target, place, feedPlace } = destination;
  const subject = subjectOf(event);
  if (posting.kind === "FEED_LINES") {
    invariant(feed, `${event.reference} knows its feed`);
    const body = fitToModel(feedBody(subject, posting, target, feed.balance), model);
    const problems = [...checkFeed(body, rules, today, feed.newest), ...checkAgainstModel(body, model)];
    const path = pushPath(feedPlace, "bankTransactions", target.lenderSourceId);
    const feedAmount = sum(posting.lines);
    return { path, request: bodyText(body), feedAmount, feedAccountId: target.lenderSourceId, problems };
  }
  const [body, problems]: [Body, Problem[]] =
    posting.kind === "TRANSFER"
      ? checked(fitToModel(transferBody(subject, posting, target, rules), model), checkTransfer)
      : checked(
          fitToModel(directCostBody(subject, posting, target, rules, chooseTaxRate(rules, model)), model),
          () => [],
        );
  return {
    path: pushPath(place, DATA_TYPE[kind], null),
    request: bodyText(body),
    feedAmount: null,
    feedAccountId: null,
    problems: [...problems, ...checkAgainstModel(body, model)],
  };
}

function checked(body: Body, check: (body: Body) => Problem[]): [Body, Problem[]] {
  return [body, check(body)];
}

/** What is on the feeds of these accounts, by what we know to be in the books, and the dates of their newest lines. */
export async function feedsSoFar(tx: Tx, accounts: readonly string[]): Promise<Map<string, FeedSoFar>> {
  const rows = await tx.$queryRaw<{ account: string; balance: string; newest: string | null }[]>`
    SELECT a.account, COALESCE(sum(o.feed_amount), 0)::text AS balance, max(e.occurred_on)::text AS newest
    FROM ${sqlRows(
      "a",
      { account: "text" },
      [...new Set(accounts)].map((account) => ({ account })),
    )}
    LEFT JOIN writeback_operations o ON o.feed_account_id = a.account AND o.state = 'SUCCESS'
    LEFT JOIN writeback_events e ON e.id = o.event_id
    GROUP BY a.account`;
  return new Map(rows.map(({ account, balance, newest }) => [account, { balance: d(balance), newest }]));
}
