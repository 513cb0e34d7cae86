import { Card, CardHeader } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { StatusBadge } from "@/components/ui/status-badge";
import { liquidityLadder, type LadderStep } from "@/lib/pool/liquidity-ladder";
import { count } from "@/app/_parts/words";

/** Cash against what was promised: will the maturities ahead be covered if everybody pays on time? */
export async function PromisesAhead() {
  const { horizons, availableCash, pastDue } = await liquidityLadder();
  return (
    <Card>
      <CardHeader
        title="Cash ahead"
        description={
          <>
            From <Money amount={availableCash} /> available today, if every installment is paid on time and
            nothing new is lent or deposited.
            {pastDue !== "0.00" && (
              <>
                {" "}
                <Money amount={pastDue} /> that is overdue already is not counted on.
              </>
            )}
          </>
        }
      />
      <DataTable caption="Cash ahead" rows={horizons} rowKey={({ months }) => months} columns={COLUMNS} />
    </Card>
  );
}

const COLUMNS: Column<LadderStep>[] = [
  {
    header: "Within",
    rowHeader: true,
    cell: ({ months, until }) => (
      <>
        {count(months, "month")}
        <span className="font-normal text-muted">
          , to <DateText on={until} short />
        </span>
      </>
    ),
  },
  { header: "Installments due", numeric: true, cell: ({ inflow }) => <Money amount={inflow} /> },
  { header: "Maturities", numeric: true, cell: ({ outflow }) => <Money amount={outflow} /> },
  { header: "Cash at the end", numeric: true, cell: ({ cashAtEnd }) => <Money amount={cashAtEnd} /> },
  {
    header: "Outlook",
    cell: ({ isShort }) =>
      isShort ? (
        <StatusBadge tone="failed">Short</StatusBadge>
      ) : (
        <StatusBadge tone="posted">Covered</StatusBadge>
      ),
  },
];
