import type { Metadata } from "next";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Card } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkTabs } from "@/components/ui/link-tabs";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { StatusBadge } from "@/components/ui/status-badge";
import { getLoan, listLoanEntries, type LoanEntries } from "@/lib/lending/reading/loan-queries";
import { requireActor } from "@/lib/session";
import { found } from "@/app/_parts/found";
import { accountWord, changeOf, entryWords } from "@/lib/lending/reading/entry-words";

export const metadata: Metadata = { title: "Ledger entries" };

const TABS = [
  { account: "principal", label: "Principal" },
  { account: "interest", label: "Interest" },
  { account: "both", label: "Both" },
] as const;

type Entry = LoanEntries["entries"][number];

export default async function EntriesPage({
  params,
  searchParams,
}: PageProps<"/borrower/loans/[id]/entries">) {
  const { borrowerId } = await requireActor("BORROWER");
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const { account } = TABS.find((tab) => tab.account === query.account) ?? TABS[2];
  const before =
    typeof query.before === "string" && /^\d{1,18}$/.test(query.before) ? query.before : undefined;
  const [loan, page] = await Promise.all([
    found(getLoan(borrowerId, id)),
    found(listLoanEntries(borrowerId, id, { account, before })),
  ]);
  const path = `/borrower/loans/${id}/entries?account=${account}`;
  // A hold that was settled or released is not shown: the entry that followed is.
  const entries = page.entries.filter(({ layer, status }) => layer === "posted" || status === "pending");
  return (
    <>
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            items={[
              { label: "Loans", href: "/borrower/loans" },
              { label: `Loan ${loan.number}`, href: `/borrower/loans/${id}` },
              { label: "Ledger entries" },
            ]}
          />
        }
        title="Ledger entries"
        description="Every ledger entry for this loan, newest first. Entries are never changed; returned payments are reversed with a new entry."
      />
      <LinkTabs
        label="Accounts of this loan"
        items={TABS.map((tab) => ({
          label: tab.label,
          href: `/borrower/loans/${id}/entries?account=${tab.account}`,
          current: tab.account === account,
        }))}
      />
      <Card className="mt-6">
        <DataTable
          caption="Ledger entries, in US dollars"
          rows={entries}
          rowKey={(entry) => `${entry.account} ${entry.version}`}
          columns={account === "both" ? [...COLUMNS.slice(0, 2), ACCOUNT, ...COLUMNS.slice(2)] : COLUMNS}
          empty={
            <EmptyState title="No entries yet">
              The first entry is posted when the loan is disbursed.
            </EmptyState>
          }
        />
        {(page.nextBefore || before) && (
          <Pagination
            label="Entries"
            {...(before && { previousHref: path })}
            {...(page.nextBefore && { nextHref: `${path}&before=${page.nextBefore}` })}
          >
            Newest first
          </Pagination>
        )}
      </Card>
    </>
  );
}

const ACCOUNT: Column<Entry> = { header: "Account", cell: ({ account }) => accountWord(account) };

const COLUMNS: Column<Entry>[] = [
  { header: "Date", rowHeader: true, cell: ({ effectiveOn }) => <DateText on={effectiveOn} short /> },
  {
    header: "Description",
    cell: (entry) => (
      <span>
        {entryWords(entry)} <Mark entry={entry} />
      </span>
    ),
  },
  { header: "Change", numeric: true, cell: (entry) => <Money amount={changeOf(entry)} /> },
  {
    header: "Balance after",
    numeric: true,
    cell: ({ layer, balanceAfter }) =>
      layer === "posted" ? <Money amount={balanceAfter} /> : "not posted yet",
  },
];

function Mark({ entry: { layer, status } }: { entry: Entry }) {
  if (layer === "pending") return <StatusBadge tone="pending">Pending</StatusBadge>;
  return status === "reversed" ? <StatusBadge tone="voided">Later reversed</StatusBadge> : null;
}
