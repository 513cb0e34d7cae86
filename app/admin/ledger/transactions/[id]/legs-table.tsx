import { Card, CardHeader } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import Link from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { StatusBadge } from "@/components/ui/status-badge";
import { Td, TFoot, Th, Tr } from "@/components/ui/table";
import type { Leg } from "@/lib/ledger/queries";
import { Facts } from "../../../_parts/facts";
import { hrefWith } from "@/app/_parts/href-with";
import { accountHref } from "../../../_parts/paths";
import { AccountLink } from "../../../_parts/references";

/** All legs of one layer with the proof that they balance. */
export function LegsTable({
  title,
  about,
  legs,
  totals,
}: {
  title: string;
  about: string;
  legs: Leg[];
  totals: { debit: string; credit: string };
}) {
  return (
    <Card>
      <CardHeader title={title} description={about} actions={<BalancedBadge totals={totals} />} />
      <DataTable
        caption={`${title}, amounts in US dollars`}
        rows={legs}
        rowKey={({ account, version }) => `${account}:${version}`}
        columns={COLUMNS}
        footer={<Totals totals={totals} />}
      />
    </Card>
  );
}

function BalancedBadge({ totals }: { totals: { debit: string; credit: string } }) {
  return totals.debit === totals.credit ? (
    <StatusBadge tone="posted">Σ debits = Σ credits</StatusBadge>
  ) : (
    <StatusBadge tone="failed">Σ debits ≠ Σ credits</StatusBadge>
  );
}

const COLUMNS: Column<Leg>[] = [
  {
    header: "Account",
    rowHeader: true,
    cell: ({ account, name }) => (
      <span className="block min-w-0 font-normal">
        <AccountLink code={account} />
        <span className="block text-muted">{name}</span>
      </span>
    ),
  },
  { header: "About", cell: ({ metadata }) => Object.keys(metadata).length > 0 && <Facts facts={metadata} /> },
  {
    header: "Debit",
    numeric: true,
    cell: ({ side, amount }) => side === "debit" && <Money amount={amount} />,
  },
  {
    header: "Credit",
    numeric: true,
    cell: ({ side, amount }) => side === "credit" && <Money amount={amount} />,
  },
  {
    header: "Version",
    numeric: true,
    cell: ({ account, version }) => (
      <Link
        href={hrefWith(accountHref(account), { version })}
        className="link inline-block min-h-6 min-w-6 leading-6"
        aria-label={`The account as known at version ${version}`}
      >
        {version}
      </Link>
    ),
  },
  {
    header: "Balance after",
    numeric: true,
    cell: ({ balanceAfter }) => <Money amount={balanceAfter} className="text-muted" />,
  },
];

function Totals({ totals }: { totals: { debit: string; credit: string } }) {
  return (
    <TFoot>
      <Tr>
        <Th scope="row" role="rowheader" colSpan={2}>
          Sum
        </Th>
        <Td numeric label="Debit">
          <Money amount={totals.debit} />
        </Td>
        <Td numeric label="Credit">
          <Money amount={totals.credit} />
        </Td>
        <Td />
        <Td />
      </Tr>
    </TFoot>
  );
}
