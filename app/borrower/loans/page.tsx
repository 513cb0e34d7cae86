import type { Metadata } from "next";
import { purposeWords } from "@/app/_parts/loan-words";
import Link from "@/components/ui/link";
import { LinkButton } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { listApplications, type ApplicationSummary } from "@/lib/lending/application/application-queries";
import { listLoans } from "@/lib/lending/reading/loan-queries";
import { requireActor } from "@/lib/session";
import { StateBadge } from "../_parts/badge";
import { LoanTable } from "../_parts/loan-table";
import { APPLICATION_STATUS } from "../_parts/words";

export const metadata: Metadata = { title: "Loans" };

export default async function LoansPage() {
  const { borrowerId } = await requireActor("BORROWER");
  const [loans, applications] = await Promise.all([listLoans(borrowerId), listApplications(borrowerId)]);
  return (
    <>
      <PageHeader
        title="Loans"
        description="Your loans and applications."
        actions={
          <>
            <LinkButton href="/borrower/proof" variant="secondary">
              Proof of balances
            </LinkButton>
            <LinkButton href="/borrower/apply" variant="secondary">
              Apply for a loan
            </LinkButton>
          </>
        }
      />
      <div className="grid grid-cols-1 gap-8">
        <Card aria-labelledby="loans">
          <CardHeader id="loans" title="Your loans" description="Amounts in US dollars." />
          <LoanTable loans={loans} />
        </Card>
        <Card aria-labelledby="applications">
          <CardHeader id="applications" title="Your applications" description="Amounts in US dollars." />
          <Applications applications={applications} />
        </Card>
      </div>
    </>
  );
}

function Applications({ applications }: { applications: ApplicationSummary[] }) {
  return (
    <DataTable
      caption="Your applications"
      rows={applications}
      rowKey={({ id }) => id}
      empty={
        <EmptyState title="No applications yet">Applications appear here after you submit them.</EmptyState>
      }
      columns={[
        {
          header: "Application",
          rowHeader: true,
          cell: ({ id, number }) => (
            <Link href={`/borrower/applications/${id}`} className="link">
              Application {number}
            </Link>
          ),
        },
        { header: "Amount", numeric: true, cell: ({ amount }) => amount && <Money amount={amount} /> },
        { header: "Purpose", cell: ({ purpose }) => purposeWords(purpose) },
        {
          header: "Submitted",
          cell: ({ submittedOn }) => submittedOn && <DateText on={submittedOn} short />,
        },
        { header: "Status", cell: ({ status }) => <StateBadge state={APPLICATION_STATUS[status]} /> },
      ]}
    />
  );
}
