import { Card, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import Link from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { sumAccounts, type AccountSums } from "@/lib/ledger/account-lists";
import { ACCOUNT_GROUPS, filterOfGroup, type AccountGroup } from "./account-groups";

type Row = AccountSums & { group: AccountGroup; label: string };

/** Each group with its totals; the house has none, because they would add unlike things. */
export async function GroupTotals({
  asOf,
  href,
}: {
  asOf: string | undefined;
  /** The list of one group. */
  href: (group: AccountGroup) => string;
}) {
  const rows: Row[] = await Promise.all(
    ACCOUNT_GROUPS.map(async ({ value, label }) => ({
      ...{ group: value, label },
      ...(await sumAccounts({ ...filterOfGroup(value), asOf })),
    })),
  );
  return (
    <Card>
      <CardHeader title="Totals by group" />
      <DataTable
        caption="Totals by group"
        rows={rows}
        rowKey={({ group }) => group}
        columns={[
          {
            header: "Group",
            rowHeader: true,
            cell: ({ group, label }) => (
              <Link className="link" href={href(group)} scroll={false}>
                {label}
              </Link>
            ),
          },
          { header: "Accounts", numeric: true, cell: ({ accounts }) => accounts.toLocaleString("en-US") },
          { header: "Posted", numeric: true, cell: (row) => total(row, "posted") },
          { header: "Pending", numeric: true, cell: (row) => total(row, "pending") },
          { header: "Available", numeric: true, cell: (row) => total(row, "available") },
        ]}
      />
    </Card>
  );
}

function total(row: Row, column: "posted" | "pending" | "available") {
  return row.group !== "house" && <Money amount={row[column]} />;
}
