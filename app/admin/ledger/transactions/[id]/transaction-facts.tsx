import type { ReactNode } from "react";
import { DateText, InstantText } from "@/components/ui/date-text";
import Link from "@/components/ui/link";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { KeyValueList } from "@/components/ui/key-value-list";
import type { TransactionDetail } from "@/lib/ledger/queries";
import { detailWords } from "../../../_parts/detail-words";
import { FactText } from "../../../_parts/facts";
import { paymentHref } from "../../../_parts/paths";
import { Code, NamedReference, TransactionLink } from "../../../_parts/references";
import { words } from "@/app/_parts/words";

const MODES = {
  authorize: "Our own posting, refused if an account would fall below its floor",
  record: "Bank activity, recorded even below a floor",
} as const;

export function TransactionFacts({
  transaction,
  block,
  names,
}: {
  transaction: TransactionDetail;
  /** The block that seals it, null while none does. */
  block: string | null;
  /** Of what the metadata mentions by id. */
  names: Map<string, string>;
}) {
  return (
    <Card>
      <CardHeader title="Details" />
      <CardBody>
        <KeyValueList
          items={[
            { label: "Kind", value: words(transaction.kind) },
            { label: "Mode", value: MODES[transaction.mode] },
            ...holdItems(transaction),
            ...relatedItems(transaction),
            { label: "Seal", value: <Seal block={block} /> },
            ...detailWords(transaction.metadata).map((fact) => ({
              label: fact.label,
              value: <FactText fact={fact} names={names} />,
            })),
            ...sourceItems(transaction, names),
            { label: "Idempotency key", value: <Code>{transaction.key}</Code> },
          ]}
        />
      </CardBody>
    </Card>
  );
}

type Item = { label: string; value: ReactNode };

function holdItems(transaction: TransactionDetail): Item[] {
  if (transaction.kind !== "hold") return [];
  const { expiresAt } = transaction;
  return [
    { label: "Outcome", value: <HoldOutcome hold={transaction} /> },
    { label: "Expires", value: expiresAt ? <InstantText at={expiresAt} /> : "Does not expire" },
  ];
}

function relatedItems({ kind, parent, reversal, belongsOn }: TransactionDetail): Item[] {
  return [
    ...(parent ? [{ label: PARENTS[kind], value: <TransactionLink id={parent.id} /> }] : []),
    ...(reversal ? [{ label: "Reversed by", value: <TransactionLink id={reversal.id} /> }] : []),
    ...(belongsOn ? [{ label: "Belongs to", value: <DateText on={belongsOn} /> }] : []),
  ];
}

/** The payment order or the job that posted it. */
function sourceItems(transaction: TransactionDetail, names: Map<string, string>): Item[] {
  const id = paymentOrderOf(transaction);
  return [
    ...(id
      ? [
          {
            label: "Payment order",
            value: <NamedReference href={paymentHref(id)} name={names.get(id) ?? id} id={id} />,
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
  ];
}

/** Ledger keys of payments contain the id of the payment order. */
export function paymentOrderOf({ key }: Pick<TransactionDetail, "key">): string | undefined {
  return /\bpo_[A-Za-z0-9_-]+/.exec(key)?.[0];
}

function Seal({ block }: { block: string | null }) {
  if (!block) return "Not sealed yet";
  return (
    <Link className="link" href="/admin/ledger/seal">
      Block {block}
    </Link>
  );
}

const PARENTS: Record<TransactionDetail["kind"], string> = {
  post: "Follows",
  hold: "Follows",
  settle: "Settles the hold",
  release: "Releases the hold",
  reversal: "Reverses",
};

function HoldOutcome({ hold }: { hold: TransactionDetail }) {
  if (!hold.resolution) return "Still reserved";
  const isExpiry = hold.resolution.eventType === "hold-expired";
  return (
    <>
      {hold.resolution.kind === "settle" ? "Settled" : isExpiry ? "Expired, released" : "Released"} by{" "}
      <TransactionLink id={hold.resolution.id} />
    </>
  );
}
