import { CardBody } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText, InstantText } from "@/components/ui/date-text";
import type { TransactionLink as Row } from "@/lib/ledger/queries";
import { TransactionLink } from "./references";
import { words } from "@/app/_parts/words";

/** The ledger transactions of a payment order, oldest first. */
export function TransactionLinks({ transactions, empty }: { transactions: Row[]; empty: string }) {
  return (
    <DataTable
      caption="Ledger transactions"
      rows={transactions}
      rowKey={({ id }) => id}
      empty={<CardBody className="text-muted">{empty}</CardBody>}
      columns={[
        { header: "Transaction", rowHeader: true, cell: ({ id }) => <TransactionLink id={id} /> },
        { header: "Event", cell: ({ eventType }) => words(eventType) },
        { header: "Kind", cell: ({ kind }) => words(kind) },
        { header: "Effective", cell: ({ effectiveOn }) => <DateText on={effectiveOn} short /> },
        {
          header: "Posted (server time)",
          secondary: true,
          cell: ({ postedAt }) => <InstantText bare at={postedAt} />,
        },
      ]}
    />
  );
}
