import type { Metadata } from "next";
import { ListPage } from "@/app/_parts/list/list-page";
import { readList } from "@/app/_parts/list/read-list";
import type { SearchParams } from "@/app/_parts/search";
import Link from "@/components/ui/link";
import { AllByHandForm, ByHandForm } from "@/components/writeback/by-hand-form";
import { Desk } from "@/components/writeback/desk";
import { LogList, type LogLinks } from "@/components/writeback/log-list";
import { RetryAllForm, RetryForm } from "@/components/writeback/retry-form";
import { env } from "@/lib/env";
import { requireActor } from "@/lib/session";
import { getSettings } from "@/lib/writeback/pages/queries";
import { AccountingTabs } from "../accounting-tabs";
import { BORROWER_DESK } from "../desk-facts";
import { OWN_LOG } from "./list";

export const metadata: Metadata = { title: "Accounting log" };

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

export default async function AccountingLogPage({ searchParams }: { searchParams: SearchParams }) {
  const { borrowerId } = await requireActor("BORROWER");
  const [list, settings] = await Promise.all([
    readList(OWN_LOG, searchParams, { borrowerId }),
    getSettings(borrowerId),
  ]);
  const { held } = settings.waiting;
  return (
    <Desk facts={BORROWER_DESK}>
      <ListPage
        list={list}
        title="Accounting log"
        description="Each loan event and the records written to your books."
        above={
          <>
            <AccountingTabs current={OWN_LOG.path} held={held} />
            {held > 0 && (
              <div className="mt-6 flex flex-wrap items-start gap-2">
                <RetryAllForm held={held} />
                {held > 1 && <AllByHandForm held={held} summary="Mark all as entered by me" />}
              </div>
            )}
          </>
        }
        empty={{
          title: "No activity yet",
          text: "Disbursements and payments appear here, whether or not they have been written to your books.",
        }}
      >
        <LogList rows={list.rows} links={LINKS} timeZone={env.BUSINESS_TIME_ZONE} />
      </ListPage>
    </Desk>
  );
}
