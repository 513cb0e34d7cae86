import { Card, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import Link from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { countAccounts, sumAccounts, type AccountSums } from "@/lib/ledger/account-lists";
import { sumGroups } from "@/lib/pool/kept-sums";
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
  const sums = await sumsOf(asOf);
  const rows: Row[] = ACCOUNT_GROUPS.map(({ value, label }) => ({ group: value, label, ...sums[value] }));
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

const NO_SUM = { posted: "", pending: "", available: "" };

/** Today's are kept; those of a past date are added up from every account. */
async function sumsOf(asOf: string | undefined): Promise<Record<AccountGroup, AccountSums>> {
  const groups = ACCOUNT_GROUPS.map(({ value }) => value);
  const sums = asOf === undefined ? await sumsOfToday(groups) : await sumsAt(groups, asOf);
  return Object.fromEntries(groups.map((group, at) => [group, sums[at]!])) as Record<
    AccountGroup,
    AccountSums
  >;
}

function sumsAt(groups: AccountGroup[], asOf: string): Promise<AccountSums[]> {
  return Promise.all(groups.map((group) => sumAccounts({ ...filterOfGroup(group), asOf })));
}

async function sumsOfToday(groups: AccountGroup[]): Promise<AccountSums[]> {
  const [kept, counts] = await Promise.all([sumGroups(), countAccounts(groups.map(filterOfGroup))]);
  return groups.map((group, at) => ({
    ...(group === "house" ? NO_SUM : kept[group]),
    accounts: counts[at]!,
  }));
}

function total(row: Row, column: "posted" | "pending" | "available") {
  return row.group !== "house" && <Money amount={row[column]} />;
}
