import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import type { PostingRequest } from "@/lib/ledger/posting-request";
import { d, toMoney } from "@/lib/money/money";
import { borrowerInterest, borrowerPrincipal } from "@/lib/transaction-types/account-codes";
import type { Loan, Repayment } from "@/prisma/generated/client";
import { chargedThrough } from "./expected-position";
import { historyOf, type LoanPosition } from "./loan-position";
import { isSameSchedule } from "./remake-schedule";
import { correction, restate, type Balances, type Restatement } from "./restate";
import { writeSchedule } from "./write-schedule";

/** The ledger keys under which a loan's books were corrected when a payment order settled or came back. */
export const correctionKey = (what: "settled" | "returned", paymentOrderId: string) =>
  `correct-${what}:${paymentOrderId}`;

/** The restatement of a loan by the repayments that stand from now on; `balances` as `restate` wants them. */
export function restatementOf(
  { loan, charged, accrued }: Pick<LoanPosition, "loan" | "charged" | "accrued">,
  { standing, balances }: { standing: readonly Repayment[]; balances: Balances },
): Restatement {
  return restate({
    loan,
    history: historyOf(loan, standing),
    ...{ balances, charged },
    chargedThrough: chargedThrough(accrued.keys()),
  });
}

type Beside = { key: string; effectiveOn: IsoDate; metadata: NonNullable<PostingRequest["metadata"]> };

/** What a restatement posts: one transaction or none. */
export function restatementRequests(
  { entries }: Pick<Restatement, "entries">,
  beside: Beside,
): PostingRequest[] {
  return entries ? [{ ...entries, ...beside, kind: "post", mode: "record" }] : [];
}

/** Writes down what a restatement has changed, once it is posted: the interest, how payments were divided, and the schedule. */
export async function writeRestatement(
  tx: Tx,
  {
    loan,
    restatement: { corrections, splits, rows },
    repayments,
    before,
    transactionId,
    businessDate,
  }: {
    loan: Loan;
    restatement: Restatement;
    repayments: readonly Repayment[];
    /** The schedule in force; null where there is none yet. */
    before: Parameters<typeof isSameSchedule>[0] | null;
    transactionId: bigint | undefined;
    businessDate: IsoDate;
  },
): Promise<void> {
  if (corrections.length > 0) {
    invariant(transactionId !== undefined, `the interest of loan ${loan.id} was posted`);
    await tx.interestCorrection.createMany({
      data: corrections.map(({ period, amount }) => ({
        ...{ loanId: loan.id, period, transactionId },
        amount: toMoney(amount),
        businessDate: toDbDate(businessDate),
      })),
    });
  }
  await writeSplits(tx, splits, repayments);
  if (before && isSameSchedule(rows, before)) return;
  await writeSchedule(tx, { loanId: loan.id, version: loan.scheduleVersion + 1, rows });
}

async function writeSplits(tx: Tx, splits: Restatement["splits"], repayments: readonly Repayment[]) {
  for (const { id, ...was } of repayments) {
    const split = splits.get(id)!;
    const now = {
      interest: toMoney(split.interest),
      principal: toMoney(split.principal),
      extraInterest: toMoney(split.extraInterest),
      extraPrincipal: toMoney(split.extraPrincipal),
      unearnedInterest: "0.00",
    };
    const parts = Object.keys(now) as (keyof typeof now)[];
    if (parts.every((part) => was[part].toFixed(2) === now[part])) continue;
    await tx.repayment.update({ where: { id }, data: now });
  }
}

/** Dollars that a repayment took off its loan's accounts when it was posted. How it counts may have changed since. */
export async function postedSplit(tx: Tx, loan: Loan, repayment: Repayment): Promise<Balances> {
  invariant(repayment.postTransactionId !== null, `repayment ${repayment.id} was posted`);
  const [principalCode, interestCode] = [
    borrowerPrincipal(loan.borrowerId, loan.id),
    borrowerInterest(loan.borrowerId, loan.id),
  ];
  const rows = await tx.$queryRaw<{ code: string; dollars: string }[]>`
    SELECT a.code, (sum(-e.side * e.amount) / 100.0)::numeric(20, 2)::text AS dollars
      FROM ledger.entries e JOIN ledger.accounts a ON a.id = e.account_id
     WHERE e.transaction_id = ${repayment.postTransactionId} AND e.layer = 0
       AND a.code IN (${principalCode}, ${interestCode})
     GROUP BY a.code`;
  const on = (code: string) => d(rows.find((row) => row.code === code)?.dollars ?? "0");
  return { principal: on(principalCode), interest: on(interestCode) };
}

/** For a loan that is not told again: the books take the payment as it counts now, before it is taken back. */
export function asItCounts(loan: Loan, repayment: Repayment, was: Balances) {
  return correction({
    loan,
    principal: d(repayment.principal).minus(was.principal),
    interest: d(repayment.interest).minus(was.interest),
  });
}
