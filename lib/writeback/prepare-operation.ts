// From an operation of the outbox to the exact bytes that will be sent, or the reason why they must not be.
import { fromDbDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { d, sum, type Decimal } from "@/lib/money/money";
import type { WriteEvent, WriteOperationKind } from "@/prisma/generated/client";
import { bodyText, pushPath, type DataType } from "./codat";
import { LOAN_CURRENCY } from "./lender";
import { postingSet, type Posting } from "./posting-set";
import {
  checkAgainstModel,
  checkFeed,
  checkTransfer,
  chooseTaxRate,
  fitToModel,
  type OptionModel,
  type Problem,
} from "./preflight";
import { directCostBody, feedBody, transferBody, type Body, type Subject } from "./record-bodies";
import type { Destination } from "./target";

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
    currency: LOAN_CURRENCY,
  };
}

/**
 * Builds and checks the request of one operation with the mapping as it is now.
 *
 * @param tx holds the lock on the mapping when the operation is feed lines: the balance on each line depends on what the feed
 *   already has
 */
export async function prepareOperation(
  tx: Tx,
  {
    event,
    kind,
    destination,
    model,
  }: { event: WriteEvent; kind: WriteOperationKind; destination: Destination; model: OptionModel | null },
): Promise<Prepared> {
  const posting = postingsOf(event).find((each) => each.kind === kind);
  invariant(posting, `${event.reference} has ${kind}`);
  const { rules, target, place, feedPlace } = destination;
  const subject = subjectOf(event);
  if (posting.kind === "FEED_LINES") {
    const { balance, newest } = await feedSoFar(tx, target.lenderSourceId);
    const body = fitToModel(feedBody(subject, posting, target, balance), model);
    const problems = [
      ...checkFeed(body, rules, await businessDate(tx), newest),
      ...checkAgainstModel(body, model),
    ];
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

/** What is on the feed of the lender account by now, and the date of its newest line. */
export async function feedSoFar(tx: Tx, feedAccountId: string) {
  const operations = await tx.writeOperation.aggregate({
    where: { feedAccountId, state: "SUCCESS" },
    _sum: { feedAmount: true },
  });
  const newest = await tx.writeEvent.aggregate({
    where: { operations: { some: { feedAccountId, state: "SUCCESS" } } },
    _max: { occurredOn: true },
  });
  return {
    balance: d(operations._sum.feedAmount ?? "0"),
    newest: newest._max.occurredOn && fromDbDate(newest._max.occurredOn),
  };
}
