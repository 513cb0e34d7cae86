import { day, listView } from "@/app/_parts/list/list-view";
import { formatDate } from "@/components/ui/format-date";
import { d } from "@/lib/money/money";
import { listCategories } from "@/lib/ledger/categories";
import { shortList } from "@/lib/list";
import { CATEGORY_COLUMNS, rowsOf, type CategoryRow } from "./category-table";

const byAmount = (column: "posted" | "pending" | "available") => (a: CategoryRow, b: CategoryRow) =>
  d(a.balance?.[column] ?? "0").comparedTo(d(b.balance?.[column] ?? "0"));

/** A dozen rows of one roll-up, which the ledger computes as a whole. */
export const CATEGORIES = listView({
  name: "categories",
  permission: "books.see",
  path: "/admin/ledger/categories",
  noun: ["category", "categories"],
  list: shortList({
    orders: {
      code: (a: CategoryRow, b: CategoryRow) => a.code.localeCompare(b.code),
      accounts: (a, b) => a.accounts - b.accounts,
      posted: byAmount("posted"),
      pending: byAmount("pending"),
      available: byAmount("available"),
    },
    defaultSort: { by: "code", direction: "asc" },
    rows: async ({ asOf }: { asOf?: string | undefined }) =>
      rowsOf(await listCategories(asOf ? { asOf } : {})),
  }),
  filters: { asOf: day("At the end of", (date) => formatDate(date)) },
  rowKey: ({ code, balance }) => `${code} ${balance?.currency}`,
  columns: CATEGORY_COLUMNS,
  csv: {
    Code: ({ code }) => code,
    Name: ({ name }) => name,
    "Normal side": ({ normalSide }) => normalSide,
    "Part of": ({ parents }) => parents.join(" "),
    Accounts: ({ accounts }) => accounts,
    Currency: ({ balance }) => balance?.currency,
    Posted: ({ balance }) => balance?.posted,
    Pending: ({ balance }) => balance?.pending,
    Available: ({ balance }) => balance?.available,
  },
});
