import type { Metadata } from "next";
import { BORROWER_SETTINGS } from "@/app/_writeback/back-path";
import { Card } from "@/components/ui/card";
import Link from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Desk } from "@/components/writeback/desk";
import { ReadBackCard } from "@/components/writeback/read-back-card";
import { ReconciliationTable } from "@/components/writeback/reconciliation-table";
import { env } from "@/lib/env";
import { requireActor } from "@/lib/session";
import { getSettings } from "@/lib/writeback/pages/queries";
import { getReconciliation } from "@/lib/writeback/pages/reconciliation";
import { AccountingTabs } from "../accounting-tabs";
import { BORROWER_DESK } from "../desk-facts";

export const metadata: Metadata = { title: "Reconciliation with your books" };

export default async function AccountingReconciliationPage() {
  const { borrowerId } = await requireActor("BORROWER");
  const [rows, { waiting }] = await Promise.all([getReconciliation({ borrowerId }), getSettings(borrowerId)]);
  return (
    <Desk facts={BORROWER_DESK}>
      <PageHeader
        title="Reconciliation"
        description="The lender account in your books should equal what you owe, as a negative balance. This page checks it."
      />
      <AccountingTabs current={`${BORROWER_SETTINGS}/reconciliation`} held={waiting.held} />
      <div className="mt-6 grid grid-cols-1 gap-8">
        <Card>
          <ReconciliationTable
            rows={rows}
            loan={({ loanId, loanNumber }) => (
              <Link className="link" href={`${BORROWER_SETTINGS}/log?loanId=${loanId}`}>
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
