// What a change of account leaves behind: records of loans that stay on the account they were written to.
import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { d, dollars, sum, toMoney } from "@/lib/money/money";
import { Prisma, type WritebackMapping } from "@/prisma/generated/client";
import { loanSums } from "@/lib/writeback/outbox/loan-sums";

/** The supplier and the expense account carry no balance of the loan: a change of them leaves nothing that must be looked for. */
export type LeavingCard = "deposit" | "lender";
export type LeftBehind = { loanNumbers: number[]; balance: string };

/** Loans in the books whose records there do not come to zero, or of which one is being written; null when there is none. */
export async function findLeftBehind(tx: Tx, borrowerId: string): Promise<LeftBehind | null> {
  const rows = await tx.$queryRaw<{ number: number; pushed: string }[]>`
    SELECT l.number, s.pushed
      FROM (${loanSums(Prisma.sql`e.borrower_id = ${borrowerId}`)}) s JOIN loans l ON l.id = s.loan_id
     WHERE s.pushed::numeric <> 0
        OR EXISTS (SELECT 1 FROM writeback_events w WHERE w.loan_id = l.id AND w.state = 'WRITING')
     ORDER BY l.number`;
  if (rows.length === 0) return null;
  return {
    loanNumbers: rows.map(({ number }) => number),
    balance: toMoney(sum(rows.map(({ pushed }) => d(pushed)))),
  };
}

type Names = Pick<WritebackMapping, "depositId" | "depositName" | "lenderTargetId" | "lenderName">;

/** What a person has to know before they choose another account; null where nothing is chosen yet or nothing would stay. */
export function warningOf(card: LeavingCard, mapping: Names, left: LeftBehind | null): string | null {
  const name = accountName(card, mapping);
  if (!name || !left) return null;
  const loans =
    left.loanNumbers.length === 1
      ? `Loan ${left.loanNumbers[0]} is already in the books.`
      : `Loans ${left.loanNumbers.join(", ")} are already in the books.`;
  return card === "lender"
    ? `${loans} Existing records stay on ${name}, ${dollars(left.balance)} in total, and only new records go to the new account. Neither account shows the full balance until you transfer the old one yourself.`
    : `${loans} Existing records stay on ${name}, and only new records go to the new account, including returns of payments that left the old one.`;
}

/**
 * @returns what the audit shall say of a change that leaves something behind
 * @throws DomainError invalid (field confirmed) while nobody has said that this is meant
 */
export function requireConfirmed(
  card: LeavingCard,
  mapping: Names,
  left: LeftBehind | null,
  isConfirmed: boolean,
): { leftBehind: LeftBehind } | Record<never, never> {
  if (!left || warningOf(card, mapping, left) === null) return {};
  if (!isConfirmed)
    throw new DomainError(
      "invalid",
      `Confirm that existing records stay on ${accountName(card, mapping)}.`,
      "confirmed",
    );
  return { leftBehind: left };
}

/** What a person has to know before other accounting software is connected; null where nothing would stay in these books. */
export function softwareWarning(name: string, left: LeftBehind | null): string | null {
  if (!left) return null;
  const [loans, it] =
    left.loanNumbers.length === 1
      ? [`Loan ${left.loanNumbers[0]} is in the books of ${name} already.`, "it is"]
      : [`Loans ${left.loanNumbers.join(", ")} are in the books of ${name} already.`, "they are"];
  return `${loans} Existing records stay there, ${dollars(left.balance)} in total. When you turn on writeback in the new software, you choose whether ${it} written there from the disbursement onward or not at all.`;
}

/**
 * @returns what the audit shall say of books that are left
 * @throws DomainError invalid (field confirmed) while nobody has said that this is meant
 */
export function requireLeaving(
  name: string,
  left: LeftBehind | null,
  isConfirmed: boolean,
): { leftBehind: LeftBehind } | Record<never, never> {
  if (!left) return {};
  if (!isConfirmed)
    throw new DomainError("invalid", `Confirm that existing records stay in ${name}.`, "confirmed");
  return { leftBehind: left };
}

function accountName(card: LeavingCard, mapping: Names): string | null {
  const { depositId, depositName, lenderTargetId, lenderName } = mapping;
  return card === "deposit"
    ? depositId && (depositName ?? depositId)
    : lenderTargetId && (lenderName ?? lenderTargetId);
}
