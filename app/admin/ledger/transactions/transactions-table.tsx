import type { ReactNode } from "react";
import type { ListColumn } from "@/app/_parts/list/list-view";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import type { transactionList, TransactionSummary } from "@/lib/ledger/queries";
import type { SortKeyOf } from "@/lib/list";
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
  return (
    <DataTable
      caption="Ledger transactions, amounts in US dollars"
      rows={await withNames(transactions)}
      rowKey={({ id }) => id}
      columns={TRANSACTION_COLUMNS}
      empty={empty}
    />
  );
}

export type TransactionRow = TransactionSummary & { names: ReadonlyMap<string, string> };

/** With what its accounts are called, by code. */
export async function withNames(transactions: TransactionSummary[]): Promise<TransactionRow[]> {
  const names = await namesOfAccounts(transactions.flatMap(({ legs }) => legs.map(({ account }) => account)));
  return transactions.map((transaction) => ({ ...transaction, names }));
}

export const TRANSACTION_COLUMNS: ListColumn<TransactionRow, SortKeyOf<typeof transactionList>>[] = [
  { header: "Transaction", rowHeader: true, sort: "-id", cell: ({ id }) => <TransactionLink id={id} /> },
  { header: "Effective", sort: "-effective", cell: ({ effectiveOn }) => <DateText on={effectiveOn} short /> },
  {
    header: "Event",
    sort: "event",
    cell: ({ eventType, kind }) => (
      <span className="block">
        {words(eventType)}
        {kind !== "post" && <span className="block text-muted">{words(kind)}</span>}
      </span>
    ),
  },
  { header: "Status", cell: ({ status }) => <TransactionBadge status={status} /> },
  { header: "Debit", cell: (transaction) => <Legs transaction={transaction} side="debit" /> },
  {
    header: "Credit",
    cell: (transaction) => <Legs transaction={transaction} side="credit" />,
  },
  { header: "Amount", numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
];

const SHOWN = 3;

/** Accounts of one side; what a list has no room for is on the transaction's own page. */
function Legs({ transaction, side }: { transaction: TransactionRow; side: "debit" | "credit" }) {
  const { legs, legCount, names } = transaction;
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
