import type { Column } from "@/components/ui/data-table";
import { Money } from "@/components/ui/money";

type Balances = { ledgerPrincipal: string; pushedBalance: string; feedBalance: string };

/** The three figures that are held against each other, of one loan or of a borrower. */
export function balanceColumns<Row extends Balances>(): Column<Row>[] {
  return [
    {
      header: "Owed per our ledger",
      numeric: true,
      cell: ({ ledgerPrincipal }) => <Money amount={ledgerPrincipal} />,
    },
    {
      header: "Lender account, as written",
      numeric: true,
      cell: ({ pushedBalance }) => <Money amount={pushedBalance} />,
    },
    { header: "Its bank feed", numeric: true, cell: ({ feedBalance }) => <Money amount={feedBalance} /> },
  ];
}
