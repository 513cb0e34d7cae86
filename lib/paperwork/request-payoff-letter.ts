import { recordAudit } from "@/lib/audit/record-audit";
import { addDays, compare, formatDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { issueDocuments } from "@/lib/documents/issued/issue";
import { DomainError } from "@/lib/errors";
import { PAYOFF_LETTER_DAYS } from "@/lib/lending/application/schemas";
import { loadPosition } from "@/lib/lending/terms/loan-position";
import { payoffOn } from "@/lib/lending/terms/repayment-plan";
import { d, sum, toMoney } from "@/lib/money/money";

const keyOf = (loanId: string, on: IsoDate, goodThrough: IsoDate, total: string) =>
  `payoff-letter:${loanId}:${on}:${goodThrough}:${total}`;

/**
 * Issues the letter that says what pays a loan off on a date. Asking again on the same day for the same date gives the same letter.
 *
 * @throws DomainError "not-found" for somebody else's loan; "wrong-state" for one that is not being repaid; "invalid" (field
 *   goodThrough) for a date in the past or more than 30 days ahead
 */
export async function requestPayoffLetter({
  borrowerId,
  loanId,
  goodThrough,
}: {
  borrowerId: string;
  loanId: string;
  goodThrough: IsoDate;
}): Promise<void> {
  await inTransaction(async (tx) => {
    const loan = await tx.loan.findFirst({
      where: { id: loanId, borrowerId },
      include: { borrower: { include: { user: { select: { id: true, email: true } } } } },
    });
    if (!loan) throw new DomainError("not-found", "Loan not found.");
    if (loan.status !== "ACTIVE")
      throw new DomainError("wrong-state", "There is no payoff amount: this loan is not being repaid.");
    const on = await businessDate(tx);
    refuseDate(goodThrough, on);
    const { expected, pending } = await loadPosition(tx, loanId);
    const payoff = payoffOn(expected, goodThrough);
    if (payoff.amount.lte(0))
      throw new DomainError("wrong-state", "Pending payments cover everything you owe if they clear.");
    const { user, legalName } = loan.borrower;
    const total = toMoney(payoff.amount);
    const [issued] = await issueDocuments(tx, {
      on,
      requests: [
        {
          kind: "payoff-letter",
          key: keyOf(loanId, on, goodThrough, total),
          userId: user.id,
          subjectType: "loan",
          subjectId: loanId,
          title: `Payoff letter for loan ${loan.number}, good through ${formatDate(goodThrough)}`,
          facts: {
            borrower: { name: legalName, email: user.email },
            loanNumber: loan.number,
            quotedOn: on,
            goodThrough,
            principal: toMoney(payoff.parts.principal),
            interest: toMoney(payoff.parts.interest),
            fees: toMoney(payoff.parts.fees),
            total,
            perDiem: payoff.perDiem.toFixed(4),
            onItsWay: toMoney(sum(pending.map(({ amount }) => d(amount)))),
          },
        },
      ],
    });
    if (!issued) return;
    await recordAudit(tx, {
      actorUserId: user.id,
      action: "loan.request-payoff-letter",
      subjectType: "loan",
      subjectId: loanId,
      detail: { document: issued.id, goodThrough, total },
      businessDate: on,
    });
  });
}

function refuseDate(goodThrough: IsoDate, on: IsoDate): void {
  const last = addDays(on, PAYOFF_LETTER_DAYS);
  if (compare(goodThrough, on) >= 0 && compare(goodThrough, last) <= 0) return;
  throw new DomainError(
    "invalid",
    `Choose a date from ${formatDate(on)} to ${formatDate(last)}.`,
    "goodThrough",
  );
}
