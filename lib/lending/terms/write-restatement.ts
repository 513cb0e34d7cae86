import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { findMoves } from "@/lib/ledger/keys";
import type { PostingRequest } from "@/lib/ledger/posting-request";
import { d, sum, toMoney } from "@/lib/money/money";
import { minusParts, partsOf, partsText, type Parts } from "@/lib/money/parts";
import { settleKey } from "@/lib/payments/ledger-keys";
import { sqlRows } from "@/lib/sql-rows";
import { borrowerFees, borrowerInterest, borrowerPrincipal } from "@/lib/transaction-types/account-codes";
import type { Loan, Repayment } from "@/prisma/generated/client";
import { chargedThrough } from "./expected-position";
import type { PaidFee } from "./loan-fees";
import { historyOf, type LoanPosition } from "./loan-position";
import { isSameSchedule } from "./remake-schedule";
import { correction, restate, type Restatement } from "./restate";
import { writeSchedules } from "./write-schedule";

/** The ledger keys under which a loan's books were corrected when a payment order settled or came back. */
export const correctionKey = (what: "settled" | "returned", paymentOrderId: string) =>
  `correct-${what}:${paymentOrderId}`;

/** The restatement of a loan by the repayments that stand from now on; `balances` as `restate` wants them. */
export function restatementOf(
  { loan, charged, accrued, fees }: Pick<LoanPosition, "loan" | "charged" | "accrued" | "fees">,
  { standing, balances }: { standing: readonly Repayment[]; balances: Parts },
): Restatement {
  return restate({
    loan,
    history: historyOf(loan, standing, fees),
    ...{ balances, charged, credited: sum(fees.map((fee) => fee.credited)) },
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

export type WrittenRestatement = {
  loan: Loan;
  restatement: Restatement;
  repayments: readonly Repayment[];
  /** The schedule in force; null where there is none yet. */
  before: Parameters<typeof isSameSchedule>[0] | null;
  transactionId: bigint | undefined;
  businessDate: IsoDate;
};

/**
 * Writes down what restatements have changed, once they are posted: the interest, how payments were divided, and the schedules. Each
 * loan once.
 */
export async function writeRestatements(tx: Tx, written: WrittenRestatement[]): Promise<void> {
  if (written.length === 0) return;
  await tx.interestCorrection.createMany({ data: written.flatMap(corrections) });
  await writeSplits(tx, written);
  await writeCredited(
    tx,
    written.flatMap(({ restatement: { fees } }) => fees),
  );
  await writeSchedules(
    tx,
    written
      .filter(({ restatement: { rows }, before }) => !before || !isSameSchedule(rows, before))
      .map(({ loan, restatement: { rows } }) => ({
        ...{ loanId: loan.id, version: loan.scheduleVersion + 1, rows },
      })),
  );
}

function corrections({ loan, restatement, transactionId, businessDate }: WrittenRestatement) {
  return restatement.corrections.map(({ period, amount }) => {
    invariant(transactionId !== undefined, `the interest of loan ${loan.id} was posted`);
    return {
      ...{ loanId: loan.id, period, transactionId },
      amount: toMoney(amount),
      businessDate: toDbDate(businessDate),
    };
  });
}

const SPLIT = {
  id: "text",
  fees: "numeric",
  interest: "numeric",
  principal: "numeric",
  extra_interest: "numeric",
  extra_principal: "numeric",
  unearned_interest: "numeric",
} as const;

async function writeSplits(tx: Tx, written: WrittenRestatement[]) {
  const changed = written.flatMap(({ restatement: { splits }, repayments }) =>
    repayments.flatMap(({ id, ...was }) => {
      const split = splits.get(id)!;
      const { fees, interest, principal } = partsText(split.parts);
      const extraInterest = toMoney(split.extra.interest);
      const extraPrincipal = toMoney(split.extra.principal);
      const now = { fees, interest, principal, extraInterest, extraPrincipal, unearnedInterest: "0.00" };
      const parts = Object.keys(now) as (keyof typeof now)[];
      if (parts.every((part) => was[part].toFixed(2) === now[part])) return [];
      return [
        {
          ...{
            id,
            fees,
            interest,
            principal,
            extra_interest: extraInterest,
            extra_principal: extraPrincipal,
          },
          unearned_interest: now.unearnedInterest,
        },
      ];
    }),
  );
  if (changed.length === 0) return;
  await tx.$executeRaw`
    UPDATE repayments r
       SET fees = split.fees, interest = split.interest, principal = split.principal, extra_interest = split.extra_interest,
           extra_principal = split.extra_principal, unearned_interest = split.unearned_interest
      FROM ${sqlRows("split", SPLIT, changed)}
     WHERE r.id = split.id`;
}

/** Notes down what is owed to borrowers because fees were waived after they were paid. */
export async function writeCredited(tx: Tx, fees: readonly PaidFee[]): Promise<void> {
  const waived = fees.filter(({ waivedAt }) => waivedAt);
  if (waived.length === 0) return;
  const rows = waived.map(({ id, paid }) => ({ id, credited: toMoney(paid) }));
  await tx.$executeRaw`
    UPDATE loan_fees f SET credited = now.credited
      FROM ${sqlRows("now", { id: "text", credited: "numeric" }, rows)} WHERE f.id = now.id AND f.credited <> now.credited`;
}

/**
 * Dollars that each repayment took off its loan's accounts when it was posted, in the order given. How it counts may have changed
 * since.
 */
export async function postedSplits(
  tx: Tx,
  those: readonly { loan: Loan; repayment: Repayment }[],
): Promise<Parts[]> {
  const moves = await findMoves(
    tx,
    those.flatMap(({ loan, repayment }) => {
      const { paymentOrderId } = repayment;
      const key = paymentOrderId && settleKey("REPAYMENT", paymentOrderId);
      invariant(key, `repayment ${repayment.id} has a payment order`);
      return [
        { key, code: borrowerPrincipal(loan.borrowerId, loan.id) },
        { key, code: borrowerInterest(loan.borrowerId, loan.id) },
        { key, code: borrowerFees(loan.borrowerId, loan.id) },
      ];
    }),
  );
  const byAccount = new Map(moves.map(({ key, code, moved }) => [`${key} ${code}`, moved]));
  return those.map(({ loan, repayment: { id, paymentOrderId } }) => {
    const moved = (code: string) => byAccount.get(`${settleKey("REPAYMENT", paymentOrderId!)} ${code}`);
    const principal = moved(borrowerPrincipal(loan.borrowerId, loan.id));
    const interest = moved(borrowerInterest(loan.borrowerId, loan.id));
    const fees = moved(borrowerFees(loan.borrowerId, loan.id)) ?? "0";
    invariant(principal && interest, `repayment ${id} was posted`);
    return partsOf({
      fees: d(fees).negated(),
      interest: d(interest).negated(),
      principal: d(principal).negated(),
    });
  });
}

/** For a loan that is not computed again: the books take the payment as it counts now, before it is taken back. */
export function asItCounts(loan: Loan, repayment: Repayment, was: Parts) {
  return correction({ loan, change: minusParts(partsOf(repayment), was) });
}
