import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { Card, CardHeader } from "@/components/ui/card";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { formatMoney } from "@/components/ui/format-money";
import { PageHeader } from "@/components/ui/page-header";
import { businessDate } from "@/lib/clock";
import { listCategories } from "@/lib/ledger/categories";
import { requireActor } from "@/lib/session";
import { AsOfForm } from "../../_parts/as-of-form";
import { onDate, readFilters, type SearchParams } from "@/app/_parts/search";
import { CategoryTable } from "./category-table";
import { equationsOf, type Equation } from "@/lib/ledger/equation";

export const metadata: Metadata = { title: "Categories" };

export default async function CategoriesPage({ searchParams }: { searchParams: SearchParams }) {
  await requireActor("ADMIN");
  const { asOf } = await readFilters({ asOf: onDate }, searchParams);
  const [categories, today] = await Promise.all([listCategories(asOf ? { asOf } : {}), businessDate()]);
  return (
    <>
      <PageHeader
        title="Categories"
        description="All accounts rolled up, each counted once. A balance is written on the category's normal side: positive is what it usually holds."
      />
      <AsOfForm path="/admin/ledger/categories" asOf={asOf} latest={today} />
      <div className="grid grid-cols-1 gap-6">
        {equationsOf(categories).map((equation) => (
          <EquationAlert key={equation.currency} equation={equation} />
        ))}
        <Card>
          <CardHeader
            title={
              asOf ? (
                <>
                  At the end of <DateText on={asOf} />
                </>
              ) : (
                "Now"
              )
            }
            description="Indented below what it is part of."
          />
          {categories.length > 0 ? (
            <CategoryTable categories={categories} />
          ) : (
            <EmptyState title="No categories yet">
              The migrations of the database bring the first ones.
            </EmptyState>
          )}
        </Card>
      </div>
    </>
  );
}

function EquationAlert({ equation }: { equation: Equation }) {
  const { currency, assets, liabilities, equity, holds } = equation;
  return holds ? (
    <Alert tone="posted" title={`Assets equal liabilities plus equity, in ${currency}`}>
      <Sum>
        {formatMoney(assets)} = {formatMoney(liabilities)} + {formatMoney(equity)}
      </Sum>
    </Alert>
  ) : (
    <Alert tone="failed" role="alert" title={`Assets do not equal liabilities plus equity, in ${currency}`}>
      <Sum>
        {formatMoney(assets)} ≠ {formatMoney(liabilities)} + {formatMoney(equity)}
      </Sum>{" "}
      Usually an account is in no category, or in one of the wrong side.
    </Alert>
  );
}

function Sum({ children }: { children: ReactNode }) {
  return <span className="tnum">{children}</span>;
}
