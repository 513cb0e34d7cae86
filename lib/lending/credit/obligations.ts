// What a borrower owes us or may come to owe, over all their accounts.
import type { Tx } from "@/lib/db";
import { d, Decimal, sum, ZERO } from "@/lib/money/money";
import type { LoanStatus } from "@/prisma/generated/enums";

/** Dollars per month. */
export type Obligations = { monthlyOwnLoans: Decimal; chargedOffLoans: number };

const ENDED: LoanStatus[] = ["CLOSED", "CANCELLED", "CHARGED_OFF"];
/** An application that is not decided yet may become a loan of this many months, our shortest. */
const SHORTEST_TERM_MONTHS = 12;

/** The installments of active and accepted loans, and how many loans were charged off. */
export async function obligationsOf(tx: Tx, borrowerIds: string[]): Promise<Obligations> {
  const borrowerId = { in: borrowerIds };
  const loans = await tx.loan.findMany({
    where: { borrowerId, status: { notIn: ENDED } },
    select: { offer: { select: { monthlyPayment: true } } },
  });
  const chargedOffLoans = await tx.loan.count({ where: { borrowerId, status: "CHARGED_OFF" } });
  return { monthlyOwnLoans: sum(loans.map(({ offer }) => d(offer.monthlyPayment))), chargedOffLoans };
}

/**
 * What the borrower's other open applications may add to that. Of one with offers, only one can become a loan: the
 * one with the highest payment counts. Of one that is not decided, the amount requested over our shortest term.
 *
 * @example 12,000.00 asked for and not decided, and offers of 300.00 and 466.67 a month: 1000.00 + 466.67
 */
export async function promisesOf(tx: Tx, borrowerIds: string[], except: string): Promise<Decimal> {
  const applications = await tx.loanApplication.findMany({
    where: {
      borrowerId: { in: borrowerIds },
      status: { in: ["SUBMITTED", "OFFERED"] },
      id: { not: except },
    },
    select: {
      status: true,
      amount: true,
      offers: { where: { status: "OPEN" }, select: { monthlyPayment: true } },
    },
  });
  return sum(
    applications.map(({ status, amount, offers }) =>
      status === "SUBMITTED"
        ? d(amount ?? 0).div(SHORTEST_TERM_MONTHS)
        : Decimal.max(ZERO, ...offers.map(({ monthlyPayment }) => d(monthlyPayment))),
    ),
  );
}
