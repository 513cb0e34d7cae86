import { z } from "zod";
import type { ApprovalKind } from "@/lib/approvals/kind";
import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { getBalances } from "@/lib/ledger/queries";
import { startApprovedRefund } from "@/lib/lending/refunds/start-refund";
import { d, dollars } from "@/lib/money/money";
import { borrowerCredit } from "@/lib/transaction-types/account-codes";

type Payload = { loanId: string; amount: string };

/** A refund above what one person may send. */
export const REFUND: ApprovalKind<Payload> = {
  name: "loan.refund",
  propose: "payment.correct.propose",
  approve: "payment.correct.approve",
  isMoney: true,
  payload: z.strictObject({ loanId: z.string(), amount: z.string() }),
  subject: ({ loanId }) => ({ type: "loan", id: loanId }),
  href: ({ loanId }) => `/admin/loans/${loanId}`,
  title: async (tx, { loanId, amount }) =>
    `Refund ${dollars(amount)} of loan ${(await findLoan(tx, loanId)).number}`,
  async facts(tx, { loanId, amount }) {
    const code = borrowerCredit((await findLoan(tx, loanId)).borrowerId, loanId);
    const balance = (await getBalances([code], {}, tx)).get(code)?.available ?? "0.00";
    if (d(amount).gt(d(balance)))
      throw new DomainError("invalid", "A refund can't be more than the loan's credit balance.", "amount");
    return [
      { label: "Credit balance", value: dollars(balance) },
      { label: "Refund", value: dollars(amount) },
    ];
  },
  concerns: async (tx, { loanId }) => [(await findLoan(tx, loanId)).borrower.userId],
  execute: (tx, payload, { decidedBy }) => startApprovedRefund(tx, { ...payload, userId: decidedBy }),
};

async function findLoan(tx: Tx, loanId: string) {
  const loan = await tx.loan.findUnique({
    where: { id: loanId },
    select: { number: true, borrowerId: true, borrower: { select: { userId: true } } },
  });
  if (!loan) throw new DomainError("not-found", "Loan not found.");
  return loan;
}
