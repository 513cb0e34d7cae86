import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText, InstantText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import type { AccountEntry } from "@/lib/ledger/queries";
import { TransactionLink } from "../../../_parts/references";
import { words } from "@/app/_parts/words";
import type { EntriesProps } from "./account-entries";
import { CounterAccounts } from "./counter-accounts";
import { Fate, TransactionBadge } from "./fate";

export function FlatEntries({ entries, names }: EntriesProps) {
  return (
    <DataTable
      caption="Entries, newest first"
      rows={entries}
      rowKey={({ version }) => version}
      columns={columns(names)}
    />
  );
}

function columns(names: Map<string, string>): Column<AccountEntry>[] {
  return [
    { header: "Version", rowHeader: true, cell: ({ version }) => <span className="figures">{version}</span> },
    {
      header: "Effective",
      cell: ({ effectiveOn, belongsOn }) => (
        <span className="block">
          <DateText on={effectiveOn} short />
          {belongsOn && (
            <span className="block text-muted">
              Belongs to <DateText on={belongsOn} short />
            </span>
          )}
        </span>
      ),
    },
    {
      header: "Transaction",
      cell: ({ transactionId, eventType }) => (
        <span className="block">
          <TransactionLink id={transactionId} /> {words(eventType)}
        </span>
      ),
    },
    { header: "Counter accounts", cell: (entry) => <CounterAccounts entry={entry} names={names} /> },
    { header: "Side", cell: ({ side }) => words(side) },
    { header: "Amount", numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
    {
      header: "Status",
      cell: (entry) => (
        <span className="block">
          {entry.layer === "posted" && entry.status === "posted" ? (
            <TransactionBadge status={entry.status} />
          ) : (
            <Fate entry={entry} />
          )}
        </span>
      ),
    },
    { header: "Balance after", numeric: true, cell: ({ balanceAfter }) => <Money amount={balanceAfter} /> },
    {
      header: "Posted (server time)",
      secondary: true,
      cell: ({ postedAt }) => <InstantText bare at={postedAt} />,
    },
  ];
}
