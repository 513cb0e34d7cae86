// Investments as administrators see them.
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import type { InvestmentStatus } from "@/prisma/generated/enums";
import { pageOf, readAccounts, summarize, type InvestmentPage, type InvestmentSummary } from "./queries";

const PAGE = 50;
const LARGEST_PAGE = 500;

export type InvestmentAdminRow = InvestmentSummary & { investorId: string; investorName: string };

export type InvestmentFilters = {
  status?: InvestmentStatus | undefined;
  investorId?: string | undefined;
  optionId?: string | undefined;
  waitingOnly?: boolean | undefined; // matured and unpaid, though the investor need do nothing
  before?: number | undefined; // number of the last one seen
  limit?: number | undefined;
};

/** All investments, newest first, a page at a time. */
export async function listAllInvestments(
  filters: InvestmentFilters = {},
): Promise<{ rows: InvestmentAdminRow[]; nextBefore: number | null }> {
  const limit = Math.min(filters.limit ?? PAGE, LARGEST_PAGE);
  const found = await db.investment.findMany({
    where: {
      status: filters.waitingOnly ? "MATURED" : filters.status,
      investorId: filters.investorId,
      optionId: filters.optionId,
      number: filters.before === undefined ? undefined : { lt: filters.before },
      ...(filters.waitingOnly ? { payoutOrderId: null, problem: null } : {}),
    },
    include: { investor: { select: { user: { select: { name: true } } } } },
    orderBy: { number: "desc" },
    take: limit + 1,
  });
  const shown = found.slice(0, limit);
  const accounts = await readAccounts(shown);
  return {
    rows: shown.map((row) => ({
      ...summarize(row, accounts),
      investorId: row.investorId,
      investorName: row.investor.user.name,
    })),
    nextBefore: found.length > limit ? (shown.at(-1)?.number ?? null) : null,
  };
}

/** One investment of anybody. @throws DomainError not-found */
export async function getInvestmentAdmin(
  investmentId: string,
): Promise<InvestmentPage & { investorId: string; investorName: string; userId: string }> {
  const investment = await db.investment.findUnique({
    where: { id: investmentId },
    include: { investor: { select: { userId: true, user: { select: { name: true } } } } },
  });
  if (!investment) throw new DomainError("not-found", "Investment not found.");
  const { investorId, investor } = investment;
  return {
    ...(await pageOf(investment)),
    investorId,
    investorName: investor.user.name,
    userId: investor.userId,
  };
}
