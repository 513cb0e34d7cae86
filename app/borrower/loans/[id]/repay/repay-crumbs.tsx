import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import type { LoanView } from "@/lib/lending/reading/loan-queries";

export function RepayCrumbs({ loan, last }: { loan: Pick<LoanView, "id" | "number">; last: string }) {
  return (
    <Breadcrumbs
      items={[
        { label: "Loans", href: "/borrower/loans" },
        { label: `Loan ${loan.number}`, href: `/borrower/loans/${loan.id}` },
        { label: last },
      ]}
    />
  );
}
