import Link from "next/link";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { KeyValueList } from "@/components/ui/key-value-list";
import type { Leg, TransactionDetail } from "@/lib/ledger/queries";
import { applicationHref, investmentHref, loanHref, paymentHref } from "../../../_parts/paths";
import { Code } from "../../../_parts/references";
import { words } from "../../../_parts/words";

const MODES = {
  authorize: "Our decision, refused when an account would fall below its floor",
  record: "A fact at the bank, never refused by a floor",
} as const;

export function TransactionFacts({ transaction }: { transaction: TransactionDetail }) {
  const paymentOrderId = /\bpo_[A-Za-z0-9_-]+/.exec(transaction.key)?.[0];
  return (
    <Card>
      <CardHeader title="Facts" />
      <CardBody>
        <KeyValueList
          items={[
            { label: "Kind", value: words(transaction.kind) },
            { label: "Mode", value: MODES[transaction.mode] },
            ...Object.entries(transaction.metadata).map(([name, value]) => ({
              label: factName(name),
              value: <Fact name={name} value={value} />,
            })),
            ...(paymentOrderId
              ? [{ label: "Payment order", value: <Fact name="paymentOrderId" value={paymentOrderId} /> }]
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

/** What a leg carries, in a cell. */
export function Facts({ metadata }: { metadata: Leg["metadata"] }) {
  return (
    <span className="block min-w-0">
      {Object.entries(metadata).map(([name, value]) => (
        <span key={name} className="block">
          <span className="text-muted">{factName(name)} </span>
          <Fact name={name} value={value} />
        </span>
      ))}
    </span>
  );
}

const PAGES: Readonly<Record<string, (id: string) => string>> = {
  loanId: loanHref,
  investmentId: investmentHref,
  applicationId: applicationHref,
  paymentOrderId: paymentHref,
};

function Fact({ name, value }: { name: string; value: string | number }) {
  const page = PAGES[name];
  if (!page) return <Code>{value}</Code>;
  return (
    <Link className="link figures wrap-anywhere" href={page(String(value))}>
      {value}
    </Link>
  );
}

/** "loanId" is the loan. */
function factName(name: string) {
  return words(name.replace(/Id$/, ""));
}
