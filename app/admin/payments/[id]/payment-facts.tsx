import Link from "next/link";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { DateText } from "@/components/ui/date-text";
import { KeyValueList } from "@/components/ui/key-value-list";
import { StatusBadge } from "@/components/ui/status-badge";
import type { PaymentOrderAdmin } from "@/lib/payments/admin-queries";
import { hrefWith, investmentHref, loanHref, personHref } from "../../_parts/paths";
import { Code } from "../../_parts/references";
import { SubjectLink } from "../../_parts/subject-link";
import { count, words } from "../../_parts/words";
import { RAIL_NAMES } from "../payment-filter-form";

const DIRECTIONS = {
  CREDIT: "We send it",
  DEBIT: "We draw it from the person's account",
  INCOMING: "The person sends it to us",
} as const;

export function PaymentFacts({ order }: { order: PaymentOrderAdmin }) {
  return (
    <Card>
      <CardHeader title="Facts" />
      <CardBody>
        <KeyValueList
          items={[
            {
              label: "Person",
              value: (
                <Link className="link" href={personHref(order.userEmail)}>
                  {order.userName}
                </Link>
              ),
            },
            { label: "For", value: <Subject order={order} /> },
            { label: "Direction", value: DIRECTIONS[order.direction] },
            { label: "Rail", value: RAIL_NAMES[order.rail] },
            { label: "Reference", value: <Copyable text={order.reference} label="Copy the reference" /> },
            { label: "Created", value: <DateText on={order.createdOn} /> },
            { label: "Expected", value: <DateText on={order.expectedOn} /> },
            { label: "Settled", value: order.settledOn ? <DateText on={order.settledOn} /> : "Not yet" },
            { label: "Bank account", value: <BankAccount account={order.bankAccount} /> },
            {
              label: "Id at the bank",
              value: order.providerId ? (
                <Copyable text={order.providerId} label="Copy the id at the bank" />
              ) : (
                "None yet"
              ),
            },
            { label: "Our id", value: <Copyable text={order.id} label="Copy our id" /> },
            { label: "Handed to the bank", value: count(order.submitAttempts, "attempt") },
          ]}
        />
      </CardBody>
    </Card>
  );
}

function Subject({ order }: { order: PaymentOrderAdmin }) {
  if (order.subjectType === "loan") return <Link className="link" href={loanHref(order.subjectId)}>Loan</Link>;
  if (order.subjectType === "investment") {
    return (
      <Link className="link" href={investmentHref(order.subjectId)}>
        Investment
      </Link>
    );
  }
  if (order.subjectType === "repayment") {
    return (
      <Link className="link" href={hrefWith("/admin/loans/of-repayment", { id: order.subjectId })}>
        Repayment
      </Link>
    );
  }
  return (
    <>
      {words(order.subjectType)} <SubjectLink type={order.subjectType} id={order.subjectId} />
    </>
  );
}

function BankAccount({ account }: { account: PaymentOrderAdmin["bankAccount"] }) {
  if (!account) return "The sender chooses it";
  return (
    <>
      {account.bankName} <Code>••{account.last4}</Code>, {account.holderName}
      {!account.isActive && (
        <span className="block">
          <StatusBadge tone="failed">Disabled</StatusBadge> {account.disabledReason}
        </span>
      )}
    </>
  );
}

function Copyable({ text, label }: { text: string; label: string }) {
  return (
    <span className="inline-flex items-center">
      <Code>{text}</Code>
      <CopyButton text={text} label={label} />
    </span>
  );
}
