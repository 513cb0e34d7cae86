import type { Metadata } from "next";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DateText, InstantText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { BigNumber } from "@/components/ui/stat";
import { getTransaction } from "@/lib/ledger/queries";
import { blockOf } from "@/lib/ledger/seal";
import { requireActor } from "@/lib/session";
import { found } from "@/app/_parts/found";
import { words } from "@/app/_parts/words";
import { TransactionBadge } from "../../accounts/[code]/fate";
import { Chain } from "./chain";
import { LegsTable } from "./legs-table";
import { TransactionFacts } from "./transaction-facts";

export const metadata: Metadata = { title: "Transaction" };

export default async function TransactionPage({ params }: { params: Promise<{ id: string }> }) {
  await requireActor("ADMIN");
  const { id } = await params;
  const transaction = await found(getTransaction(id));
  const block = await blockOf(transaction.id);
  const list = { label: "Transactions", href: "/admin/ledger/transactions" };
  const posted = transaction.legs.filter((leg) => leg.layer === "posted");
  const pending = transaction.legs.filter((leg) => leg.layer === "pending");
  return (
    <>
      <PageHeader
        title={words(transaction.eventType)}
        breadcrumbs={<Breadcrumbs items={[list, { label: `#${transaction.id}` }]} />}
        status={<TransactionBadge status={transaction.status} />}
      />
      <BigNumber
        label={transaction.kind === "hold" ? "Reserved" : "Amount"}
        value={<Money amount={transaction.amount} sign />}
        className="mb-8"
      >
        Effective on <DateText on={transaction.effectiveOn} />, written{" "}
        <InstantText at={transaction.postedAt} />
        {transaction.belongsOn && (
          <span className="block">
            Belongs to <DateText on={transaction.belongsOn} />, in a month that was closed when the bank told
            it
          </span>
        )}
      </BigNumber>
      <div className="grid gap-6">
        {posted.length > 0 && (
          <LegsTable title="Posted" about="Final." legs={posted} totals={transaction.totals.posted} />
        )}
        {pending.length > 0 && (
          <LegsTable
            title={transaction.kind === "hold" ? "Reserved" : "Reservation taken back"}
            about={
              transaction.kind === "hold"
                ? "Not final: it lowers what is available until it is settled or released."
                : "The mirror of the hold, so that the same money is not reserved and posted at once."
            }
            legs={pending}
            totals={transaction.totals.pending}
          />
        )}
        <div className="grid items-start gap-6 xl:grid-cols-2">
          <TransactionFacts transaction={transaction} block={block} />
          <Card>
            <CardHeader title="The whole story" description="Hold, settlement or release, reversal." />
            <CardBody>
              <Chain chain={transaction.chain} current={transaction.id} />
            </CardBody>
          </Card>
        </div>
      </div>
    </>
  );
}
