import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { getBalances } from "@/lib/ledger/queries";
import { d, type Decimal } from "@/lib/money/money";
import { borrowerCredit } from "@/lib/transaction-types/account-codes";

type Loan = { id: string; borrowerId: string };

/** Dollars that we owe the borrowers of these loans, by loan; what is on its way to them is not in it. */
export async function creditsOf(tx: Tx, loans: readonly Loan[]): Promise<ReadonlyMap<string, Decimal>> {
  const code = ({ borrowerId, id }: Loan) => borrowerCredit(borrowerId, id);
  const balances = await getBalances(loans.map(code), {}, tx);
  return new Map(loans.map((loan) => [loan.id, d(balances.get(code(loan))?.available ?? "0")]));
}

/** Notes since when a loan has had a credit balance. */
export async function keepCredit(tx: Tx, { loanId, on }: { loanId: string; on: IsoDate }): Promise<void> {
  await tx.loanCredit.upsert({
    where: { loanId },
    create: { loanId, sinceOn: toDbDate(on) },
    update: {},
  });
}
