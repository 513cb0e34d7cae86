import type { Metadata } from "next";
import { ListPage } from "@/app/_parts/list/list-page";
import { readList } from "@/app/_parts/list/read-list";
import type { SearchParams } from "@/app/_parts/search";
import { loanBook } from "@/lib/lending/reading/admin-loans";
import { requirePermission } from "@/lib/session";
import { LOANS } from "./list";
import { LoanBook } from "./loan-book";

export const metadata: Metadata = { title: "Loans" };

export default async function LoansPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("loan.see");
  const [list, book] = await Promise.all([readList(LOANS, searchParams), loanBook()]);
  return (
    <ListPage
      list={list}
      title="Loans"
      description="Amounts in US dollars."
      above={<LoanBook book={book} chosen={list.values.lateFrom} />}
      empty={{
        title: "No loans yet",
        text: "An application becomes a loan when the borrower accepts an offer.",
      }}
    />
  );
}
