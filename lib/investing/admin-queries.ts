// Investments as administrators see them.
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { defineList } from "@/lib/list";
import type { Prisma } from "@/prisma/generated/client";
import type { InvestmentStatus } from "@/prisma/generated/enums";
import { pageOf, readAccounts, summarize, type InvestmentPage } from "./queries";

type InvestmentFilters = {
  status?: InvestmentStatus | undefined;
  investorId?: string | undefined;
  optionId?: string | undefined;
  waiting?: "cash" | undefined; // matured and unpaid, though the investor need do nothing
};

/** All investments, newest first. */
export const investmentList = defineList<Prisma.InvestmentOrderByWithRelationInput>()({
  orders: {
    number: (to) => ({ number: to }),
    investor: (to) => ({ investor: { user: { name: to } } }),
    status: (to) => ({ status: to }),
    rate: (to) => ({ annualRate: to }),
    term: (to) => ({ termMonths: to }),
    matures: (to) => ({ maturesOn: { sort: to, nulls: "last" } }),
    principal: (to) => ({ principal: to }),
  },
  tie: (to) => [{ number: to }],
  defaultSort: { by: "number", direction: "desc" },
  where: investmentsWhere,
  count: (where) => db.investment.count({ where }),
  ids: (where, orderBy, slice) => db.investment.findMany({ where, orderBy, select: { id: true }, ...slice }),
  async load(ids) {
    const rows = await db.investment.findMany({
      where: { id: { in: ids } },
      include: { investor: { select: { user: { select: { name: true } } } } },
    });
    const accounts = await readAccounts(rows);
    return rows.map((row) => ({
      ...summarize(row, accounts),
      investorId: row.investorId,
      investorName: row.investor.user.name,
    }));
  },
  idOf: ({ id }) => id,
});

function investmentsWhere(filters: InvestmentFilters): Prisma.InvestmentWhereInput {
  const { status, investorId, optionId, waiting } = filters;
  const waits: Prisma.InvestmentWhereInput = { status: "MATURED", payoutOrderId: null, problem: null };
  return { AND: [{ status, investorId, optionId }, ...(waiting ? [waits] : [])] };
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
