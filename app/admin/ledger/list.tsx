import { choice, day, linked, listView, text } from "@/app/_parts/list/list-view";
import { words } from "@/app/_parts/words";
import { formatDate } from "@/components/ui/format-date";
import { Money } from "@/components/ui/money";
import { accountList, type AccountFilters } from "@/lib/ledger/account-lists";
import { nameOfCategory } from "@/lib/ledger/categories";
import { mapFilters, mapList } from "@/lib/list";
import { namesOfAccounts } from "@/lib/people/names";
import { AccountLink } from "../_parts/references";
import { ACCOUNT_GROUPS, filterOfGroup, type AccountGroup } from "./account-groups";

type Filters = Pick<AccountFilters, "prefix" | "category" | "asOf"> & {
  group?: AccountGroup | undefined;
  show?: "with-balance" | undefined;
};

export const ACCOUNTS = listView({
  name: "accounts",
  permission: "books.see",
  path: "/admin/ledger",
  noun: ["account", "accounts"],
  list: mapList(
    mapFilters(accountList, ({ group, show, ...filters }: Filters): AccountFilters => ({
      ...filters,
      ...(group && filterOfGroup(group)),
      withBalance: show !== undefined,
    })),
    async (rows) => {
      const names = await namesOfAccounts(rows.map(({ code }) => code));
      return rows.map((row) => ({ ...row, names }));
    },
  ),
  filters: {
    prefix: text("Code begins with", { isCode: true, placeholder: "borrower:" }),
    group: choice("Group", ACCOUNT_GROUPS, "All groups"),
    category: linked("Category", nameOfCategory),
    show: choice("Show", [{ value: "with-balance", label: "Accounts with a balance" }], "All accounts"),
    asOf: day("At the end of", (date) => formatDate(date)),
  },
  rowKey: ({ code }) => code,
  columns: [
    {
      header: "Account",
      rowHeader: true,
      sort: "code",
      cell: ({ code, name, names }) => <AccountLink code={code} name={name} names={names} />,
    },
    { header: "Normal side", cell: ({ normalSide }) => words(normalSide) },
    { header: "Posted", numeric: true, sort: "-posted", cell: ({ posted }) => <Money amount={posted} /> },
    { header: "Pending", numeric: true, sort: "-pending", cell: ({ pending }) => <Money amount={pending} /> },
    {
      header: "Available",
      numeric: true,
      sort: "-available",
      cell: ({ available }) => <Money amount={available} />,
    },
  ],
  csv: {
    Code: ({ code }) => code,
    Name: ({ code, name, names }) => names.get(code) ?? name,
    "Normal side": ({ normalSide }) => normalSide,
    Currency: ({ currency }) => currency,
    Posted: ({ posted }) => posted,
    Pending: ({ pending }) => pending,
    Available: ({ available }) => available,
  },
});
