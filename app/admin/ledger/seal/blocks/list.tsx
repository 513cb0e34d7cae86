import { listView } from "@/app/_parts/list/list-view";
import { InstantText } from "@/components/ui/date-text";
import { blockList } from "@/lib/ledger/seal-blocks";
import { Code } from "../../../_parts/references";

export const BLOCKS = listView({
  name: "seal-blocks",
  permission: "books.see",
  path: "/admin/ledger/seal/blocks",
  noun: ["block", "blocks"],
  list: blockList,
  filters: {},
  rowKey: ({ block }) => block,
  columns: [
    { header: "Block", rowHeader: true, sort: "-block", cell: ({ block }) => block },
    { header: "Sealed (server time)", cell: ({ sealedAt }) => <InstantText bare at={sealedAt} /> },
    {
      header: "Transactions and refusals",
      numeric: true,
      sort: "-transactions",
      cell: ({ transactions }) => transactions.toLocaleString("en-US"),
    },
    { header: "Hash (first 16 digits)", cell: ({ hash }) => <Code>{hash.slice(0, 16)}</Code> },
  ],
  csv: {
    Block: ({ block }) => block,
    "Sealed at": ({ sealedAt }) => sealedAt,
    "Transactions and refusals": ({ transactions }) => transactions,
    Hash: ({ hash }) => hash,
  },
});
