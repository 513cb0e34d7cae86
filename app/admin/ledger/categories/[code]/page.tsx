import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Card, CardFooter, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import Link from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { Stat, StatRow } from "@/components/ui/stat";
import { Badge } from "@/components/ui/status-badge";
import { businessDate } from "@/lib/clock";
import { listCategories } from "@/lib/ledger/categories";
import { requirePermission } from "@/lib/session";
import { AsOfForm } from "../../../_parts/as-of-form";
import { categoryHref } from "../../../_parts/paths";
import { Code } from "../../../_parts/references";
import { hrefWith } from "@/app/_parts/href-with";
import { onDate, readFilters, type SearchParams } from "@/app/_parts/search";
import { count } from "@/app/_parts/words";
import { ACCOUNTS } from "../../list";
import { CategoryTable } from "../category-table";

export const metadata: Metadata = { title: "Category" };

type Props = { params: Promise<{ code: string }>; searchParams: SearchParams };

export default async function CategoryPage({ params, searchParams }: Props) {
  await requirePermission("books.see");
  const code = decodeURIComponent((await params).code);
  const { asOf } = await readFilters({ asOf: onDate }, searchParams);
  const [categories, accounts, today] = await Promise.all([
    listCategories(asOf ? { asOf } : {}),
    ACCOUNTS.list.page({ category: code, asOf }),
    businessDate(),
  ]);
  const category = categories.find((each) => each.code === code) ?? notFound();
  const below = categories.filter(({ parents }) => parents.includes(code));
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
          <CardHeader title="Accounts" description={count(accounts.total, "account")} />
          <DataTable
            caption="Accounts of this category"
            rows={accounts.rows}
            rowKey={ACCOUNTS.rowKey}
            columns={ACCOUNTS.columns}
            empty={
              <EmptyState title="No accounts yet">
                Accounts are assigned to a category when they are opened.
              </EmptyState>
            }
          />
          {accounts.total > accounts.rows.length && (
            <CardFooter>
              <Link className="link" href={hrefWith(ACCOUNTS.path, { category: code, asOf })}>
                All {count(accounts.total, "account")}
              </Link>
            </CardFooter>
          )}
        </Card>
      </div>
    </>
  );
}
