import type { Metadata } from "next";
import { Card, CardHeader } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import Link from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { StatusBadge } from "@/components/ui/status-badge";
import { sharedAccountList, type Holder, type SharedAccount } from "@/lib/payments/shared-accounts";
import { requireActor } from "@/lib/session";
import { personHref } from "../_parts/paths";
import { ReviewForm } from "./review-form";

export const metadata: Metadata = { title: "Bank account reviews" };

export default async function BankAccountsPage() {
  await requireActor("ADMIN");
  const accounts = await sharedAccountList.page();
  return (
    <>
      <PageHeader
        title="Bank account reviews"
        description="Bank accounts that more than one person has added. Each waits here before money moves; its owner does not learn who else added it."
      />
      <Card>
        <CardHeader title="Same account, several people" />
        <DataTable
          caption="Same account, several people"
          rows={accounts}
          rowKey={({ id }) => id}
          columns={COLUMNS}
          empty={
            <EmptyState title="Nothing to review">
              An account appears here when a second person adds it.
            </EmptyState>
          }
        />
      </Card>
    </>
  );
}

const MOST_OTHERS = 5; // a published sandbox number may have been added by hundreds

const COLUMNS: Column<SharedAccount>[] = [
  {
    header: "Account",
    rowHeader: true,
    cell: ({ bankName, last4, holderName }) => (
      <div>
        {bankName}, ending in {last4}
        <span className="block text-sm font-normal text-muted">Holder: {holderName}</span>
      </div>
    ),
  },
  { header: "Added by", cell: ({ person }) => <Person person={person} /> },
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
  { header: "Status", cell: (account) => <Status account={account} /> },
  {
    header: "Review",
    cell: (account) => account.reviewedAt === null && <ReviewForm account={account} />,
  },
];

function Person({ person: { name, email } }: { person: Holder }) {
  return (
    <Link className="link" href={personHref(email)}>
      {name}
    </Link>
  );
}

function Status({ account: { status, reviewedAt } }: { account: SharedAccount }) {
  if (status === "REMOVED") return <StatusBadge tone="voided">Removed by its owner</StatusBadge>;
  if (status === "DISABLED") return <StatusBadge tone="failed">Disabled</StatusBadge>;
  if (reviewedAt !== null) return <StatusBadge tone="posted">Cleared</StatusBadge>;
  return (
    <div>
      <StatusBadge tone="pending">Waiting for review</StatusBadge>
      {status !== "IN_REVIEW" && <p className="text-sm text-muted">Sandbox number, usable until then</p>}
    </div>
  );
}
