import { Card, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { StatusBadge } from "@/components/ui/status-badge";
import type { InvestmentMonth, InvestmentPage } from "@/lib/investing/queries";
import { entryAnchor } from "../../_parts/entry-table";

/** Interest month by month: what is posted leads to its entry, what is to come is pale. */
export function MonthsTable({ investment }: { investment: InvestmentPage }) {
  return (
    <Card aria-labelledby="months">
      <CardHeader
        id="months"
        title="Interest by month"
        description="Simple interest, credited monthly on the day of the month the term started. Amounts in US dollars."
      />
      <DataTable
        caption="Interest by month"
        rows={investment.months}
        rowKey={({ period }) => period}
        columns={[
          { header: "Month", rowHeader: true, cell: ({ period }) => `Month ${period}` },
          { header: "Credited on", cell: (month) => <When {...month} /> },
          { header: "Interest", numeric: true, cell: (month) => <Amount {...month} /> },
          {
            header: "Status",
            cell: ({ isCredited }) =>
              isCredited ? (
                <StatusBadge tone="posted">Posted</StatusBadge>
              ) : (
                <span className="text-muted">Upcoming</span>
              ),
          },
        ]}
      />
    </Card>
  );
}

function When({ period, dueOn }: InvestmentMonth) {
  if (dueOn) return <DateText on={dueOn} short />;
  return <span className="text-muted">{period === 1 ? "1 month" : `${period} months`} after the start</span>;
}

function Amount({ amount, isCredited, transactionId }: InvestmentMonth) {
  if (!isCredited || !transactionId) return <Money amount={amount} className="text-muted italic" />;
  return (
    <a href={`#${entryAnchor({ transactionId, part: "interest" })}`} className="link">
      <Money amount={amount} />
    </a>
  );
}
