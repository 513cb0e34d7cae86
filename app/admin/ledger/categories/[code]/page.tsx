import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Card, CardFooter, CardHeader } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { Stat, StatRow } from "@/components/ui/stat";
import { Badge } from "@/components/ui/status-badge";
import { businessDate } from "@/lib/clock";
import { listCategories, listCategoryAccounts } from "@/lib/ledger/categories";
import { getBalances, type AccountBalance } from "@/lib/ledger/queries";
import { namesOfAccounts } from "@/lib/people/names";
import { requireActor } from "@/lib/session";
import { AsOfForm } from "../../../_parts/as-of-form";
import { categoryHref } from "../../../_parts/paths";
import { AccountLink, Code } from "../../../_parts/references";
import { onDate, readFilters, type SearchParams } from "@/app/_parts/search";
import { count } from "@/app/_parts/words";
import { CategoryTable } from "../category-table";

export const metadata: Metadata = { title: "Category" };

const SHOWN = 200;

type Props = { params: Promise<{ code: string }>; searchParams: SearchParams };

export default async function CategoryPage({ params, searchParams }: Props) {
  await requireActor("ADMIN");
  const code = decodeURIComponent((await params).code);
  const { asOf } = await readFilters({ asOf: onDate }, searchParams);
  const [categories, accounts, today] = await Promise.all([
    listCategories(asOf ? { asOf } : {}),
    listCategoryAccounts(code),
    businessDate(),
  ]);
  const category = categories.find((each) => each.code === code) ?? notFound();
  const below = categories.filter(({ parents }) => parents.includes(code));
  const shown = accounts.slice(0, SHOWN);
  const balances = await getBalances(shown, asOf ? { asOf } : {});
  const names = await namesOfAccounts(shown);
  return (
    <>
      <PageHeader
        title={category.name}
        breadcrumbs={
          <Breadcrumbs
            items={[{ label: "Categories", href: "/admin/ledger/categories" }, { label: category.name }]}
          />
        }
        status={<Badge>Normal side: {category.normalSide}</Badge>}
        description={<Code>{code}</Code>}
      />
      <AsOfForm path={categoryHref(code)} asOf={asOf} latest={today} />
      {category.balances.map(({ currency, posted, pending, available }) => (
        <StatRow key={currency} className="mb-8">
          <Stat label={`Posted, ${currency}`} value={<Money amount={posted} />}>
            {asOf ? (
              <>
                At the end of <DateText on={asOf} short />
              </>
            ) : (
              "Final, current"
            )}
          </Stat>
          <Stat label="Pending" value={<Money amount={pending} />}>
            Including holds
          </Stat>
          <Stat label="Available" value={<Money amount={available} />}>
            Posted, less outgoing holds
          </Stat>
        </StatRow>
      ))}
      <div className="grid grid-cols-1 gap-6">
        {below.length > 0 && (
          <Card>
            <CardHeader title="Subcategories" />
            <CategoryTable categories={below.map((each) => ({ ...each, depth: 0 }))} />
          </Card>
        )}
        <Card>
          <CardHeader title="Accounts" description={count(accounts.length, "account")} />
          <DataTable
            caption="Accounts of this category"
            rows={shown.flatMap((account) => balances.get(account) ?? [])}
            rowKey={(account) => account.code}
            columns={columns(names)}
            empty={
              <EmptyState title="No accounts yet">
                Accounts are assigned to a category when they are opened.
              </EmptyState>
            }
          />
          {accounts.length > SHOWN && (
            <CardFooter>Showing the first {SHOWN} by code. See all on the Accounts page.</CardFooter>
          )}
        </Card>
      </div>
    </>
  );
}

function columns(names: Map<string, string>): Column<AccountBalance>[] {
  return [
    {
      header: "Account",
      rowHeader: true,
      cell: ({ code, name }) => <AccountLink code={code} name={name} names={names} />,
    },
    { header: "Posted", numeric: true, cell: ({ posted }) => <Money amount={posted} /> },
    { header: "Pending", numeric: true, cell: ({ pending }) => <Money amount={pending} /> },
    { header: "Available", numeric: true, cell: ({ available }) => <Money amount={available} /> },
  ];
}
