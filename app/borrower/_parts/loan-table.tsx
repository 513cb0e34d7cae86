import { METHOD } from "@/app/_parts/loan-words";
import Link from "@/components/ui/link";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import type { LoanSummary } from "@/lib/lending/reading/loan-queries";
import { StateBadge } from "./badge";
import { pendingWords } from "./pending-words";
import { LOAN_STATUS } from "./words";

export function LoanTable({ loans }: { loans: LoanSummary[] }) {
  return (
    <DataTable
      caption="Your loans, in US dollars"
      rows={loans}
      rowKey={({ id }) => id}
      empty={<EmptyState title="No loans yet">Loans appear here after you sign an offer.</EmptyState>}
      columns={[
        {
          header: "Loan",
          rowHeader: true,
          cell: ({ id, number, method, termMonths }) => (
            <>
              <Link href={`/borrower/loans/${id}`} className="link">
                Loan {number}
              </Link>
              <span className="block text-sm font-normal text-muted">
                {METHOD[method].name}, {termMonths} months
              </span>
            </>
          ),
        },
        { header: "Borrowed", numeric: true, cell: ({ principal }) => <Money amount={principal} /> },
        {
          header: "Principal balance",
          numeric: true,
          cell: ({ owed }) => (owed ? <Money amount={owed.balance.principal} /> : "Not yet disbursed"),
        },
        { header: "Next payment", cell: (loan) => <NextPayment loan={loan} /> },
        { header: "Status", cell: (loan) => <LoanState loan={loan} /> },
      ]}
    />
  );
}

function NextPayment({ loan: { owed, status } }: { loan: LoanSummary }) {
  if (!owed || status !== "ACTIVE") return "none";
  const pending = pendingWords(owed.onItsWay, "This assumes");
  return (
    // One element: on a phone a cell is a flex row, which would pull the words apart.
    <span>
      {owed.nextDue ? (
        <>
          <Money amount={owed.nextDue.amount} /> on <DateText on={owed.nextDue.dueOn} short />
        </>
      ) : (
        "none"
      )}
      {pending && <span className="block text-sm text-muted">{pending}</span>}
    </span>
  );
}

/** A running loan that is late says so instead. */
export function LoanState({ loan: { status, owed } }: { loan: Pick<LoanSummary, "status" | "owed"> }) {
  if (status === "ACTIVE" && owed && owed.daysPastDue > 0) {
    const days = owed.daysPastDue === 1 ? "1 day late" : `${owed.daysPastDue} days late`;
    return <StateBadge state={["failed", days]} />;
  }
  return <StateBadge state={LOAN_STATUS[status]} />;
}
