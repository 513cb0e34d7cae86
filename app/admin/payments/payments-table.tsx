import type { ReactNode } from "react";
import { words } from "@/app/_parts/words";
import type { SortKeyOf } from "@/lib/list";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import Link from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import type { paymentOrderList, PaymentOrderView } from "@/lib/payments/queries";
import { RAILS } from "@/lib/payments/rails";
import type { ListColumn } from "@/app/_parts/list/list-view";
import { paymentHref } from "../_parts/paths";
import { PersonLink } from "../_parts/person-link";
import { Code } from "../_parts/references";
import { PaymentBadge } from "../_parts/statuses";

export type PaymentRow = PaymentOrderView & { userName: string };

export function PaymentsTable({ rows, empty }: { rows: PaymentRow[]; empty?: ReactNode }) {
  return (
    <DataTable
      caption="Payments, amounts in US dollars"
      rows={rows}
      rowKey={({ id }) => id}
      columns={PAYMENT_COLUMNS}
      empty={empty}
    />
  );
}

export const PAYMENT_COLUMNS: ListColumn<PaymentRow, SortKeyOf<typeof paymentOrderList>>[] = [
  {
    header: "Payment",
    rowHeader: true,
    sort: "-number",
    cell: ({ id, number, kind }) => (
      <Link className="link" href={paymentHref(id)}>
        {words(kind)} {number}
      </Link>
    ),
  },
  { header: "Customer", cell: ({ userId, userName }) => <PersonLink id={userId} name={userName} /> },
  { header: "Status", sort: "status", cell: ({ status }) => <PaymentBadge status={status} /> },
  {
    header: "Rail",
    sort: "rail",
    cell: ({ rail, direction }) => `${RAILS[rail].label}, ${DIRECTIONS[direction]}`,
  },
  { header: "Reference", sort: "reference", cell: ({ reference }) => <Code>{reference}</Code> },
  { header: "Created", sort: "-created", cell: ({ createdOn }) => <DateText on={createdOn} short /> },
  {
    header: "Settled",
    sort: "-settled",
    cell: ({ settledOn, expectedOn, isDecided }) => {
      if (settledOn) return <DateText on={settledOn} short />;
      if (isDecided) return null;
      return (
        <span className="text-muted">
          expected <DateText on={expectedOn} short />
        </span>
      );
    },
  },
  { header: "Amount", numeric: true, sort: "-amount", cell: ({ amount }) => <Money amount={amount} /> },
];

/** Which way the money goes, seen from us. */
export const DIRECTIONS = { CREDIT: "out", DEBIT: "in", INCOMING: "in" } as const;
