import { choice, listView, text } from "@/app/_parts/list/list-view";
import { words } from "@/app/_parts/words";
import { DateText, InstantText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { StatusBadge } from "@/components/ui/status-badge";
import { rejectionList, type Rejection } from "@/lib/ledger/rejections";
import { mapList } from "@/lib/list";
import { namesOfAccounts } from "@/lib/people/names";
import { AccountLink, Code } from "../../_parts/references";
import { REASONS } from "./reasons";

const KNOWN = Object.keys(REASONS) as (keyof typeof REASONS)[];

export const REFUSALS = listView({
  name: "refusals",
  permission: "books.see",
  path: "/admin/ledger/refusals",
  noun: ["refusal", "refusals"],
  list: mapList(rejectionList, async (rows) => {
    const names = await namesOfAccounts(rows.flatMap(({ account }) => account?.code ?? []));
    return rows.map((row) => ({ ...row, names }));
  }),
  filters: {
    reason: choice(
      "Reason",
      KNOWN.map((value) => ({ value, label: REASONS[value] })),
    ),
    account: text("Account code", { isCode: true }),
  },
  rowKey: ({ id }) => id,
  columns: [
    {
      header: "Refused",
      sort: "-id",
      rowHeader: true,
      cell: ({ id, refusedAt }) => (
        <span className="block min-w-0 font-normal">
          <span className="figures">#{id}</span>
          <span className="block text-muted">
            <InstantText at={refusedAt} />
          </span>
        </span>
      ),
    },
    {
      header: "Reason",
      sort: "reason",
      cell: ({ reason }) => (
        <StatusBadge tone="failed">
          {reason in REASONS ? REASONS[reason as keyof typeof REASONS] : words(reason)}
        </StatusBadge>
      ),
    },
    {
      header: "Event",
      sort: "event",
      cell: ({ eventType, effectiveOn }) => (
        <span className="block">
          {words(eventType)}
          <span className="block text-muted">
            for <DateText on={effectiveOn} short />
          </span>
        </span>
      ),
    },
    {
      header: "Account",
      cell: ({ account, names }) =>
        account && <AccountLink code={account.code} name={account.name} names={names} />,
    },
    { header: "Balance seen", cell: ({ seen }) => Object.keys(seen).length > 0 && <Seen seen={seen} /> },
    { header: "Key", secondary: true, cell: ({ key }) => <Code>{key}</Code> },
  ],
  csv: {
    Number: ({ id }) => id,
    "Refused at": ({ refusedAt }) => refusedAt,
    Reason: ({ reason }) => reason,
    Event: ({ eventType }) => eventType,
    "Effective date": ({ effectiveOn }) => effectiveOn,
    Account: ({ account }) => account?.code,
    "Account name": ({ account, names }) => account && (names.get(account.code) ?? account.name),
    Posted: ({ seen }) => seen.posted,
    Available: ({ seen }) => seen.available,
    Floor: ({ seen }) => seen.floor,
    Key: ({ key }) => key,
  },
});

/** The account's balances at that moment, those that the reason is about. */
function Seen({ seen: { posted, available, floor, version } }: Pick<Rejection, "seen">) {
  return (
    <span className="block min-w-0">
      <Line label="Posted" amount={posted} />
      <Line label="Available" amount={available} />
      <Line label="Floor" amount={floor} />
      {version !== undefined && <span className="block text-muted">Version {version}</span>}
    </span>
  );
}

function Line({ label, amount }: { label: string; amount: string | undefined }) {
  if (amount === undefined) return null;
  return (
    <span className="block whitespace-nowrap">
      <span className="text-muted">{label} </span>
      <Money amount={amount} />
    </span>
  );
}
