import { day, listView } from "@/app/_parts/list/list-view";
import { formatDate } from "@/components/ui/format-date";
import { Money } from "@/components/ui/money";
import { trialBalanceList } from "@/lib/ledger/account-lists";
import { mapList } from "@/lib/list";
import { namesOfAccounts } from "@/lib/people/names";
import { AccountLink } from "../../_parts/references";

export const TRIAL_BALANCE = listView({
  name: "trial-balance",
  permission: "books.see",
  path: "/admin/ledger/trial-balance",
  noun: ["account", "accounts"],
  list: mapList(trialBalanceList, async (rows) => {
    const names = await namesOfAccounts(rows.map(({ code }) => code));
    return rows.map((row) => ({ ...row, names }));
  }),
  filters: { asOf: day("At the end of", (date) => formatDate(date)) },
  rowKey: ({ code }) => code,
  columns: [
    {
      header: "Account",
      rowHeader: true,
      sort: "code",
      cell: ({ code, name, names }) => <AccountLink code={code} name={name} names={names} />,
    },
    {
      header: "Debit",
      numeric: true,
      sort: "-debit",
      cell: ({ debit }) => debit !== "0.00" && <Money amount={debit} />,
    },
    {
      header: "Credit",
      numeric: true,
      sort: "-credit",
      cell: ({ credit }) => credit !== "0.00" && <Money amount={credit} />,
    },
  ],
  csv: {
    Code: ({ code }) => code,
    Name: ({ code, name, names }) => names.get(code) ?? name,
    Currency: ({ currency }) => currency,
    Debit: ({ debit }) => debit,
    Credit: ({ credit }) => credit,
  },
});
