import type { ListColumn } from "@/app/_parts/list/list-view";
import { DataTable } from "@/components/ui/data-table";
import Link from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import type { Category } from "@/lib/ledger/categories";
import { cn } from "@/lib/cn";
import { categoryHref } from "../../_parts/paths";
import { Code } from "../../_parts/references";
import { words } from "@/app/_parts/words";

export type CategoryRow = Omit<Category, "balances"> & { balance: Category["balances"][number] | undefined };

// Whole class names, as Tailwind reads them from the source; deeper ones stand no further in.
const INDENTS = ["", "pl-4", "pl-8", "pl-12"];

/** A row for each category and currency. */
export function rowsOf(categories: Category[]): CategoryRow[] {
  return categories.flatMap(({ balances, ...category }): CategoryRow[] =>
    balances.length > 0
      ? balances.map((balance) => ({ ...category, balance }))
      : [{ ...category, balance: undefined }],
  );
}

export function CategoryTable({ categories }: { categories: Category[] }) {
  return (
    <DataTable
      caption="Categories with their balances"
      rows={rowsOf(categories)}
      rowKey={({ code, balance }) => `${code} ${balance?.currency}`}
      columns={CATEGORY_COLUMNS}
    />
  );
}

type SortKey = "code" | "accounts" | "posted" | "pending" | "available";

export const CATEGORY_COLUMNS: ListColumn<CategoryRow, SortKey>[] = [
  {
    header: "Category",
    rowHeader: true,
    sort: "code",
    cell: ({ code, name, depth }) => (
      <span className={cn("block min-w-0", INDENTS[Math.min(depth, INDENTS.length - 1)])}>
        <Link
          href={categoryHref(code)}
          className={cn("link inline-block min-h-6 leading-6", depth === 0 && "font-semibold")}
        >
          {name}
        </Link>
        <span className="block font-normal text-muted">
          <Code>{code}</Code>
        </span>
      </span>
    ),
  },
  { header: "Normal side", secondary: true, cell: ({ normalSide }) => words(normalSide) },
  {
    header: "Accounts",
    numeric: true,
    sort: "-accounts",
    cell: ({ accounts }) => accounts.toLocaleString("en-US"),
  },
  { header: "Currency", cell: ({ balance }) => balance?.currency },
  {
    header: "Posted",
    numeric: true,
    sort: "-posted",
    cell: ({ balance }) => balance && <Money amount={balance.posted} />,
  },
  {
    header: "Pending",
    numeric: true,
    sort: "-pending",
    cell: ({ balance }) => balance && <Money amount={balance.pending} />,
  },
  {
    header: "Available",
    numeric: true,
    sort: "-available",
    cell: ({ balance }) => balance && <Money amount={balance.available} />,
  },
];
