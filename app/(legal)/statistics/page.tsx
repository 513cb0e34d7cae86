import type { Metadata } from "next";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { Stat, StatRow } from "@/components/ui/stat";
import { publicStatistics } from "@/lib/reporting/public-statistics";

export const metadata: Metadata = { title: "Statistics" };

export default async function StatisticsPage() {
  const { asOf, lent, outstanding, interestPaidToInvestors, borrowers, investors, years } =
    await publicStatistics();
  return (
    <>
      <PageHeader
        title="Statistics"
        description={
          <>
            The marketplace in figures at <DateText on={asOf} />. A figure about fewer than ten people is not
            shown.
          </>
        }
      />
      <StatRow>
        <Stat label="Lent so far" value={amount(lent)} />
        <Stat label="Outstanding principal" value={amount(outstanding)} />
        <Stat label="Interest paid to investors" value={amount(interestPaidToInvestors)} />
        <Stat label="Borrowers" value={borrowers ?? NOT_SHOWN} />
        <Stat label="Investors" value={investors ?? NOT_SHOWN} />
      </StatRow>
      <Card className="mt-8">
        <DataTable
          caption="Loans by year of disbursement, in US dollars"
          showCaption
          rows={years}
          rowKey={({ year }) => year}
          empty={<EmptyState title="No loans yet">Figures appear once loans have been paid out.</EmptyState>}
          columns={[
            { header: "Year", rowHeader: true, cell: ({ year }) => year },
            { header: "Loans", numeric: true, cell: ({ loans }) => loans ?? NOT_SHOWN },
            {
              header: "Lent",
              numeric: true,
              cell: ({ lent: sum }) => (sum === null ? NOT_SHOWN : <Money amount={sum} />),
            },
            { header: "Mean rate per year", numeric: true, cell: ({ meanRate }) => percent(meanRate) },
            { header: "Charged off", numeric: true, cell: ({ lossRate }) => percent(lossRate) },
          ]}
        />
      </Card>
      <p className="mt-4 max-w-prose text-muted">
        The mean rate is weighted by amount. Charged off is the principal charged off so far as a share of
        what was lent in that year. Past results do not say what later loans will return.
      </p>
    </>
  );
}

const NOT_SHOWN = "Not shown";
const amount = (dollars: string | null) => (dollars === null ? NOT_SHOWN : <Money amount={dollars} sign />);
const percent = (share: string | null) => (share === null ? NOT_SHOWN : `${share}%`);
