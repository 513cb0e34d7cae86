import { DateText, InstantText } from "@/components/ui/date-text";
import Link from "@/components/ui/link";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { KeyValueList } from "@/components/ui/key-value-list";
import type { TransactionDetail } from "@/lib/ledger/queries";
import { detailWords } from "../../../_parts/detail-words";
import { FactText } from "../../../_parts/facts";
import { paymentHref } from "../../../_parts/paths";
import { Code, CodeLink, TransactionLink } from "../../../_parts/references";
import { words } from "@/app/_parts/words";

const MODES = {
  authorize: "Our decision, refused when an account would fall below its floor",
  record: "A fact at the bank, never refused by a floor",
} as const;

export function TransactionFacts({
  transaction,
  block,
}: {
  transaction: TransactionDetail;
  /** The block that seals it, null while none does. */
  block: string | null;
}) {
  const paymentOrderId = /\bpo_[A-Za-z0-9_-]+/.exec(transaction.key)?.[0];
  return (
    <Card>
      <CardHeader title="Facts" />
      <CardBody>
        <KeyValueList
          items={[
            { label: "Kind", value: words(transaction.kind) },
            { label: "Mode", value: MODES[transaction.mode] },
            ...(transaction.kind === "hold"
              ? [{ label: "Fate", value: <HoldFate hold={transaction} /> }]
              : []),
            ...(transaction.kind === "hold"
              ? [
                  {
                    label: "Expires",
                    value: transaction.expiresAt ? (
                      <InstantText at={transaction.expiresAt} />
                    ) : (
                      "Never by itself"
                    ),
                  },
                ]
              : []),
            ...(transaction.parent
              ? [{ label: PARENTS[transaction.kind], value: <TransactionLink id={transaction.parent.id} /> }]
              : []),
            ...(transaction.reversal
              ? [{ label: "Reversed by", value: <TransactionLink id={transaction.reversal.id} /> }]
              : []),
            ...(transaction.belongsOn
              ? [{ label: "Belongs to", value: <DateText on={transaction.belongsOn} /> }]
              : []),
            {
              label: "Seal",
              value: block ? (
                <Link className="link" href="/admin/ledger/seal">
                  Block {block}
                </Link>
              ) : (
                "Not sealed yet"
              ),
            },
            ...detailWords(transaction.metadata).map((fact) => ({
              label: fact.label,
              value: <FactText fact={fact} />,
            })),
            ...(paymentOrderId
              ? [
                  {
                    label: "Payment order",
                    value: <CodeLink href={paymentHref(paymentOrderId)}>{paymentOrderId}</CodeLink>,
                  },
                ]
              : []),
            ...(transaction.eventType === "interest-calculation"
              ? [
                  {
                    label: "Job",
                    value: (
                      <Link className="link" href="/admin/jobs?job=interest">
                        Interest
                      </Link>
                    ),
                  },
                ]
              : []),
            { label: "Idempotency key", value: <Code>{transaction.key}</Code> },
          ]}
        />
      </CardBody>
    </Card>
  );
}

const PARENTS: Record<TransactionDetail["kind"], string> = {
  post: "Follows",
  hold: "Follows",
  settle: "Settles the hold",
  release: "Releases the hold",
  reversal: "Reverses",
};

function HoldFate({ hold }: { hold: TransactionDetail }) {
  if (!hold.resolution) return "Still reserved";
  const isExpiry = hold.resolution.eventType === "hold-expired";
  return (
    <>
      {hold.resolution.kind === "settle" ? "Settled" : isExpiry ? "Expired, released" : "Released"} by{" "}
      <TransactionLink id={hold.resolution.id} />
    </>
  );
}
