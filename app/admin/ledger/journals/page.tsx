import type { Metadata } from "next";
import { z } from "zod";
import { readFilters, type SearchParams } from "@/app/_parts/search";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { businessDate } from "@/lib/clock";
import { may } from "@/lib/permissions";
import { transactionList } from "@/lib/ledger/queries";
import { requirePermission } from "@/lib/session";
import { EmptyState } from "@/components/ui/empty-state";
import { TransactionsTable } from "../transactions/transactions-table";
import { MOST_ROWS } from "./inputs";
import { JournalForm } from "./journal-form";

export const metadata: Metadata = { title: "Journals" };

const LATEST = 50;

export default async function JournalsPage({ searchParams }: { searchParams: SearchParams }) {
  const { roles } = await requirePermission("books.see");
  const { rows } = await readFilters({ rows: z.coerce.number().int().min(2).max(MOST_ROWS) }, searchParams);
  const [today, { rows: posted }] = await Promise.all([
    businessDate(),
    transactionList.page({ eventType: "manual-journal", pageSize: LATEST }),
  ]);
  return (
    <>
      <PageHeader
        title="Journals"
        description="Entries by hand on our own accounts. One accountant proposes a journal, another approves it. Customers' accounts and cash change only through the actions made for them."
      />
      <div className="grid grid-cols-1 gap-6">
        {may(roles, "journal.post.propose") && (
          <Card>
            <CardHeader title="Propose a journal" />
            <CardBody>
              <JournalForm today={today} rows={rows ?? 4} />
            </CardBody>
          </Card>
        )}
        <Card>
          <CardHeader title="Posted" description="Journals and their reversals, newest first." />
          <TransactionsTable
            transactions={posted}
            empty={<EmptyState title="No journals yet">Approved journals appear here.</EmptyState>}
          />
        </Card>
      </div>
    </>
  );
}
