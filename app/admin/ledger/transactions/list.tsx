import { choice, day, listView, text } from "@/app/_parts/list/list-view";
import { words } from "@/app/_parts/words";
import { formatDate } from "@/components/ui/format-date";
import { transactionList, type TransactionFilter } from "@/lib/ledger/queries";
import { mapFilters, mapList } from "@/lib/list";
import { TRANSACTION_COLUMNS, withNames, type TransactionRow } from "./transactions-table";

const KINDS = ["post", "hold", "settle", "release", "reversal"] as const;
const EVENT_TYPES = [
  "investor-deposit",
  "borrower-disbursement",
  "interest-calculation",
  "interest-correction",
  "borrower-repayment",
  "charge-off",
  "investor-withdrawal",
  "investor-rollover",
  "reversal",
] as const;

const choices = <Value extends string>(values: readonly Value[]) =>
  values.map((value) => ({ value, label: words(value) }));
const dayWords = (date: string) => formatDate(date, "short");

type Filters = Omit<TransactionFilter, "metadata"> & {
  loanId?: string | undefined;
  investmentId?: string | undefined;
};

export const TRANSACTIONS = listView({
  name: "transactions",
  permission: "books.see",
  path: "/admin/ledger/transactions",
  noun: ["transaction", "transactions"],
  list: mapList(
    mapFilters(transactionList, ({ loanId, investmentId, ...filters }: Filters): TransactionFilter => {
      const metadata = { ...(loanId && { loanId }), ...(investmentId && { investmentId }) };
      return Object.keys(metadata).length > 0 ? { ...filters, metadata } : filters;
    }),
    withNames,
  ),
  filters: {
    eventType: choice("Event", choices(EVENT_TYPES)),
    kind: choice("Kind", choices(KINDS)),
    account: text("Account code", { isCode: true }),
    loanId: text("Loan ID", { isCode: true }),
    investmentId: text("Investment ID", { isCode: true }),
    from: day("From", dayWords),
    to: day("To", dayWords),
  },
  rowKey: ({ id }) => id,
  columns: TRANSACTION_COLUMNS,
  csv: {
    Transaction: ({ id }) => id,
    "Effective date": ({ effectiveOn }) => effectiveOn,
    Event: ({ eventType }) => eventType,
    Kind: ({ kind }) => kind,
    Status: ({ status }) => status,
    Debit: (row) => accountsOn(row, "debit"),
    Credit: (row) => accountsOn(row, "credit"),
    Amount: ({ amount }) => amount,
    Entries: ({ legCount }) => legCount,
  },
});

/** Codes of the accounts of one side; a transaction with many entries lists the first ones. */
function accountsOn({ legs }: TransactionRow, side: "debit" | "credit"): string {
  return [...new Set(legs.filter((leg) => leg.side === side).map(({ account }) => account))].join(" ");
}
