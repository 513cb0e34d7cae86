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
  const amount = (column: "posted" | "pending" | "available") => (row: Row) =>
    row.group !== "house" && <Money amount={row[column]} />;
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
          { header: "Posted", numeric: true, cell: amount("posted") },
          { header: "Pending", numeric: true, cell: amount("pending") },
          { header: "Available", numeric: true, cell: amount("available") },
        ]}
      />
    </Card>
  );
}
