import type { Metadata } from "next";
import { BORROWER_SETTINGS } from "@/app/_writeback/back-path";
import { LOG_RULES } from "@/app/_writeback/log-rules";
import { LogFilterForm } from "@/app/_writeback/log-filter-form";
import { LogDownload } from "@/app/_writeback/log-download";
import { OlderNewer } from "@/app/_parts/older-newer";
import { isFiltered, readFilters } from "@/app/_parts/search";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import Link from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { AllByHandForm, ByHandForm } from "@/components/writeback/by-hand-form";
import { Desk } from "@/components/writeback/desk";
import { LogList, type LogLinks } from "@/components/writeback/log-list";
import { RetryAllForm, RetryForm } from "@/components/writeback/retry-form";
import { env } from "@/lib/env";
import { requireActor } from "@/lib/session";
import { listLog } from "@/lib/writeback/pages/log-queries";
import { getSettings } from "@/lib/writeback/pages/queries";
import { AccountingTabs } from "../accounting-tabs";
import { BORROWER_DESK } from "../desk-facts";

export const metadata: Metadata = { title: "Accounting log" };

const PATH = `${BORROWER_SETTINGS}/log`;
const LINKS: LogLinks = {
  borrower: null,
  reference: null,
  loan: ({ loanId, loanNumber }) => (
    <Link className="link" href={`/borrower/loans/${loanId}`}>
      Loan {loanNumber}
    </Link>
  ),
  transaction: ({ loanId, ledgerTransactionId }) => (
    <Link className="link" href={`/borrower/loans/${loanId}/entries`}>
      {ledgerTransactionId}
    </Link>
  ),
  repair: ({ eventId, reference }) => (
    <>
      <RetryForm eventId={eventId} reference={reference} />
      <ByHandForm eventId={eventId} reference={reference} summary="I entered it myself" />
    </>
  ),
};

export default async function AccountingLogPage({
  searchParams,
}: PageProps<"/borrower/settings/accounting/log">) {
  const { borrowerId } = await requireActor("BORROWER");
  const { before, ...filters } = await readFilters(LOG_RULES, searchParams);
  const [{ rows, nextBefore }, settings] = await Promise.all([
    listLog({ ...filters, before, borrowerId }),
    getSettings(borrowerId),
  ]);
  const { held } = settings.waiting;
  return (
    <Desk facts={BORROWER_DESK}>
      <PageHeader
        title="Accounting log"
        description="Each loan event and the records written to your books."
        actions={<LogDownload path="/api/borrower/accounting/log" filters={filters} />}
      />
      <AccountingTabs current={PATH} held={held} />
      <div className="mt-6 grid grid-cols-1 gap-6">
        {held > 0 && (
          <div className="flex flex-wrap items-start gap-2">
            <RetryAllForm held={held} />
            {held > 1 && <AllByHandForm held={held} summary="Mark all as entered by me" />}
          </div>
        )}
        <LogFilterForm path={PATH} filters={filters} active={isFiltered(filters)} />
      </div>
      <Card>
        {rows.length === 0 ? (
          <NoRows isFiltered={isFiltered(filters)} />
        ) : (
          <LogList rows={rows} links={LINKS} timeZone={env.BUSINESS_TIME_ZONE} />
        )}
        <OlderNewer path={PATH} filters={filters} before={before} next={nextBefore} />
      </Card>
    </Desk>
  );
}

function NoRows({ isFiltered: isSearch }: { isFiltered: boolean }) {
  if (isSearch) return <EmptyState kind="no-results" title="No entries match these filters" />;
  return (
    <EmptyState title="No activity yet">
      Disbursements and payments appear here, whether or not they have been written to your books.
    </EmptyState>
  );
}
