import type { Metadata } from "next";
import { ADMIN_SETTINGS } from "@/app/_writeback/back-path";
import { LogDownload } from "@/app/_writeback/log-download";
import { LogFilterForm } from "@/app/_writeback/log-filter-form";
import { ADMIN_LOG_RULES } from "@/app/_writeback/log-rules";
import { OlderNewer } from "@/app/_parts/older-newer";
import { isFiltered, readFilters } from "@/app/_parts/search";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { AllByHandForm } from "@/components/writeback/by-hand-form";
import { Desk } from "@/components/writeback/desk";
import { LogList } from "@/components/writeback/log-list";
import { env } from "@/lib/env";
import { requireActor } from "@/lib/session";
import { countHeld, listLog } from "@/lib/writeback/pages/log-queries";
import { adminDesk, LOG } from "../desk-facts";
import { ADMIN_LINKS } from "./admin-links";

export const metadata: Metadata = { title: "Log of writes" };

export default async function WritebackLogPage({ searchParams }: PageProps<"/admin/settings/writeback/log">) {
  await requireActor("ADMIN");
  const { before, ...filters } = await readFilters(ADMIN_LOG_RULES, searchParams);
  const { borrowerId } = filters;
  const [{ rows, nextBefore }, held] = await Promise.all([
    listLog({ ...filters, before }),
    borrowerId ? countHeld(borrowerId) : 0,
  ]);
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs items={[{ label: "Writeback", href: ADMIN_SETTINGS }, { label: "Log" }]} />}
        title="Log of writes"
        description="Each event of a loan with the records it became in the borrower's books, newest first."
        actions={<LogDownload path="/api/admin/writeback/log" filters={filters} />}
      />
      <LogFilterForm path={LOG} filters={filters} active={isFiltered(filters)} />
      {borrowerId && held > 1 && (
        <div className="mb-6">
          <Desk facts={adminDesk(borrowerId)}>
            <AllByHandForm held={held} summary="All of these were entered by hand" />
          </Desk>
        </div>
      )}
      <Card>
        {rows.length > 0 ? (
          <LogList rows={rows} links={ADMIN_LINKS} timeZone={env.BUSINESS_TIME_ZONE} />
        ) : isFiltered(filters) ? (
          <EmptyState kind="no-results" title="No entry fits these filters" />
        ) : (
          <EmptyState title="Nothing has happened yet">
            Payouts of loans and repayments appear here, written or not.
          </EmptyState>
        )}
        <OlderNewer path={LOG} filters={filters} before={before} next={nextBefore} />
      </Card>
    </>
  );
}
