import { Card, CardHeader } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { StatusBadge } from "@/components/ui/status-badge";
import { liquidityLadder, type LadderStep } from "@/lib/pool/liquidity-ladder";
import { count } from "@/app/_parts/words";

/** Expected cash compared with upcoming maturities, if every borrower pays on time. */
export async function PromisesAhead() {
  const { horizons, availableCash, pastDue } = await liquidityLadder();
  return (
    <Card>
      <CardHeader
        title="Cash forecast"
        description={
          <>
            Starts from <Money amount={availableCash} /> available today. Assumes that every installment is
            paid on time, with no new loans or deposits.
            {pastDue !== "0.00" && (
              <>
                {" "}
                Excludes <Money amount={pastDue} /> past due.
              </>
            )}
          </>
        }
      />
      <DataTable caption="Cash forecast" rows={horizons} rowKey={({ months }) => months} columns={COLUMNS} />
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
  { header: "Ending cash", numeric: true, cell: ({ cashAtEnd }) => <Money amount={cashAtEnd} /> },
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
