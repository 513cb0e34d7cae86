import Link from "@/components/ui/link";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { KeyValueList } from "@/components/ui/key-value-list";
import type { TransactionDetail } from "@/lib/ledger/queries";
import { Fact, factName } from "../../../_parts/facts";
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
