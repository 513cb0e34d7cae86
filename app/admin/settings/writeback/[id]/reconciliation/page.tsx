import type { Metadata } from "next";
import { ADMIN_SETTINGS } from "@/app/_writeback/back-path";
import { found } from "@/app/_parts/found";
import { hrefWith } from "@/app/_parts/href-with";
import { writebackHref } from "@/app/admin/_parts/paths";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Card } from "@/components/ui/card";
import Link from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Desk } from "@/components/writeback/desk";
import { ReadBackCard } from "@/components/writeback/read-back-card";
import { ReconciliationTable } from "@/components/writeback/reconciliation-table";
import { env } from "@/lib/env";
import { requirePermission } from "@/lib/session";
import { getSettings } from "@/lib/writeback/pages/queries";
import { getReconciliation } from "@/lib/writeback/pages/reconciliation";
import { adminDesk, LOG } from "../../desk-facts";
import { BorrowerTabs } from "../borrower-tabs";

export const metadata: Metadata = { title: "Borrower reconciliation" };

export default async function BorrowerReconciliationPage({
  params,
}: PageProps<"/admin/settings/writeback/[id]/reconciliation">) {
  await requirePermission("writeback.see");
  const { id } = await params;
  const { borrowerName, waiting } = await found(getSettings(id));
  const rows = await getReconciliation({ borrowerId: id });
  const crumbs = [
    { label: "Writeback", href: ADMIN_SETTINGS },
    { label: borrowerName, href: writebackHref(id) },
    { label: "Reconciliation" },
  ];
  return (
    <Desk facts={adminDesk(id)}>
      <PageHeader
        breadcrumbs={<Breadcrumbs items={crumbs} />}
        title={`Reconciliation for ${borrowerName}`}
        description="The lender account in the borrower's books should equal what they owe, as a negative balance. This page checks it."
      />
      <BorrowerTabs borrowerId={id} current="reconciliation" held={waiting.held} />
      <div className="mt-6 grid grid-cols-1 gap-8">
        <Card>
          <ReconciliationTable
            rows={rows}
            loan={({ loanId, loanNumber }) => (
              <Link className="link" href={hrefWith(LOG, { loanId })}>
                Loan {loanNumber}
              </Link>
            )}
          />
        </Card>
        <ReadBackCard timeZone={env.BUSINESS_TIME_ZONE} />
      </div>
    </Desk>
  );
}
