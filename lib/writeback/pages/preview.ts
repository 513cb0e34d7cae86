// What the next repayment of each running loan will write, from the real schedule.
import type { IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { loadPositions, type LoanPosition } from "@/lib/lending/terms/loan-position";
import { planRepayment } from "@/lib/lending/terms/repayment-plan";
import { formatMoney, toMoney, ZERO } from "@/lib/money/money";
import type { WritebackMapping } from "@/prisma/generated/client";
import { LENDER_ACCOUNT_NAME } from "@/lib/writeback/records/lender";
import { lenderDelta, postingSet, repayment, type Posting } from "@/lib/writeback/records/posting-set";

type PreviewLine = {
  kind: "transfer" | "direct-cost" | "feed-line";
  amount: string;
  sentence: string;
};
export type Preview = {
  loanId: string;
  loanNumber: number;
  dueOn: IsoDate;
  amount: string;
  lines: PreviewLine[];
  lenderBalanceAfter: string;
};

/** One a running loan that has an installment left. */
export async function previewNextRepayment(borrowerId: string): Promise<Preview[]> {
  const loans = await db.loan.findMany({
    where: { borrowerId, status: "ACTIVE" },
    orderBy: { number: "asc" },
    select: { id: true },
  });
  const [positions, mapping, today] = await Promise.all([
    loadPositions(
      db,
      loans.map(({ id }) => id),
    ),
    db.writebackMapping.findUnique({ where: { borrowerId } }),
    businessDate(),
  ]);
  return [...positions.values()].flatMap((position) => previewOf(position, mapping, today));
}

function previewOf(
  { loan, expected }: LoanPosition,
  mapping: WritebackMapping | null,
  asOf: IsoDate,
): Preview[] {
  if (expected.owed.principal.lte(0)) return [];
  const plan = planRepayment({ position: expected, kind: "SCHEDULED", asOf });
  const { nextDue } = plan.state;
  if (!nextDue) return [];
  // A payoff leaves nothing owed: what it does not pay of the principal was interest paid ahead.
  const unearned = plan.kind === "PAYOFF" ? expected.owed.principal.minus(plan.parts.principal) : ZERO;
  const movement = repayment({ parts: plan.parts, unearned });
  const after = lenderDelta(movement).minus(expected.owed.principal);
  return [
    {
      loanId: loan.id,
      loanNumber: loan.number,
      dueOn: nextDue.dueOn,
      amount: toMoney(plan.amount),
      lines: postingSet(movement).flatMap((posting) => linesOf(posting, mapping)),
      lenderBalanceAfter: toMoney(after),
    },
  ];
}

function linesOf(posting: Posting, mapping: WritebackMapping | null): PreviewLine[] {
  const deposit = mapping?.depositName ?? "the deposit account";
  const expense = mapping?.expenseName ?? "the expense account";
  const lender = mapping?.lenderName ?? LENDER_ACCOUNT_NAME;
  if (posting.kind === "TRANSFER") {
    const [from, to] = posting.direction === "to-lender" ? [deposit, lender] : [lender, deposit];
    const amount = toMoney(posting.amount);
    return [{ kind: "transfer", amount, sentence: `Transfer ${formatMoney(amount)} from ${from} to ${to}` }];
  }
  if (posting.kind === "DIRECT_COST") {
    const amount = toMoney(posting.amount);
    return [
      {
        kind: "direct-cost",
        amount,
        sentence: `Direct cost ${formatMoney(amount)} to ${expense}, paid from ${lender}`,
      },
    ];
  }
  return posting.lines.map((line) => ({
    kind: "feed-line",
    amount: toMoney(line),
    sentence: `Bank feed line ${formatMoney(line, { plus: true })} on ${lender}`,
  }));
}
