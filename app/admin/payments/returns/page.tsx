import type { Metadata } from "next";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { PageHeader } from "@/components/ui/page-header";
import { businessDate } from "@/lib/clock";
import { namesOfPeople } from "@/lib/identity/people";
import { returnRatesOn } from "@/lib/payments/debits-counted";
import { listReturnRateAlerts } from "@/lib/payments/watch-return-rates";
import { returnsByBank, returnsByCohort, returnsByDelay } from "@/lib/reporting/return-cohorts";
import { requirePermission } from "@/lib/session";
import { listChangeNotices } from "@/lib/payments/apply-change-notice";
import { AlertsCard } from "./alerts-card";
import { NoticesCard } from "./notices-card";
import { RatesCard } from "./rates-card";
import { COHORT_WORDS } from "./words";

export const metadata: Metadata = { title: "Return rates" };

export default async function ReturnRatesPage() {
  await requirePermission("payment.see");
  const on = await businessDate();
  const [{ all, byClass }, alerts, cohorts, banks, delays] = await Promise.all([
    returnRatesOn(on),
    listReturnRateAlerts(),
    returnsByCohort(on),
    returnsByBank(on),
    returnsByDelay(on),
  ]);
  const notices = await listChangeNotices();
  const names = await namesOfPeople([
    ...alerts.flatMap(({ acknowledgedById }) => acknowledgedById ?? []),
    ...notices.map(({ userId }) => userId),
  ]);
  return (
    <>
      <PageHeader
        title="Return rates"
        description="How many of our ACH debits come back, compared with the limits of the network."
        breadcrumbs={
          <Breadcrumbs items={[{ label: "Payments", href: "/admin/payments" }, { label: "Return rates" }]} />
        }
      />
      <div className="grid grid-cols-1 gap-6">
        <RatesCard title="All classes" rates={all} on={on} />
        <AlertsCard alerts={alerts} names={names} />
        <NoticesCard notices={notices} names={names} />
        {byClass.map(({ secCode, rates }) => (
          <RatesCard key={secCode} title={`Class ${secCode}`} rates={rates} on={on} />
        ))}
        <Shares
          title="By kind of debit"
          first="Debits"
          rows={cohorts.map(({ cohort, ...counts }) => ({ name: COHORT_WORDS[cohort], ...counts }))}
        />
        <Shares
          title="By bank"
          first="Bank"
          rows={banks.map(({ bank, ...counts }) => ({ name: bank, ...counts }))}
        />
        <Card>
          <CardHeader title="Days from settlement to return" />
          <CardBody>
            <DataTable
              caption="Returns by days since settlement"
              rows={delays}
              rowKey={({ from }) => String(from)}
              columns={[
                {
                  header: "Days",
                  rowHeader: true,
                  cell: ({ from, to }) => (to === null ? `${from} or more` : `${from} to ${to}`),
                },
                { header: "Returned", numeric: true, cell: ({ returned }) => returned },
              ]}
              empty={null}
            />
          </CardBody>
        </Card>
      </div>
    </>
  );
}

type Share = { name: string; debits: number; returned: number };

function Shares({ title, first, rows }: { title: string; first: string; rows: Share[] }) {
  return (
    <Card>
      <CardHeader title={title} />
      <CardBody>
        <DataTable
          caption={title}
          rows={rows}
          rowKey={({ name }) => name}
          columns={[
            { header: first, rowHeader: true, cell: ({ name }) => name },
            { header: "Returned", numeric: true, cell: ({ returned }) => returned },
            { header: "Count", numeric: true, cell: ({ debits }) => debits },
          ]}
          empty={<p className="text-muted">No debits in the last 60 days.</p>}
        />
      </CardBody>
    </Card>
  );
}
