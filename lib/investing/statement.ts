// What happened on an investor's accounts, in words, each line tied to its ledger transaction.
import { addDays, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { getBalances, listEntriesFor, type AccountEntry } from "@/lib/ledger/queries";
import { d, sum, toMoney } from "@/lib/money/money";
import { accountsOf } from "./queries";

export type StatementLine = {
  on: IsoDate;
  investmentId: string;
  investmentNumber: number;
  part: "principal" | "interest";
  description: string;
  amount: string; // signed: above zero is what we owe the investor more
  debit: string | null;
  credit: string | null;
  accountCode: string;
  transactionId: string;
  isReversed: boolean;
};

export type Statement = {
  from: IsoDate | null;
  to: IsoDate | null;
  openingBalance: string; // principal and interest before `from`
  closingBalance: string; // at the end of `to`
  lines: StatementLine[]; // newest first
  nextBefore: string | null;
};

/**
 * Posted entries of all the investor's accounts, or of one investment.
 *
 * @throws DomainError not-found when the investment is not the investor's
 */
export async function listStatement(
  investorId: string,
  options: { investmentId?: string; from?: IsoDate; to?: IsoDate; before?: string; limit?: number } = {},
): Promise<Statement> {
  const { investmentId, from, to, before, limit } = options;
  const investments = await db.investment.findMany({
    where: { investorId, ...(investmentId ? { id: investmentId } : {}) },
    select: { id: true, number: true },
  });
  if (investmentId && investments.length === 0) {
    throw new DomainError("not-found", "Investment not found.");
  }
  const owners = new Map(
    investments.flatMap((investment) =>
      accountsOf({ investorId, id: investment.id }).map((code) => [code, investment] as const),
    ),
  );
  const codes = [...owners.keys()];
  const [{ entries, nextBefore }, openingBalance, closingBalance] = await Promise.all([
    listEntriesFor(codes, {
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
      ...(before ? { before } : {}),
      ...(limit ? { limit } : {}),
    }),
    from ? totalOf(codes, addDays(from, -1)) : "0.00",
    totalOf(codes, to),
  ]);
  const lines = entries.flatMap((entry) => {
    const investment = owners.get(entry.account);
    return investment ? [line(entry, investment)] : [];
  });
  return {
    from: from ?? null,
    to: to ?? null,
    openingBalance,
    closingBalance,
    lines: lines.sort(newestFirst),
    nextBefore,
  };
}

/** Within one transaction principal comes before interest, whichever account was opened first. */
function newestFirst(a: StatementLine, b: StatementLine): number {
  if (a.transactionId !== b.transactionId) return BigInt(a.transactionId) < BigInt(b.transactionId) ? 1 : -1;
  if (a.part !== b.part) return a.part === "principal" ? -1 : 1;
  return 0;
}

async function totalOf(codes: string[], asOf: IsoDate | undefined): Promise<string> {
  const balances = await getBalances(codes, asOf ? { asOf } : {});
  return toMoney(sum([...balances.values()].map(({ posted }) => d(posted))));
}

function line(entry: AccountEntry, investment: { id: string; number: number }): StatementLine {
  const part = entry.account.endsWith(":interest") ? "interest" : "principal";
  const isCredit = entry.side === "credit";
  return {
    on: entry.effectiveOn,
    investmentId: investment.id,
    investmentNumber: investment.number,
    part,
    description: describe(entry, part),
    amount: toMoney(isCredit ? d(entry.amount) : d(entry.amount).negated()),
    debit: isCredit ? null : entry.amount,
    credit: isCredit ? entry.amount : null,
    accountCode: entry.account,
    transactionId: entry.transactionId,
    isReversed: entry.status === "reversed",
  };
}

export function describe(
  entry: Pick<AccountEntry, "eventType" | "metadata" | "side">,
  part: "principal" | "interest",
): string {
  const month = entry.metadata.period;
  if (entry.eventType === "reversal" && entry.metadata.rolledInto !== undefined) return "Reinvestment undone";
  switch (entry.eventType) {
    case "investor-deposit":
      return "Deposit";
    case "interest-calculation":
      return `Interest for month ${month}`;
    case "investor-withdrawal":
      return `Payout of ${part}`;
    case "investor-rollover":
      return entry.side === "debit" ? `Reinvestment of ${part}` : "Reinvested from a matured investment";
    case "reversal":
      if (part === "interest" && month !== undefined) return `Interest for month ${month} reversed`;
      return entry.side === "debit"
        ? "Deposit returned by the bank"
        : `Payout of ${part} returned by the bank`;
    default:
      return entry.eventType;
  }
}
