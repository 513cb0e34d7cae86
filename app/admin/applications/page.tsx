import type { Metadata } from "next";
import { ListPage } from "@/app/_parts/list/list-page";
import { readList } from "@/app/_parts/list/read-list";
import type { SearchParams } from "@/app/_parts/search";
import { requirePermission } from "@/lib/session";
import { APPLICATIONS } from "./list";

export const metadata: Metadata = { title: "Applications" };

export default async function ApplicationsPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("application.see");
  return (
    <ListPage
      list={await readList(APPLICATIONS, searchParams)}
      title="Applications"
      description="Loan applications, including drafts. Amounts in US dollars."
      empty={{
        title: "No applications yet",
        text: "An application appears here as soon as a borrower starts it.",
      }}
    />
  );
}
