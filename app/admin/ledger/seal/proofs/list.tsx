import { listView } from "@/app/_parts/list/list-view";
import { DateText, InstantText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { proofList } from "@/lib/pool/proof/queries";
import { Code } from "../../../_parts/references";

export const PROOFS = listView({
  name: "claim-proofs",
  permission: "books.see",
  path: "/admin/ledger/seal/proofs",
  noun: ["proof", "proofs"],
  list: proofList,
  filters: {},
  rowKey: ({ n }) => n,
  columns: [
    {
      header: "Business date",
      rowHeader: true,
      sort: "-made",
      cell: ({ businessDate }) => <DateText on={businessDate} short />,
    },
    { header: "Made (server time)", cell: ({ madeAt }) => <InstantText bare at={madeAt} /> },
    { header: "Block", numeric: true, cell: ({ block }) => block },
    {
      header: "Customers",
      numeric: true,
      sort: "-customers",
      cell: ({ customers }) => customers.toLocaleString("en-US"),
    },
    { header: "Claims", numeric: true, sort: "-claims", cell: ({ claims }) => <Money amount={claims} /> },
    { header: "Assets", numeric: true, cell: ({ assets }) => <Money amount={assets} /> },
    { header: "Difference", numeric: true, cell: ({ surplus }) => <Money amount={surplus} /> },
    { header: "Root (first 16 digits)", cell: ({ root }) => <Code>{root.slice(0, 16)}</Code> },
  ],
  csv: {
    "Business date": ({ businessDate }) => businessDate,
    "Made at": ({ madeAt }) => madeAt,
    Block: ({ block }) => block,
    Customers: ({ customers }) => customers,
    Claims: ({ claims }) => claims,
    Cash: ({ cash }) => cash,
    Debts: ({ debts }) => debts,
    Root: ({ root }) => root,
    Fingerprint: ({ fingerprint }) => fingerprint,
  },
});
