import type { Metadata } from "next";
import type { ReactNode } from "react";
import { ListPage } from "@/app/_parts/list/list-page";
import { readList } from "@/app/_parts/list/read-list";
import { Alert } from "@/components/ui/alert";
import { formatMoney } from "@/components/ui/format-money";
import { listCategories } from "@/lib/ledger/categories";
import { requirePermission } from "@/lib/session";
import type { SearchParams } from "@/app/_parts/search";
import { CATEGORIES } from "./list";
import { equationsOf, type Equation } from "@/lib/ledger/equation";

export const metadata: Metadata = { title: "Categories" };

export default async function CategoriesPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("books.see");
  const list = await readList(CATEGORIES, searchParams);
  const { asOf } = list.values;
  const categories = await listCategories(asOf ? { asOf } : {});
  return (
    <ListPage
      list={list}
      title="Categories"
      description="All accounts rolled up, each counted once. Each balance is shown on the category's normal side, so it is usually positive."
      above={
        <div className="grid grid-cols-1 gap-4">
          {equationsOf(categories).map((equation) => (
            <EquationAlert key={equation.currency} equation={equation} />
          ))}
        </div>
      }
      empty={{ title: "No categories yet", text: "The database migrations create the first ones." }}
    />
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
      Usually an account has no category, or one with the wrong normal side.
    </Alert>
  );
}

function Sum({ children }: { children: ReactNode }) {
  return <span className="tnum">{children}</span>;
}
