import type { Metadata } from "next";
import { SealLine } from "@/components/seal-line";
import { buttonStyle, LinkButton } from "@/components/ui/button";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Letterhead } from "@/components/ui/letterhead";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { KeyValueList } from "@/components/ui/key-value-list";
import { businessDate } from "@/lib/clock";
import { listInvestments } from "@/lib/investing/queries";
import { requireActor } from "@/lib/session";
import { EntryTable } from "../_parts/entry-table";
import { first, hrefWith, type SearchParams } from "../_parts/search-params";
import { readPeriod } from "../_parts/statement-period";
import { wholeStatement } from "../_parts/whole-statement";
import { PeriodForm } from "./period-form";

export const metadata: Metadata = { title: "Statement" };

export default async function StatementPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor("INVESTOR");
  const given = await searchParams;
  const today = await businessDate();
  const period = readPeriod({ year: first(given.year), month: first(given.month) }, today);
  const [statement, investments] = await Promise.all([
    wholeStatement(actor.investorId, period),
    listInvestments(actor.investorId),
  ]);
  const firstYear = Number(investments.at(-1)?.createdOn.slice(0, 4) ?? today.slice(0, 4));
  const until = period.to < today ? period.to : today;
  return (
    <>
      <div className="no-print">
        <PageHeader
          title="Statement"
          description="Every posted entry on your investments. Print it from your browser or download it for a spreadsheet."
          actions={
            <>
              <LinkButton href="/investor/proof" variant="secondary">
                Proof of balances
              </LinkButton>
              <a
                href={hrefWith("/api/investor/statement", { year: period.year, month: period.month })}
                download
                className={buttonStyle({ variant: "secondary" })}
              >
                Download as CSV
              </a>
            </>
          }
        />
        <PeriodForm period={period} firstYear={firstYear} lastYear={Number(today.slice(0, 4))} />
      </div>
      <Letterhead
        title={`Statement for ${period.name}`}
        facts={
          <>
            <p>{actor.name}</p>
            <p>
              <DateText on={period.from} /> to <DateText on={until < period.from ? period.to : until} />
            </p>
            <p>Amounts in US dollars</p>
          </>
        }
      >
        <KeyValueList
          className="mb-6"
          items={[
            { label: "Opening balance", value: <Money amount={statement.openingBalance} /> },
            { label: "Closing balance", value: <Money amount={statement.closingBalance} />, emphasis: true },
          ]}
        />
        <div className="-mx-4 border-t sm:-mx-6">
          <EntryTable
            caption={`Entries of ${period.name}, oldest first`}
            entries={statement.entries}
            withInvestment
            empty={
              <EmptyState kind="no-results" title={`No entries in ${period.name}`}>
                Nothing was posted to your investments in this period. Choose another period above.
              </EmptyState>
            }
          />
        </div>
        <SealLine />
      </Letterhead>
    </>
  );
}
