import type { Metadata } from "next";
import { ListPage } from "@/app/_parts/list/list-page";
import { readList } from "@/app/_parts/list/read-list";
import type { SearchParams } from "@/app/_parts/search";
import { requirePermission } from "@/lib/session";
import { AUDIT } from "./list";

export const metadata: Metadata = { title: "Audit log" };

export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("audit.see");
  return (
    <ListPage
      list={await readList(AUDIT, searchParams)}
      title="Audit log"
      description="Who did what, by business date. Rows are only added: the database rejects changes and deletions."
      empty={{
        title: "No events yet",
        text: "Registrations, applications, deposits and every administrator action are recorded here.",
      }}
    />
  );
}
