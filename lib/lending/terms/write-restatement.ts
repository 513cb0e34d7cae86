import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { findMoves } from "@/lib/ledger/keys";
import type { PostingRequest } from "@/lib/ledger/posting-request";
import { d, toMoney } from "@/lib/money/money";
import { minusParts, partsOf, type Parts } from "@/lib/money/parts";
import { settleKey } from "@/lib/payments/ledger-keys";
import { borrowerInterest, borrowerPrincipal } from "@/lib/transaction-types/account-codes";
import type { Loan, Repayment } from "@/prisma/generated/client";
import { chargedThrough } from "./expected-position";
import { historyOf, type LoanPosition } from "./loan-position";
import { isSameSchedule } from "./remake-schedule";
import { correction, restate, type Restatement } from "./restate";
import { storedParts } from "./stored-parts";
import { writeSchedule } from "./write-schedule";

/** The ledger keys under which a loan's books were corrected when a payment order settled or came back. */
export const correctionKey = (what: "settled" | "returned", paymentOrderId: string) =>
  `correct-${what}:${paymentOrderId}`;

/** The restatement of a loan by the repayments that stand from now on; `balances` as `restate` wants them. */
export function restatementOf(
  { loan, charged, accrued }: Pick<LoanPosition, "loan" | "charged" | "accrued">,
  { standing, balances }: { standing: readonly Repayment[]; balances: Parts },
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
      ...storedParts(split.parts),
      extraInterest: toMoney(split.extra.interest),
      extraPrincipal: toMoney(split.extra.principal),
      unearnedInterest: "0.00",
    };
    const parts = Object.keys(now) as (keyof typeof now)[];
    if (parts.every((part) => was[part].toFixed(2) === now[part])) continue;
    await tx.repayment.update({ where: { id }, data: now });
  }
}

/** Dollars that a repayment took off its loan's accounts when it was posted. How it counts may have changed since. */
export async function postedSplit(tx: Tx, loan: Loan, repayment: Repayment): Promise<Parts> {
  const { paymentOrderId } = repayment;
  const key = paymentOrderId && settleKey("REPAYMENT", paymentOrderId);
  invariant(key, `repayment ${repayment.id} has a payment order`);
  const [principal, interest] = await findMoves(tx, [
    { key, code: borrowerPrincipal(loan.borrowerId, loan.id) },
    { key, code: borrowerInterest(loan.borrowerId, loan.id) },
  ]);
  invariant(principal && interest, `repayment ${repayment.id} was posted`);
  return partsOf({ interest: d(interest.moved).negated(), principal: d(principal.moved).negated() });
}

/** For a loan that is not computed again: the books take the payment as it counts now, before it is taken back. */
export function asItCounts(loan: Loan, repayment: Repayment, was: Parts) {
  return correction({ loan, change: minusParts(partsOf(repayment), was) });
}
