import type { Metadata } from "next";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DateText, InstantText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { BigNumber } from "@/components/ui/stat";
import { getTransaction, type TransactionDetail } from "@/lib/ledger/queries";
import { blockOf } from "@/lib/ledger/seal";
import { requirePermission } from "@/lib/session";
import { found } from "@/app/_parts/found";
import { namesIn } from "../../../_parts/names";
import { words } from "@/app/_parts/words";
import { TransactionBadge } from "../../accounts/[code]/fate";
import { Chain } from "./chain";
import { LegsTable } from "./legs-table";
import { paymentOrderOf, TransactionFacts } from "./transaction-facts";

export const metadata: Metadata = { title: "Transaction" };

export default async function TransactionPage({ params }: { params: Promise<{ id: string }> }) {
  await requirePermission("books.see");
  const { id } = await params;
  const transaction = await found(getTransaction(id));
  const [block, names] = await Promise.all([blockOf(transaction.id), namesOf(transaction)]);
  const posted = transaction.legs.filter((leg) => leg.layer === "posted");
  const pending = transaction.legs.filter((leg) => leg.layer === "pending");
  return (
    <>
      <PageHeader
        title={words(transaction.eventType)}
        breadcrumbs={<Breadcrumbs items={[LIST, { label: `#${transaction.id}` }]} />}
        status={<TransactionBadge status={transaction.status} />}
      />
      <BigNumber
        label={transaction.kind === "hold" ? "Reserved" : "Amount"}
        value={<Money amount={transaction.amount} sign />}
        className="mb-8"
      >
        Effective <DateText on={transaction.effectiveOn} />, posted <InstantText at={transaction.postedAt} />
        {transaction.belongsOn && (
          <span className="block">
            Belongs to <DateText on={transaction.belongsOn} />. That month was already closed when the bank
            reported it.
          </span>
        )}
      </BigNumber>
      <div className="grid gap-6">
        {posted.length > 0 && (
          <LegsTable
            title="Posted"
            about="Final entries."
            legs={posted}
            totals={transaction.totals.posted}
            names={names}
          />
        )}
        {pending.length > 0 && (
          <LegsTable
            title={transaction.kind === "hold" ? "Reserved" : "Hold removed"}
            about={
              transaction.kind === "hold"
                ? "Not final. The hold reduces the available balance until it is settled or released."
                : "The hold in reverse, so that the money is not both reserved and posted."
            }
            legs={pending}
            totals={transaction.totals.pending}
            names={names}
          />
        )}
        <div className="grid items-start gap-6 xl:grid-cols-2">
          <TransactionFacts transaction={transaction} block={block} names={names} />
          <Card>
            <CardHeader
              title="History"
              description="The hold, its settlement or release, and any reversal."
            />
            <CardBody>
              <Chain chain={transaction.chain} current={transaction.id} />
            </CardBody>
          </Card>
        </div>
      </div>
    </>
  );
}

const LIST = { label: "Transactions", href: "/admin/ledger/transactions" };

function namesOf(transaction: TransactionDetail) {
  const orderId = paymentOrderOf(transaction);
  return namesIn({
    accounts: transaction.legs.map(({ account }) => account),
    facts: [transaction.metadata, ...transaction.legs.map(({ metadata }) => metadata)],
    ids: orderId ? [orderId] : [],
  });
}
