import type { Metadata } from "next";
import { z } from "zod";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listTransactions } from "@/lib/ledger/queries";
import { requireActor } from "@/lib/session";
import { OlderNewer } from "@/app/_parts/older-newer";
import { isFiltered, mark, onDate, readFilters, searchText, type SearchParams } from "@/app/_parts/search";
import { TransactionFilterForm, KINDS } from "./transaction-filter-form";
import { TransactionsTable } from "./transactions-table";

export const metadata: Metadata = { title: "Transactions" };

const PATH = "/admin/ledger/transactions";
const RULES = {
  eventType: mark,
  kind: z.enum(KINDS),
  account: searchText,
  loanId: mark,
  investmentId: mark,
  from: onDate,
  to: onDate,
  before: z.string().regex(/^\d{1,18}$/),
};

export default async function TransactionsPage({ searchParams }: { searchParams: SearchParams }) {
  await requireActor("ADMIN");
  const filters = await readFilters(RULES, searchParams);
  const { eventType, kind, account, loanId, investmentId, from, to, before } = filters;
  const facts = { ...(loanId && { loanId }), ...(investmentId && { investmentId }) };
  const { transactions, nextBefore } = await listTransactions({
    ...(eventType && { eventType }),
    ...(kind && { kind }),
    ...(account && { account }),
    ...(Object.keys(facts).length > 0 && { metadata: facts }),
    ...(from && { from }),
    ...(to && { to }),
    ...(before && { before }),
  });
  const { before: _before, ...rest } = filters;
  return (
    <>
      <PageHeader
        title="Transactions"
        description="Everything the ledger has posted or reserved, newest first, amounts in US dollars. Nothing here is ever edited: a mistake is reversed."
      />
      <TransactionFilterForm path={PATH} filters={rest} active={isFiltered(filters)} />
      <Card>
        <TransactionsTable
          transactions={transactions}
          empty={
            isFiltered(filters) ? (
              <EmptyState kind="no-results" title="No transaction fits these filters" />
            ) : (
              <EmptyState title="No transactions yet">The first deposit makes the first one.</EmptyState>
            )
          }
        />
        <OlderNewer path={PATH} filters={rest} before={before} next={nextBefore} />
      </Card>
    </>
  );
}
