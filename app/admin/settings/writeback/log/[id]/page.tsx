import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ADMIN_SETTINGS } from "@/app/_writeback/back-path";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Card, CardHeader } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { LogList } from "@/components/writeback/log-list";
import { env } from "@/lib/env";
import { requirePermission } from "@/lib/session";
import { listCalls, logList } from "@/lib/writeback/pages/log-queries";
import { LOG } from "../../desk-facts";
import { ADMIN_LINKS } from "../admin-links";
import { CallsTable } from "./calls-table";

export const metadata: Metadata = { title: "Log entry" };

export default async function LogEntryPage({ params }: PageProps<"/admin/settings/writeback/log/[id]">) {
  await requirePermission("writeback.see");
  const row = await findEntry((await params).id);
  if (!row) notFound();
  const calls = await listCalls({ eventId: row.eventId });
  const crumbs = [
    { label: "Writeback", href: ADMIN_SETTINGS },
    { label: "Log", href: LOG },
    { label: row.reference },
  ];
  return (
    <>
      <PageHeader breadcrumbs={<Breadcrumbs items={crumbs} />} title={`${row.kindWords} ${row.reference}`} />
      <div className="grid grid-cols-1 gap-8">
        <Card>
          <LogList
            rows={[row]}
            links={{ ...ADMIN_LINKS, reference: null }}
            timeZone={env.BUSINESS_TIME_ZONE}
          />
        </Card>
        <Card aria-labelledby="calls">
          <CardHeader
            id="calls"
            title="API calls"
            description="All requests for this entry, oldest first. Codat support asks for the correlation ID."
          />
          <CallsTable calls={calls} timeZone={env.BUSINESS_TIME_ZONE} />
        </Card>
      </div>
    </>
  );
}

async function findEntry(id: string) {
  if (!/^\d{1,17}$/.test(id)) return null;
  const { rows } = await logList.page({ eventId: id });
  return rows[0] ?? null;
}
