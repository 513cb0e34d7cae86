// What follows from a bank's refusals for the accounts and for autopay, and how the borrowers are notified.
import { formatDate, fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { d, dollars } from "@/lib/money/money";
import { notifyStaffOfReturns } from "@/lib/notifications/notify-staff-of-return";
import { disableExternalAccounts } from "@/lib/payments/external-accounts";
import { describeReturn } from "@/lib/payments/return-codes";
import { sqlRows } from "@/lib/sql-rows";
import type { Loan, PaymentOrder, Repayment } from "@/prisma/generated/client";
import { MOST_ATTEMPTS, retryDay } from "./retry-plan";
import { stopAutopay, type Revocation } from "./revoke-autopay";

export type Refused = { order: PaymentOrder; returnCode?: string | undefined; businessDate: IsoDate };
type Answer = { order: PaymentOrder; on: IsoDate; meaning: ReturnType<typeof describeReturn> };

/**
 * Applies the codes to the bank accounts, to autopay from them and to the staff's notifications, as the table of codes says.
 *
 * @returns words for each borrower, in the order given: what happened, what follows, what to do
 */
export async function applyReturnCodes(tx: Tx, refused: readonly Refused[]): Promise<string[]> {
  if (refused.length === 0) return [];
  const answers = refused.map(({ order, returnCode, businessDate: on }): Answer => {
    return { order, on, meaning: describeReturn(returnCode ?? order.returnCode) };
  });
  await disableExternalAccounts(
    tx,
    answers.flatMap(({ order: { externalAccountId }, meaning }) =>
      externalAccountId && meaning.disablesAccount ? [{ id: externalAccountId, reason: meaning.words }] : [],
    ),
  );
  await stopAutopay(tx, [...(await stopsOfAccounts(tx, answers)), ...(await lastAttempts(tx, answers))]);
  await notifyStaffOfReturns(tx, refused);
  const next = await announceCollections(tx, answers);
  return answers.map(({ order, meaning }) => `${meaning.words} ${next.get(order.id) ?? meaning.remedy}`);
}

/** Debits that were presented for the last time and not paid end autopay of their loans. */
export async function stopAfterLastAttempts(
  tx: Tx,
  ended: readonly { order: PaymentOrder; on: IsoDate }[],
): Promise<void> {
  await stopAutopay(tx, await lastAttempts(tx, ended));
}

/** Autopay of every loan that collects from an account whose bank does not allow it. */
async function stopsOfAccounts(tx: Tx, answers: readonly Answer[]): Promise<Revocation[]> {
  const stopping = answers.filter(({ order, meaning }) => order.externalAccountId && meaning.stopsAutopay);
  if (stopping.length === 0) return [];
  const loans = await tx.loan.findMany({
    where: {
      externalAccountId: { in: stopping.map(({ order }) => order.externalAccountId!) },
      isAutopay: true,
    },
    select: { id: true, externalAccountId: true },
  });
  return stopping.flatMap(({ order, on, meaning }) =>
    loans
      .filter(({ externalAccountId }) => externalAccountId === order.externalAccountId)
      .map(({ id }) => ({ loanId: id, on, because: meaning.words })),
  );
}

async function lastAttempts(
  tx: Tx,
  ended: readonly { order: PaymentOrder; on: IsoDate }[],
): Promise<Revocation[]> {
  const last = ended.filter(({ order }) => order.attempt >= MOST_ATTEMPTS);
  const repayments = await repaymentsOf(tx, last);
  return last.map(({ order, on }) => ({
    loanId: repayments.get(order.subjectId)!.loanId,
    on,
    because: `Your bank returned the payment of ${dollars(d(order.amount))} ${MOST_ATTEMPTS} times.`,
  }));
}

/** By their ids; of other payments nothing. */
async function repaymentsOf(
  tx: Tx,
  ended: readonly { order: PaymentOrder }[],
): Promise<ReadonlyMap<string, Repayment & { loan: Loan }>> {
  const ids = ended.flatMap(({ order }) => (order.subjectType === "repayment" ? [order.subjectId] : []));
  if (ids.length === 0) return new Map();
  const repayments = await tx.repayment.findMany({ where: { id: { in: ids } }, include: { loan: true } });
  return new Map(repayments.map((repayment) => [repayment.id, repayment]));
}

/** What autopay collects again, from which account and when, by the order's id; nothing where it does not. */
async function announceCollections(tx: Tx, answers: readonly Answer[]): Promise<ReadonlyMap<string, string>> {
  const again = answers.filter(({ order }) => order.attempt < MOST_ATTEMPTS);
  const repayments = await repaymentsOf(tx, again);
  const collected = again.flatMap((answer) => {
    const repayment = repayments.get(answer.order.subjectId);
    return repayment ? collectionOf(answer, repayment) : [];
  });
  const covered = await coveredInstallments(
    tx,
    collected.filter(({ isByHand }) => isByHand),
  );
  return new Map(
    collected
      .filter(({ order, isByHand }) => !isByHand || covered.has(order.id))
      .map(({ order, on, isSameAccount }) => {
        const day = formatDate(
          retryDay({ attempt: order.attempt, submittedOn: fromDbDate(order.createdOn), endedOn: on }),
        );
        const what = isSameAccount
          ? `We will collect ${dollars(d(order.amount))} from the same account again on ${day}`
          : `Autopay will collect the installment from its account on ${day}`;
        return [
          order.id,
          `${what} or a few days later, unless you pay it first. Make sure the account has enough money, or turn off autopay.`,
        ];
      }),
  );
}

type Collection = {
  order: PaymentOrder;
  on: IsoDate;
  loan: Loan;
  /** The borrower had started the payment that came back; autopay collects only what fell due in its place. */
  isByHand: boolean;
  isSameAccount: boolean;
};

function collectionOf(
  { order, on, meaning: { retryable } }: Answer,
  { isAutopay, loan }: Repayment & { loan: Loan },
): Collection[] {
  if (!loan.isAutopay || loan.status === "CHARGED_OFF") return [];
  const isSameAccount = loan.externalAccountId === order.externalAccountId;
  if (isAutopay ? !isSameAccount || !retryable : isSameAccount && !retryable) return [];
  return [{ order, on, loan, isByHand: !isAutopay, isSameAccount }];
}

/** The orders while which an installment of their loan fell due. */
async function coveredInstallments(tx: Tx, collections: Collection[]): Promise<ReadonlySet<string>> {
  if (collections.length === 0) return new Set();
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT given.id
      FROM ${sqlRows(
        "given",
        { id: "text", loan_id: "text", version: "int", from_date: "date", to_date: "date" },
        collections.map(({ order, loan, on }) => ({
          ...{ id: order.id, loan_id: loan.id, version: loan.scheduleVersion },
          ...{ from_date: fromDbDate(order.createdOn), to_date: on },
        })),
      )}
     WHERE EXISTS (SELECT FROM installments i WHERE i.loan_id = given.loan_id AND i.version = given.version
                      AND i.due_on BETWEEN given.from_date AND given.to_date)`;
  return new Set(rows.map(({ id }) => id));
}
