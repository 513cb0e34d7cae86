import Link from "@/components/ui/link";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { DateText } from "@/components/ui/date-text";
import { KeyValueList } from "@/components/ui/key-value-list";
import { StatusBadge } from "@/components/ui/status-badge";
import type { PaymentOrderAdmin } from "@/lib/payments/admin-queries";
import { SEC_CODE_WORDS } from "@/lib/payments/sec-code";
import { RAILS } from "@/lib/payments/rails";
import { investmentHref, loanHref, personHref } from "../../_parts/paths";
import { Code } from "../../_parts/references";
import { count, words } from "@/app/_parts/words";

const DIRECTIONS = {
  CREDIT: "Credit: we send the money",
  DEBIT: "Debit: we collect from the account",
  INCOMING: "Incoming: they send us the money",
} as const;

/** `loanId`: the loan of the payment order or of its repayment. */
export function PaymentFacts({ order, loanId }: { order: PaymentOrderAdmin; loanId: string | null }) {
  return (
    <Card>
      <CardHeader title="Details" />
      <CardBody>
        <KeyValueList
          items={[
            {
              label: "Person",
              value: (
                <Link className="link" href={personHref(order.userId)}>
                  {order.userName}
                </Link>
              ),
            },
            { label: "For", value: <Subject order={order} loanId={loanId} /> },
            { label: "Direction", value: DIRECTIONS[order.direction] },
            { label: "Rail", value: RAILS[order.rail].label },
            ...(order.secCode ? [{ label: "Entry class", value: SEC_CODE_WORDS[order.secCode] }] : []),
            { label: "Reference", value: <Copyable text={order.reference} label="Copy reference" /> },
            { label: "Created", value: <DateText on={order.createdOn} /> },
            { label: "Expected", value: <DateText on={order.expectedOn} /> },
            {
              label: "Settled",
              value: order.settledOn ? (
                <DateText on={order.settledOn} />
              ) : order.isDecided ? (
                "Not settled"
              ) : (
                "Not yet"
              ),
            },
            { label: "Bank account", value: <BankAccount account={order.bankAccount} /> },
            {
              label: "Bank ID",
              value: order.providerId ? (
                <Copyable text={order.providerId} label="Copy bank ID" />
              ) : (
                "None yet"
              ),
            },
            { label: "Payment order ID", value: <Copyable text={order.id} label="Copy payment order ID" /> },
            { label: "Submitted", value: count(order.submitAttempts, "attempt") },
          ]}
        />
      </CardBody>
    </Card>
  );
}

function Subject({ order, loanId }: { order: PaymentOrderAdmin; loanId: string | null }) {
  if (order.subjectType === "investment") {
    return (
      <Link className="link" href={investmentHref(order.subjectId)}>
        Investment
      </Link>
    );
  }
  if (loanId) {
    return (
      <Link className="link" href={loanHref(loanId)}>
        {order.subjectType === "repayment" ? "Loan repayment" : "Loan"}
      </Link>
    );
  }
  return (
    <>
      {words(order.subjectType)} <Code>{order.subjectId}</Code>
    </>
  );
}

function BankAccount({ account }: { account: PaymentOrderAdmin["bankAccount"] }) {
  if (!account) return "Chosen by the sender";
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
