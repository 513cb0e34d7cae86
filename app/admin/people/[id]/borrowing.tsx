import { Card, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import Link from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { applicationList } from "@/lib/lending/application/admin-applications";
import { loanList } from "@/lib/lending/reading/admin-loans";
import { LoansTable } from "../../loans/loans-table";
import { hrefWith } from "@/app/_parts/href-with";
import { purposeWords } from "@/app/_parts/loan-words";
import { applicationHref } from "../../_parts/paths";
import { ApplicationBadge } from "../../_parts/statuses";

/** The latest applications and loans, with links to all of them. */
export async function Borrowing({ borrowerId }: { borrowerId: string }) {
  const [applications, loans] = await Promise.all([
    applicationList.page({ borrowerId, pageSize: 20 }),
    loanList.page({ borrowerId, pageSize: 20 }),
  ]);
  return (
    <>
      <Card aria-labelledby="applications">
        <CardHeader
          id="applications"
          title="Applications"
          actions={<All href={hrefWith("/admin/applications", { borrowerId })} />}
        />
        <DataTable
          caption="Applications"
          rows={applications.rows}
          rowKey={({ id }) => id}
          empty={<EmptyState title="No applications" />}
          columns={[
            {
              header: "Application",
              rowHeader: true,
              cell: ({ id, number }) => (
                <Link className="link" href={applicationHref(id)}>
                  Application {number}
                </Link>
              ),
            },
            { header: "Status", cell: ({ status }) => <ApplicationBadge status={status} /> },
            { header: "Purpose", cell: ({ purpose }) => purposeWords(purpose) },
            {
              header: "Submitted",
              cell: ({ submittedOn }) => submittedOn && <DateText on={submittedOn} short />,
            },
            { header: "Amount", numeric: true, cell: ({ amount }) => amount && <Money amount={amount} /> },
          ]}
        />
      </Card>
      <Card aria-labelledby="loans">
        <CardHeader
          id="loans"
          title="Loans"
          actions={<All href={hrefWith("/admin/loans", { borrowerId })} />}
        />
        <LoansTable rows={loans.rows} empty={<EmptyState title="No loans" />} />
      </Card>
    </>
  );
}

export function All({ href }: { href: string }) {
  return (
    <Link className="link" href={href}>
      See all
    </Link>
  );
}
