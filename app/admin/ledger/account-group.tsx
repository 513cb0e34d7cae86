import { Card, CardFooter, CardHeader } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import { Money } from "@/components/ui/money";
import { Td, TFoot, Th, Tr } from "@/components/ui/table";
import type { AccountBalance } from "@/lib/ledger/queries";
import { AccountLink } from "../_parts/references";
import type { AccountGroupRows } from "./account-groups";
import { count, words } from "@/app/_parts/words";

export function AccountGroup({ group, names }: { group: AccountGroupRows; names: Map<string, string> }) {
  return (
    <Card id={group.id} className="scroll-mt-4">
      <CardHeader title={group.title} description={`${group.about} ${count(group.count, "account")}.`} />
      <DataTable
        caption={group.title}
        rows={group.shown}
        rowKey={({ code }) => code}
        columns={columns(names)}
        footer={group.totals && <Totals totals={group.totals} />}
      />
      {group.count > group.shown.length && (
        <CardFooter>
          Showing the first {group.shown.length} of {count(group.count, "account")}. Totals cover all of them.
          Type more of the code to narrow the list.
        </CardFooter>
      )}
    </Card>
  );
}

function columns(names: Map<string, string>): Column<AccountBalance>[] {
  return [
    {
      header: "Account",
      rowHeader: true,
      cell: ({ code, name }) => <AccountLink code={code} name={name} names={names} />,
    },
    { header: "Normal side", cell: ({ normalSide }) => words(normalSide) },
    { header: "Posted", numeric: true, cell: ({ posted }) => <Money amount={posted} /> },
    { header: "Pending", numeric: true, cell: ({ pending }) => <Money amount={pending} /> },
    { header: "Available", numeric: true, cell: ({ available }) => <Money amount={available} /> },
  ];
}

function Totals({ totals }: { totals: NonNullable<AccountGroupRows["totals"]> }) {
  return (
    <TFoot>
      <Tr>
        <Th scope="row" role="rowheader" colSpan={2}>
          Total
        </Th>
        <Td numeric label="Posted">
          <Money amount={totals.posted} />
        </Td>
        <Td numeric label="Pending">
          <Money amount={totals.pending} />
        </Td>
        <Td numeric label="Available">
          <Money amount={totals.available} />
        </Td>
      </Tr>
    </TFoot>
  );
}
