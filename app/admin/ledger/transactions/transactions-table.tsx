import type { ReactNode } from "react";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import type { TransactionSummary } from "@/lib/ledger/queries";
import { namesOfAccounts } from "@/lib/people/names";
import { AccountLink, TransactionLink } from "../../_parts/references";
import { words } from "@/app/_parts/words";
import { TransactionBadge } from "../accounts/[code]/fate";

export async function TransactionsTable({
  transactions,
  empty,
}: {
  transactions: TransactionSummary[];
  empty?: ReactNode;
}) {
  const names = await namesOfAccounts(transactions.flatMap(({ legs }) => legs.map(({ account }) => account)));
  return (
    <DataTable
      caption="Ledger transactions, amounts in US dollars"
      rows={transactions}
      rowKey={({ id }) => id}
      columns={columns(names)}
      empty={empty}
    />
  );
}

function columns(names: Map<string, string>): Column<TransactionSummary>[] {
  return [
    { header: "Transaction", rowHeader: true, cell: ({ id }) => <TransactionLink id={id} /> },
    { header: "Effective", cell: ({ effectiveOn }) => <DateText on={effectiveOn} short /> },
    {
      header: "Event",
      cell: ({ eventType, kind }) => (
        <span className="block">
          {words(eventType)}
          {kind !== "post" && <span className="block text-muted">{words(kind)}</span>}
        </span>
      ),
    },
    { header: "Status", cell: ({ status }) => <TransactionBadge status={status} /> },
    { header: "Debit", cell: (transaction) => <Legs transaction={transaction} side="debit" names={names} /> },
    {
      header: "Credit",
      cell: (transaction) => <Legs transaction={transaction} side="credit" names={names} />,
    },
    { header: "Amount", numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
  ];
}

const SHOWN = 3;

/** Accounts of one side; what a list has no room for is on the transaction's own page. */
function Legs({
  transaction,
  side,
  names,
}: {
  transaction: TransactionSummary;
  side: "debit" | "credit";
  names: Map<string, string>;
}) {
  const { legs, legCount } = transaction;
  const here = new Map(legs.filter((leg) => leg.side === side).map(({ account, name }) => [account, name]));
  const isCut = here.size > SHOWN || legCount > legs.length;
  return (
    <span className="block min-w-0">
      {[...here].slice(0, SHOWN).map(([account, name]) => (
        <span key={account} className="block leading-6">
          <AccountLink compact code={account} name={name} names={names} />
        </span>
      ))}
      {isCut && <span className="text-muted">and more</span>}
    </span>
  );
}
