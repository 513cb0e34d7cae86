import Link from "@/components/ui/link";
import type { ReactNode } from "react";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { Badge } from "@/components/ui/status-badge";
import type { Entry } from "./whole-statement";

/** The anchor of an entry on the page of its investment. */
export function entryAnchor({ transactionId, part }: { transactionId: string; part: string }) {
  return `entry-${transactionId}-${part}`;
}

/** Ledger entries with the balance after each. */
export function EntryTable({
  caption,
  entries,
  withInvestment = false,
  empty,
  footer,
}: {
  caption: string;
  entries: Entry[];
  withInvestment?: boolean;
  empty?: ReactNode;
  footer?: ReactNode;
}) {
  return (
    <DataTable
      caption={caption}
      rows={entries}
      rowKey={entryAnchor}
      empty={empty}
      footer={footer}
      columns={[
        { header: "Date", cell: ({ on }) => <DateText on={on} short /> },
        {
          header: "Entry",
          rowHeader: true,
          cell: (entry) => <Description entry={entry} isLink={withInvestment} />,
        },
        ...(withInvestment ? [INVESTMENT] : []),
        { header: "Debit", numeric: true, cell: ({ debit }) => debit && <Money amount={debit} /> },
        { header: "Credit", numeric: true, cell: ({ credit }) => credit && <Money amount={credit} /> },
        { header: "Balance", numeric: true, cell: ({ balanceAfter }) => <Money amount={balanceAfter} /> },
      ]}
    />
  );
}

const INVESTMENT: Column<Entry> = {
  header: "Investment",
  cell: ({ investmentId, investmentNumber }) => (
    <Link href={`/investor/investments/${investmentId}`} className="link">
      Investment {investmentNumber}
    </Link>
  ),
};

function Description({ entry, isLink }: { entry: Entry; isLink: boolean }) {
  const { description, isReversed, investmentId } = entry;
  const anchor = entryAnchor(entry);
  return (
    <>
      {isLink ? (
        <Link href={`/investor/investments/${investmentId}#${anchor}`} className="link">
          {description}
        </Link>
      ) : (
        <span id={anchor} className="scroll-mt-4 target:bg-accent-soft">
          {description}
        </span>
      )}{" "}
      {isReversed && <Badge>later reversed</Badge>}
      <span className="block text-sm font-normal text-muted">Transaction {entry.transactionId}</span>
    </>
  );
}
