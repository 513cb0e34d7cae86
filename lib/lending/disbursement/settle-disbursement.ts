import { dateParts, formatDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { postFacts } from "@/lib/ledger/post-facts";
import { getBalances } from "@/lib/ledger/queries";
import { formatMoney } from "@/lib/money/money";
import { addParts, partsOf } from "@/lib/money/parts";
import { notify } from "@/lib/notifications/notify";
import { settleKey } from "@/lib/payments/ledger-keys";
import { borrowerInterest, borrowerPrincipal } from "@/lib/transaction-types/account-codes";
import type { Loan, Repayment } from "@/prisma/generated/client";
import { loanPath, lockByDisbursement, requireHold, userOf } from "@/lib/lending/terms/find-loan";
import { followsBalance, rowsWith } from "@/lib/lending/terms/loan-position";
import { firstDueAfter } from "@/lib/lending/terms/loan-terms";
import { proceedsOf } from "./start-disbursement";
import {
  correctionKey,
  restatementOf,
  restatementRequests,
  writeRestatement,
} from "@/lib/lending/terms/write-restatement";
import { writeSchedule } from "@/lib/lending/terms/write-schedule";

/**
 * The money has reached the borrower: the loan starts today, and its schedule with it.
 *
 * Dr borrower principal, Cr cash (and the fee's revenue): the hold is settled.
 */
export async function settleDisbursement(
  tx: Tx,
  { paymentOrderId, businessDate }: { paymentOrderId: string; businessDate: IsoDate },
): Promise<void> {
  const { order, loan } = await lockByDisbursement(tx, paymentOrderId);
  if (loan.status !== "DISBURSING") return; // acted on before
  const firstDueOn = firstDueAfter(businessDate);
  const started = await tx.loan.update({
    where: { id: loan.id },
    data: {
      status: "ACTIVE",
      disbursedOn: toDbDate(businessDate),
      firstDueOn: toDbDate(firstDueOn),
      dueDay: dateParts(businessDate).day,
    },
  });
  // A loan whose money came back once may have payments on it, which stand.
  const repayments = await tx.repayment.findMany({
    where: { loanId: loan.id, status: "POSTED" },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const restatement = followsBalance(loan) ? await restated(tx, started, repayments) : null;
  const rows = restatement?.rows ?? rowsWith({ loan: started, accrued: new Map(), repayments });
  await notify(tx, {
    userId: await userOf(tx, loan.borrowerId),
    kind: "disbursement-settled",
    title: `${formatMoney(proceedsOf(loan))} has been paid out to you`,
    body: `Your first installment of ${formatMoney(rows[0]!.payment)} is due on ${formatDate(firstDueOn)}.`,
    href: loanPath(loan.id),
    datedOn: businessDate,
  });
  const beside = { effectiveOn: businessDate, metadata: { loanId: loan.id } };
  const key = correctionKey("settled", paymentOrderId);
  const posted = await postFacts(tx, [
    {
      ...beside,
      key: settleKey("DISBURSEMENT", paymentOrderId),
      kind: "settle",
      mode: "record",
      parentId: requireHold(order),
      eventType: "borrower-disbursement",
    },
    ...(restatement ? restatementRequests(restatement, { ...beside, key }) : []),
  ]);
  if (!restatement) return writeSchedule(tx, { loanId: loan.id, version: loan.scheduleVersion + 1, rows });
  await writeRestatement(tx, {
    ...{ loan: started, restatement, repayments, businessDate },
    before: null,
    transactionId: posted.get(key),
  });
}

/** What was paid before counts from the first day of the loan. */
async function restated(tx: Tx, loan: Loan, repayments: Repayment[]) {
  const codes = [borrowerPrincipal(loan.borrowerId, loan.id), borrowerInterest(loan.borrowerId, loan.id)];
  const balances = await getBalances(codes, {}, tx);
  const [principal, interest] = codes.map((code) => balances.get(code)?.posted ?? "0");
  return restatementOf(
    { loan, accrued: new Map(), charged: new Map() },
    {
      standing: repayments,
      balances: addParts(
        partsOf({ interest: interest!, principal: principal! }),
        partsOf({ principal: loan.principal }),
      ),
    },
  );
}
