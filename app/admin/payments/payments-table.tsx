import Link from "@/components/ui/link";
import type { ReactNode } from "react";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import type { PaymentOrderView } from "@/lib/payments/queries";
import { paymentHref } from "../_parts/paths";
import { PersonLink } from "../_parts/person-link";
import { Code } from "../_parts/references";
import { PaymentBadge } from "../_parts/statuses";
import { words } from "../_parts/words";
import { RAIL_NAMES } from "./payment-filter-form";

export function PaymentsTable({
  rows,
  names,
  empty,
}: {
  rows: PaymentOrderView[];
  /** By user id. */
  names: Map<string, string>;
  empty?: ReactNode;
}) {
  return (
    <DataTable
      caption="Payment orders, amounts in US dollars"
      rows={rows}
      rowKey={({ id }) => id}
      columns={[...COLUMNS.slice(0, 1), whose(names), ...COLUMNS.slice(1)]}
      empty={empty}
    />
  );
}

const COLUMNS: Column<PaymentOrderView>[] = [
  {
    header: "Payment order",
    rowHeader: true,
    cell: ({ id, number, kind }) => (
      <Link className="link" href={paymentHref(id)}>
        {words(kind)} {number}
      </Link>
    ),
  },
  { header: "Status", cell: ({ status }) => <PaymentBadge status={status} /> },
  { header: "Rail", cell: ({ rail, direction }) => `${RAIL_NAMES[rail]}, ${DIRECTIONS[direction]}` },
  { header: "Reference", cell: ({ reference }) => <Code>{reference}</Code> },
  { header: "Created", cell: ({ createdOn }) => <DateText on={createdOn} short /> },
  {
    header: "Settled",
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
  { header: "Amount", numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
];

/** Which way the money goes, seen from us. */
const DIRECTIONS = { CREDIT: "out", DEBIT: "in", INCOMING: "in" } as const;

function whose(names: Map<string, string>): Column<PaymentOrderView> {
  return {
    header: "Whose",
    cell: ({ userId }) => <PersonLink id={userId} name={names.get(userId) ?? userId} />,
  };
}
