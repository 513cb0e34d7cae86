import Link from "@/components/ui/link";
import { Card, CardHeader } from "@/components/ui/card";
import { classed } from "@/components/ui/class-name";
import { DateText } from "@/components/ui/date-text";
import { FirstRows, isShownFirst } from "@/components/ui/first-rows";
import { Money } from "@/components/ui/money";
import { RowHeader, Table, TBody, Td, TFoot, Th, THead, Tr } from "@/components/ui/table";
import type { LoanRow, LoanView } from "@/lib/lending/reading/loan-queries";
import { StateBadge } from "../../_parts/badge";
import { ROW_STATUS } from "../../_parts/words";

/**
 * Past rows as the ledger has them, on white and with what became of them; future rows as agreed, shaded and lighter. The
 * next six are shown at once.
 */
export function ScheduleTable({ loan }: { loan: LoanView }) {
  const { id, rows, totals, chargeOff } = loan;
  const paid = rows.findIndex(({ status }) => status !== "paid");
  const next = paid === -1 ? rows.length : paid;
  return (
    <Card aria-labelledby="schedule">
      <CardHeader
        id="schedule"
        title="Schedule"
        description={
          chargeOff
            ? "As agreed. Payments come from the ledger. Amounts in US dollars."
            : "Payments come from the ledger; shaded rows are upcoming. Amounts in US dollars."
        }
      />
      <FirstRows of={rows.length} what="payments">
        <Table caption="Schedule of payments">
          <Header />
          <TBody>
            {rows.map((row, index) => (
              <Row
                key={row.number}
                row={row}
                loanId={id}
                isLater={!isShownFirst({ index, next, of: rows.length })}
              />
            ))}
          </TBody>
          <Totals count={rows.length} totals={totals} />
        </Table>
      </FirstRows>
    </Card>
  );
}

function Header() {
  return (
    <THead>
      <Tr>
        <Th>Due</Th>
        <Th numeric>Payment</Th>
        <Th numeric>Principal</Th>
        <Th numeric>Interest</Th>
        <Th numeric>Principal after</Th>
        <Th>Status</Th>
      </Tr>
    </THead>
  );
}

function Totals({ count, totals }: { count: number; totals: LoanView["totals"] }) {
  return (
    <TFoot>
      <Tr>
        <RowHeader>Total of {count} payments</RowHeader>
        <Td label="Payment" numeric>
          <Money amount={totals.payment} />
        </Td>
        <Td label="Principal" numeric>
          <Money amount={totals.principal} />
        </Td>
        <Td label="Interest" numeric>
          <Money amount={totals.interest} />
        </Td>
        <Td />
        <Td />
      </Tr>
    </TFoot>
  );
}

function Row({ row, loanId, isLater }: { row: LoanRow; loanId: string; isLater: boolean }) {
  const isFuture = row.status === "future";
  return (
    <Tr {...(isLater && { "data-later": true })} {...classed(isFuture && "bg-sunken text-muted")}>
      <RowHeader {...classed(isFuture && "italic max-sm:font-normal")}>
        <DateText on={row.dueOn} short />
      </RowHeader>
      <Td label="Payment" numeric>
        {isFuture ? (
          <Money amount={row.payment} />
        ) : (
          <Link href={`/borrower/loans/${loanId}/entries?account=both`} className="link">
            <Money amount={row.payment} />
          </Link>
        )}
      </Td>
      <Td label="Principal" numeric>
        <Money amount={row.principal} />
      </Td>
      <Td label="Interest" numeric>
        <Money amount={row.interest} />
      </Td>
      <Td label="Principal after" numeric>
        <Money amount={row.balance} />
      </Td>
      <Td label="Status">
        <span>
          <StateBadge state={ROW_STATUS[row.status]} />
          <Note row={row} />
        </span>
      </Td>
    </Tr>
  );
}

function Note({ row: { status, paidOn, unpaid } }: { row: LoanRow }) {
  if (status === "paid")
    return (
      paidOn && (
        <span className="ml-2 text-muted">
          <DateText on={paidOn} short />
        </span>
      )
    );
  if (status === "future") return null;
  return (
    <span className="ml-2">
      <Money amount={unpaid} /> {status === "charged-off" ? "not paid" : "open"}
    </span>
  );
}
