import { z } from "zod";
import type { ApprovalKind } from "@/lib/approvals/kind";
import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { chargeOffLoan } from "@/lib/jobs/charge-off-loan";
import { chargeOffOutlook } from "@/lib/lending/charge-off/charge-off-queries";
import { dollars } from "@/lib/money/money";
import { partsOf, partsText, type Parts } from "@/lib/money/parts";

type Payload = { loanId: string };

/** The figures that a page of the loan shows beside the form. */
export const chargeOffFacts = ({ principal, interest, fees }: Parts<string>) => [
  { label: "Principal charged off", value: dollars(principal) },
  { label: "Unpaid interest", value: dollars(interest) },
  { label: "Unpaid fees", value: dollars(fees) },
];

export const CHARGE_OFF: ApprovalKind<Payload> = {
  name: "loan.charge-off",
  propose: "loan.charge-off.propose",
  approve: "loan.charge-off.approve",
  isMoney: true,
  payload: z.strictObject({ loanId: z.string() }),
  subject: ({ loanId }) => ({ type: "loan", id: loanId }),
  href: ({ loanId }) => `/admin/loans/${loanId}`,
  title: async (tx, { loanId }) => `Charge off loan ${(await findLoan(tx, loanId)).number}`,
  facts: async (tx, { loanId }) => chargeOffFacts(await owed(tx, loanId)),
  concerns: async (tx, { loanId }) => [(await findLoan(tx, loanId)).borrower.userId],
  async execute(tx, { loanId }, { decidedBy, reason, executedKey }) {
    const shown = partsText(partsOf(await owed(tx, loanId)));
    await chargeOffLoan({ userId: decidedBy, loanId, reason, shown, idempotencyKey: executedKey }, tx);
  },
};

async function findLoan(tx: Tx, loanId: string) {
  const loan = await tx.loan.findUnique({
    where: { id: loanId },
    select: { number: true, disbursedOn: true, borrower: { select: { userId: true } } },
  });
  if (!loan) throw new DomainError("not-found", "Loan not found.");
  return loan;
}

async function owed(tx: Tx, loanId: string) {
  const { disbursedOn } = await findLoan(tx, loanId);
  if (!disbursedOn)
    throw new DomainError("wrong-state", "This loan was not disbursed, so there is nothing to charge off.");
  const outlook = await chargeOffOutlook(loanId, tx);
  if (!outlook.isPossible) throw new DomainError("wrong-state", outlook.sentence);
  return outlook.parts;
}
