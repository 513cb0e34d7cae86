import { DataTable, type Column } from "@/components/ui/data-table";
import Link from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import type { Category } from "@/lib/ledger/categories";
import { cn } from "@/lib/cn";
import { categoryHref } from "../../_parts/paths";
import { Code } from "../../_parts/references";
import { words } from "@/app/_parts/words";

type Row = Omit<Category, "balances"> & { balance: Category["balances"][number] | undefined };

// Whole class names, as Tailwind reads them from the source; deeper ones stand no further in.
const INDENTS = ["", "pl-4", "pl-8", "pl-12"];

/** A row for each category and currency, in the order of the tree. */
export function CategoryTable({ categories }: { categories: Category[] }) {
  const rows = categories.flatMap(({ balances, ...category }): Row[] =>
    balances.length > 0
      ? balances.map((balance) => ({ ...category, balance }))
      : [{ ...category, balance: undefined }],
  );
  return (
    <DataTable
      caption="Categories with their balances"
      rows={rows}
      rowKey={({ code, balance }) => `${code} ${balance?.currency}`}
      columns={COLUMNS}
    />
  );
}

const COLUMNS: Column<Row>[] = [
  {
    header: "Category",
    rowHeader: true,
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
  { header: "Accounts", numeric: true, cell: ({ accounts }) => accounts.toLocaleString("en-US") },
  { header: "Currency", cell: ({ balance }) => balance?.currency },
  { header: "Posted", numeric: true, cell: ({ balance }) => balance && <Money amount={balance.posted} /> },
  { header: "Pending", numeric: true, cell: ({ balance }) => balance && <Money amount={balance.pending} /> },
  {
    header: "Available",
    numeric: true,
    cell: ({ balance }) => balance && <Money amount={balance.available} />,
  },
];
