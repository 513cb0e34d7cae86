import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listApplications } from "@/lib/lending/application/application-queries";
import { getDraft } from "@/lib/lending/application/draft-queries";
import { listLoans } from "@/lib/lending/reading/loan-queries";
import { listExternalAccounts } from "@/lib/payments/external-accounts";
import { requireActor } from "@/lib/session";
import { LoanTable } from "./_parts/loan-table";
import { LoanProgress } from "./loan-progress";
import { OwedNow } from "./owed-now";
import { TodoCard } from "./todo-card";
import { todos } from "./todos";

// The title template of a layout does not apply to the page beside it.
export const metadata: Metadata = { title: { absolute: "Overview · Borrowing" } };

export default async function OverviewPage() {
  const { borrowerId, userId, name } = await requireActor("BORROWER");
  const [loans, applications, draft, accounts] = await Promise.all([
    listLoans(borrowerId),
    listApplications(borrowerId),
    getDraft(borrowerId),
    listExternalAccounts(userId),
  ]);
  const isNew = loans.length === 0 && applications.length === 0;
  return (
    <>
      <PageHeader title="Overview" description={`Signed in as ${name}.`} />
      <div className="grid grid-cols-1 gap-8">
        <OwedNow loans={loans} />
        <LoanProgress loans={loans} />
        <TodoCard items={todos({ loans, applications, draft, accounts })} />
        {isNew && !draft ? (
          <FirstUse />
        ) : (
          <Card aria-labelledby="loans">
            <CardHeader
              id="loans"
              title="Loans"
              description="Amounts in US dollars."
              actions={
                <LinkButton href="/borrower/apply" variant="secondary" size="sm">
                  Apply for a loan
                </LinkButton>
              }
            />
            <LoanTable loans={loans} />
          </Card>
        )}
      </div>
    </>
  );
}

function FirstUse() {
  return (
    <Card>
      <EmptyState
        title="See the full cost before you sign"
        action={<LinkButton href="/borrower/apply">Apply for a loan</LinkButton>}
      >
        Apply in four short steps. After a soft credit check, which does not affect your score, you can
        compare several offers and their full cost. You are free to accept one or none.
      </EmptyState>
    </Card>
  );
}
