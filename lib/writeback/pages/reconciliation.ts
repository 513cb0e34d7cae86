// Three views of one account: what our ledger says is owed, what we have written, and what the feed is at. They agree, or a
// sentence says why not. The database only; read-back.ts asks the books.
import { db } from "@/lib/db";
import { getBalances } from "@/lib/ledger/queries";
import { d, type Decimal, dollars, toMoney } from "@/lib/money/money";
import { borrowerPrincipal } from "@/lib/transaction-types/account-codes";
import { Prisma } from "@/prisma/generated/client";
import { loanSums, type LoanSums } from "@/lib/writeback/outbox/loan-sums";

export type ReconciliationRow = {
  loanId: string;
  loanNumber: number;
  borrowerId: string;
  borrowerName: string;
  ledgerPrincipal: string;
  pushedBalance: string; // of the lender account, by the records that are in the books
  feedBalance: string; // of its feed
  feedSkipped: string; // what the feed lacks for good, because the software takes lines of these dates no more
  waiting: number;
  differs: boolean;
  explanation: string | null;
};

/** One row a loan that has anything in the outbox, newest loan first. */
export async function getReconciliation(
  filter: { borrowerId?: string | undefined; loanId?: string | undefined } = {},
): Promise<ReconciliationRow[]> {
  const sums = await db.$queryRaw<LoanSums[]>(
    loanSums(
      Prisma.sql`${filter.borrowerId ? Prisma.sql`e.borrower_id = ${filter.borrowerId}` : Prisma.sql`TRUE`}
             AND ${filter.loanId ? Prisma.sql`e.loan_id = ${filter.loanId}` : Prisma.sql`TRUE`}`,
    ),
  );
  const loans = await db.loan.findMany({
    where: { id: { in: sums.map(({ loan_id }) => loan_id) } },
    include: { borrower: { select: { legalName: true } } },
    orderBy: { number: "desc" },
  });
  const balances = await getBalances(loans.map(({ id, borrowerId }) => borrowerPrincipal(borrowerId, id)));
  const byLoan = new Map(sums.map((row) => [row.loan_id, row]));
  return loans.map((loan) => {
    const row = byLoan.get(loan.id)!;
    const principal = d(balances.get(borrowerPrincipal(loan.borrowerId, loan.id))?.posted ?? "0");
    return {
      loanId: loan.id,
      loanNumber: loan.number,
      borrowerId: loan.borrowerId,
      borrowerName: loan.borrower.legalName,
      ...compare({ principal, pushed: d(row.pushed), feed: d(row.feed), skipped: d(row.skipped_feed), row }),
    };
  });
}

function compare({
  principal,
  pushed,
  feed,
  skipped,
  row,
}: {
  principal: Decimal;
  pushed: Decimal;
  feed: Decimal;
  skipped: Decimal;
  row: LoanSums;
}) {
  const owed = principal.negated();
  const differs = !pushed.equals(owed) || !feed.plus(skipped).equals(owed);
  return {
    ledgerPrincipal: toMoney(principal),
    pushedBalance: toMoney(pushed),
    feedBalance: toMoney(feed),
    feedSkipped: toMoney(skipped),
    waiting: row.open + row.held + row.parked,
    differs,
    explanation: explain(row, differs),
  };
}

function explain(
  { by_hand, open, held, parked, elsewhere, skipped, skipped_feed }: LoanSums,
  differs: boolean,
): string | null {
  const unwritten = parked - elsewhere;
  const why = elsewhere > 0 ? "because the loan is not in these books" : "because writeback was turned off";
  const reasons = [
    held > 0 && `${entries(held)} ${held === 1 ? "needs" : "need"} attention`,
    elsewhere > 0 &&
      `${entries(elsewhere)} ${elsewhere === 1 ? "is" : "are"} in the previously connected books`,
    unwritten > 0 && `${entries(unwritten)} ${unwritten === 1 ? "was" : "were"} not written ${why}`,
    open > 0 && `${entries(open)} ${open === 1 ? "is" : "are"} in progress`,
    by_hand > 0 && `${entries(by_hand)} ${by_hand === 1 ? "was" : "were"} entered by hand`,
    skipped > 0 &&
      `${entries(skipped)} ${skipped === 1 ? "is" : "are"} in the books without bank feed lines, which the software accepts only for recent dates; the feed is missing ${dollars(d(skipped_feed))} for that reason`,
  ].filter((reason) => reason !== false);
  if (reasons.length > 0) return `${reasons.join("; ")}.`;
  return differs ? "Nothing is pending, but the amounts differ. Compare the records with the books." : null;
}

function entries(count: number): string {
  return count === 1 ? "1 entry" : `${count} entries`;
}
