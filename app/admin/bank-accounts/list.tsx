import { choice, listView } from "@/app/_parts/list/list-view";
import { DateText } from "@/components/ui/date-text";
import Link from "@/components/ui/link";
import { StatusBadge } from "@/components/ui/status-badge";
import { sharedAccountList, type Holder, type SharedAccount } from "@/lib/payments/shared-accounts";
import { personHref } from "../_parts/paths";
import { ReviewForm } from "./review-form";

const MOST_OTHERS = 5; // a published sandbox number may have been added by hundreds

export const BANK_ACCOUNTS = listView({
  name: "bank-accounts",
  permission: "bank-account.see",
  path: "/admin/bank-accounts",
  noun: ["bank account", "bank accounts"],
  list: sharedAccountList,
  filters: {
    review: choice("Review", [
      { value: "waiting", label: "Waiting for review" },
      { value: "done", label: "Reviewed" },
    ]),
  },
  rowKey: ({ id }) => id,
  columns: [
    {
      header: "Account",
      rowHeader: true,
      sort: "bank",
      cell: ({ bankName, last4, holderName }) => (
        <div>
          {bankName}, ending in {last4}
          <span className="block text-sm font-normal text-muted">Holder: {holderName}</span>
        </div>
      ),
    },
    { header: "Added by", sort: "holder", cell: ({ person }) => <Person person={person} /> },
    {
      header: "Also added by",
      cell: ({ others }) => (
        <span className="grid gap-1">
          {others.slice(0, MOST_OTHERS).map((person) => (
            <Person key={person.userId} person={person} />
          ))}
          {others.length > MOST_OTHERS && <>and {others.length - MOST_OTHERS} more</>}
        </span>
      ),
    },
    { header: "Flagged", sort: "-shared", cell: ({ sharedOn }) => <DateText on={sharedOn} short /> },
    { header: "Status", sort: "-review", cell: (account) => <Status account={account} /> },
    {
      header: "Review",
      cell: (account) => account.reviewedAt === null && <ReviewForm account={account} />,
    },
  ],
  csv: {
    Bank: ({ bankName }) => bankName,
    "Last four digits": ({ last4 }) => last4,
    Holder: ({ holderName }) => holderName,
    "Added by": ({ person }) => person.name,
    "Also added by": ({ others }) => others.map(({ name }) => name).join(", "),
    Status: (account) => statusWords(account).words,
    "Flagged at": ({ sharedAt }) => sharedAt,
    "Reviewed at": ({ reviewedAt }) => reviewedAt,
    "Bank account ID": ({ id }) => id,
    "User ID": ({ person }) => person.userId,
  },
});

function Person({ person: { name, email } }: { person: Holder }) {
  return (
    <Link className="link" href={personHref(email)}>
      {name}
    </Link>
  );
}

function statusWords({ status, reviewedAt }: SharedAccount) {
  if (status === "REMOVED") return { tone: "voided", words: "Removed by the customer" } as const;
  if (status === "DISABLED") return { tone: "failed", words: "Disabled" } as const;
  if (reviewedAt !== null) return { tone: "posted", words: "Cleared" } as const;
  return { tone: "pending", words: "Waiting for review" } as const;
}

function Status({ account }: { account: SharedAccount }) {
  const { tone, words } = statusWords(account);
  return (
    <div>
      <StatusBadge tone={tone}>{words}</StatusBadge>
      {tone === "pending" && account.status !== "IN_REVIEW" && (
        <p className="text-sm text-muted">Sandbox number, usable until then</p>
      )}
    </div>
  );
}
