import type { Metadata } from "next";
import { ListPage } from "@/app/_parts/list/list-page";
import { readList } from "@/app/_parts/list/read-list";
import type { SearchParams } from "@/app/_parts/search";
import { buttonStyle } from "@/components/ui/button";
import { auditHead } from "@/lib/audit/seal-audit";
import { may } from "@/lib/permissions";
import { requirePermission } from "@/lib/session";
import { Code } from "../_parts/references";
import { AUDIT } from "./list";

export const metadata: Metadata = { title: "Audit log" };

export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  const { roles } = await requirePermission("audit.see");
  const head = await auditHead();
  return (
    <ListPage
      actions={
        may(roles, "audit.export") && (
          // A plain link: the router must not fetch a file ahead of the click.
          <a className={buttonStyle({ variant: "secondary" })} href="/api/admin/audit" download>
            Export JSON lines
          </a>
        )
      }
      above={
        head && (
          <p className="max-w-prose text-muted">
            {head.events} events are sealed. Head of the chain, block {head.block}:{" "}
            <Code className="wrap-anywhere">{head.hash}</Code>
          </p>
        )
      }
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
