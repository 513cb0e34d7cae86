import type { Metadata } from "next";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { LinkButton } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Rate } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { BigNumber } from "@/components/ui/stat";
import { getLoanAdmin } from "@/lib/lending/reading/admin-loans";
import { transactionList } from "@/lib/ledger/queries";
import { may } from "@/lib/permissions";
import { requirePermission } from "@/lib/session";
import { found } from "@/app/_parts/found";
import { hrefWith } from "@/app/_parts/href-with";
import { AuditLink } from "../../_parts/audit-link";
import { PersonLink } from "../../_parts/person-link";
import { BalanceLink } from "../../_parts/references";
import { LoanBadge } from "../../_parts/statuses";
import { count, words } from "@/app/_parts/words";
import { TransactionsTable } from "../../ledger/transactions/transactions-table";
import { LateBadge } from "../loans-table";
import { ChargeOffCard } from "./charge-off-card";
import { Credit } from "./credit";
import { Delinquency } from "./delinquency";
import { Fees } from "./fees";
import { LoanFacts } from "./loan-facts";
import { LoanFigures } from "./loan-figures";
import { Repayments } from "./repayments";
import { Schedule } from "./schedule";
import { ScheduleAgainstLedger } from "./schedule-against-ledger";

export const metadata: Metadata = { title: "Loan" };

const SHOWN_TRANSACTIONS = 20;

export default async function LoanPage({ params }: { params: Promise<{ id: string }> }) {
  const { roles } = await requirePermission("loan.see");
  const id = decodeURIComponent((await params).id);
  const loan = await found(getLoanAdmin(id));
  const { rows: transactions } = await transactionList.page({
    metadata: { loanId: id },
    pageSize: SHOWN_TRANSACTIONS,
  });
  const name = `Loan ${loan.number}`;
  const { principal } = loan.balances;
  return (
    <>
      <PageHeader
        title={name}
        actions={may(roles, "audit.see") && <AuditLink type="loan" id={id} />}
        breadcrumbs={<Breadcrumbs items={[{ label: "Loans", href: "/admin/loans" }, { label: name }]} />}
        status={
          <>
            <LoanBadge status={loan.status} />
            <LateBadge days={loan.daysPastDue} />
          </>
        }
      />
      <BigNumber
        label="Principal owed"
        value={<BalanceLink code={principal.code} amount={principal.posted} sign />}
        className="mb-6"
      >
        <PersonLink id={loan.borrowerId} name={loan.borrowerName} />, {count(loan.termMonths, "month")} at{" "}
        <Rate rate={loan.annualRate} />, {words(loan.method).toLowerCase()}
      </BigNumber>
      <LoanFigures loan={loan} />
      <div className="grid gap-6">
        <div className="grid items-start gap-6 xl:grid-cols-2">
          <ScheduleAgainstLedger comparisons={loan.comparisons} />
          <LoanFacts loan={loan} />
        </div>
        <Schedule loan={loan} />
        <Repayments repayments={loan.repayments} />
        <Fees loan={loan} />
        <Credit loanId={id} />
        <Delinquency loanId={id} />
        <ChargeOffCard loan={loan} mayPropose={may(roles, "loan.charge-off.propose")} />
        <Card>
          <CardHeader
            title="Ledger"
            description="Newest first. Amounts are transaction totals; an interest run covers many loans."
            actions={
              <LinkButton
                href={hrefWith("/admin/ledger/transactions", { loanId: id })}
                variant="secondary"
                size="sm"
              >
                All transactions
              </LinkButton>
            }
          />
          <TransactionsTable
            transactions={transactions}
            empty={<EmptyState title="No transactions yet">The disbursement is the first one.</EmptyState>}
          />
        </Card>
      </div>
    </>
  );
}
