import type { ReactNode } from "react";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText, InstantText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { StatusBadge } from "@/components/ui/status-badge";
import type { Rejection } from "@/lib/ledger/rejections";
import { AccountLink, Code } from "../../_parts/references";
import { words } from "@/app/_parts/words";
import { REASONS } from "./reasons";

export function RefusalsTable({
  rejections,
  names,
  empty,
}: {
  rejections: Rejection[];
  /** Of the accounts, by code. */
  names: Map<string, string>;
  empty: ReactNode;
}) {
  return (
    <DataTable
      caption="Refused requests"
      rows={rejections}
      rowKey={({ id }) => id}
      columns={columns(names)}
      empty={empty}
    />
  );
}

function columns(names: Map<string, string>): Column<Rejection>[] {
  return [
    {
      header: "Refused",
      rowHeader: true,
      cell: ({ id, refusedAt }) => (
        <span className="block min-w-0 font-normal">
          <span className="figures">#{id}</span>
          <span className="block text-muted">
            <InstantText at={refusedAt} />
          </span>
        </span>
      ),
    },
    {
      header: "Reason",
      cell: ({ reason }) => (
        <StatusBadge tone="failed">
          {reason in REASONS ? REASONS[reason as keyof typeof REASONS] : words(reason)}
        </StatusBadge>
      ),
    },
    {
      header: "Event",
      cell: ({ eventType, effectiveOn }) => (
        <span className="block">
          {words(eventType)}
          <span className="block text-muted">
            for <DateText on={effectiveOn} short />
          </span>
        </span>
      ),
    },
    {
      header: "Account",
      cell: ({ account }) => account && <AccountLink code={account.code} name={account.name} names={names} />,
    },
    { header: "Seen then", cell: ({ seen }) => Object.keys(seen).length > 0 && <Seen seen={seen} /> },
    { header: "Key", secondary: true, cell: ({ key }) => <Code>{key}</Code> },
  ];
}

/** The account's balances at that moment, those that the reason is about. */
function Seen({ seen: { posted, available, floor, version } }: Pick<Rejection, "seen">) {
  return (
    <span className="block min-w-0">
      <Line label="Posted" amount={posted} />
      <Line label="Available" amount={available} />
      <Line label="Floor" amount={floor} />
      {version !== undefined && <span className="block text-muted">Version {version}</span>}
    </span>
  );
}

function Line({ label, amount }: { label: string; amount: string | undefined }) {
  if (amount === undefined) return null;
  return (
    <span className="block whitespace-nowrap">
      <span className="text-muted">{label} </span>
      <Money amount={amount} />
    </span>
  );
}
