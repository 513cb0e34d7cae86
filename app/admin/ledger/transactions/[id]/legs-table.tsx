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

/** All legs of one layer, with debit and credit totals. */
export function LegsTable({
  title,
  about,
  legs,
  totals,
  names,
}: {
  title: string;
  about: string;
  legs: Leg[];
  totals: { debit: string; credit: string };
  /** Of accounts by code, and of whatever the details mention by id. */
  names: Map<string, string>;
}) {
  return (
    <Card>
      <CardHeader title={title} description={about} actions={<BalancedBadge totals={totals} />} />
      <DataTable
        caption={`${title}, amounts in US dollars`}
        rows={legs}
        rowKey={({ account, version }) => `${account}:${version}`}
        columns={columns(names)}
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

function columns(names: Map<string, string>): Column<Leg>[] {
  return [
    {
      header: "Account",
      rowHeader: true,
      cell: ({ account, name }) => <AccountLink code={account} name={name} names={names} />,
    },
    {
      header: "Details",
      cell: ({ metadata }) => Object.keys(metadata).length > 0 && <Facts facts={metadata} names={names} />,
    },
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
          aria-label={`Account as known at version ${version}`}
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
}

function Totals({ totals }: { totals: { debit: string; credit: string } }) {
  return (
    <TFoot>
      <Tr>
        <Th scope="row" role="rowheader" colSpan={2}>
          Total
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
