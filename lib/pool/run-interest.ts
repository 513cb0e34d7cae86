// Interest of a business date, over both sides of the pool. What is charged to borrowers and credited to investors on
// the same day is one transaction; the difference is revenue, on whichever side it falls.
import { recordAccruals } from "@/lib/accruals/record-accruals";
import { compare, type IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction, type Tx } from "@/lib/db";
import { listInterestDue as listInvestorInterestDue } from "@/lib/investing/interest-due";
import { findPostedOn } from "@/lib/ledger/keys";
import { postTransaction } from "@/lib/ledger/verbs";
import { listInterestDue as listBorrowerInterestDue } from "@/lib/lending/terms/interest-due";
import { d, sum, toMoney, type Decimal } from "@/lib/money/money";
import { interestCalculation } from "@/lib/transaction-types/interest-calculation";

/** Entries of one transaction but for revenue's. Large enough for a hundred thousand loans, small enough to look at. */
const CHUNK = 1999;

type Due =
  | { side: "loan"; dueOn: IsoDate; borrowerId: string; loanId: string; period: number; amount: string }
  | {
      side: "investment";
      dueOn: IsoDate;
      investorId: string;
      investmentId: string;
      period: number;
      amount: string;
    };

export type InterestRun = {
  transactions: string[]; // ids in the ledger
  borrowerTotal: string; // charged to borrowers
  investorTotal: string; // credited to investors
  revenue: string; // the difference, below zero when investors earned more than borrowers were charged
  loans: number;
  investments: number;
};

/**
 * Charges and credits all interest that is due on or before the date and has not been posted:
 * Dr each borrower interest, Cr each investor interest, and the difference on revenue. Each due date has transactions of
 * its own, effective on that date and of bounded size, so that a run which catches up leaves the same books as runs that
 * were on time. Two queries when nothing is due.
 *
 * Running it twice posts nothing twice: a run holds a lock, and each loan or investment has one row per period.
 */
export async function runInterest({
  businessDate,
  chunkSize = CHUNK,
}: {
  businessDate: IsoDate;
  chunkSize?: number;
}): Promise<InterestRun> {
  const done: Chunk[] = [];
  for (const items of inChunks(await listDue(db, businessDate), chunkSize)) {
    const chunk = await inTransaction((tx) => postChunk(tx, items));
    if (chunk) done.push(chunk);
  }
  return summary(done);
}

type Chunk = { transactionId: string; items: Due[] };

/** Due dates are never mixed in one chunk. */
function* inChunks(due: Due[], size: number): Generator<[Due, ...Due[]]> {
  let chunk: Due[] = [];
  for (const [n, item] of due.entries()) {
    chunk.push(item);
    if (chunk.length < size && due[n + 1]?.dueOn === item.dueOn) continue;
    yield chunk as [Due, ...Due[]];
    chunk = [];
  }
}

/**
 * Posts what is still due of these items, now that the run is locked and their loans and investments with it.
 *
 * @returns null when another run has posted all of them in the meantime
 */
async function postChunk(tx: Tx, asked: [Due, ...Due[]]): Promise<Chunk | null> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('run-interest', 0))::text`;
  const { dueOn } = asked[0];
  const periods = new Set(asked.map(periodOf));
  const items = (await listDue(tx, dueOn, asked)).filter((item) => periods.has(periodOf(item)));
  if (items.length === 0) return null;
  const earlier = await findPostedOn(tx, { prefix: keyPrefix(dueOn), on: dueOn });
  const { transactionId } = await postTransaction(tx, {
    ...interestCalculation({
      borrowers: items.filter((item) => item.side === "loan"),
      investors: items.filter((item) => item.side === "investment"),
    }),
    key: `${keyPrefix(dueOn)}${earlier.size + 1}`,
    mode: "record",
    effectiveOn: dueOn,
  });
  await recordAccruals(
    tx,
    items.map((item) => ({
      ...{ type: item.side, id: subjectOf(item), period: item.period, amount: item.amount },
      businessDate: dueOn,
      transactionId: BigInt(transactionId),
    })),
  );
  return { transactionId, items };
}

/** How the ledger keys of interest runs begin; the date and the number of the chunk follow. */
export const INTEREST_RUN_KEYS = "interest:";
const keyPrefix = (dueOn: IsoDate) => `${INTEREST_RUN_KEYS}${dueOn}:`;
const periodOf = (item: Due) => `${subjectOf(item)}:${item.period}`;

/** All that is due on or before the date, oldest first; with `only`, of the same loans and investments as these. */
async function listDue(tx: Tx, businessDate: IsoDate, only?: readonly Due[]): Promise<Due[]> {
  const ids = (side: Due["side"]) => only?.filter((item) => item.side === side).map(subjectOf);
  const borrowers = await listBorrowerInterestDue(tx, { businessDate, loanIds: ids("loan") });
  const investors = await listInvestorInterestDue(tx, { businessDate, investmentIds: ids("investment") });
  const due: Due[] = [
    ...borrowers.map((item) => ({ ...item, side: "loan" as const })),
    ...investors.map((item) => ({ ...item, side: "investment" as const })),
  ];
  return due.filter(({ amount }) => !d(amount).isZero()).sort((a, b) => compare(a.dueOn, b.dueOn));
}

function summary(done: readonly Chunk[]): InterestRun {
  const items = done.flatMap((chunk) => chunk.items);
  const totalOf = (side: Due["side"]): Decimal =>
    sum(items.filter((item) => item.side === side).map((item) => d(item.amount)));
  const borrowers = totalOf("loan");
  const investors = totalOf("investment");
  return {
    transactions: done.map((chunk) => chunk.transactionId),
    borrowerTotal: toMoney(borrowers),
    investorTotal: toMoney(investors),
    revenue: toMoney(borrowers.minus(investors)),
    loans: count(items, "loan"),
    investments: count(items, "investment"),
  };
}

function count(items: readonly Due[], side: Due["side"]): number {
  return new Set(items.flatMap((item) => (item.side === side ? [subjectOf(item)] : []))).size;
}

function subjectOf(item: Due): string {
  return item.side === "loan" ? item.loanId : item.investmentId;
}
