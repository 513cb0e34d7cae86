import Link from "@/components/ui/link";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DateText } from "@/components/ui/date-text";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Money } from "@/components/ui/money";
import { StatusBadge } from "@/components/ui/status-badge";
import type { LoanAdmin } from "@/lib/lending/reading/admin-loans";
import { RAILS } from "@/lib/payments/rails";
import { Agreement } from "../../_parts/agreement";
import { applicationHref, paymentHref } from "../../_parts/paths";
import { Code } from "../../_parts/references";
import { PaymentBadge } from "../../_parts/statuses";

export function LoanFacts({ loan }: { loan: LoanAdmin }) {
  return (
    <Card>
      <CardHeader title="Details" />
      <CardBody>
        <KeyValueList
          items={[
            {
              label: "Application",
              value: (
                <Link className="link" href={applicationHref(loan.applicationId)}>
                  Decision trail
                </Link>
              ),
            },
            { label: "Accepted", value: <DateText on={loan.acceptedOn} /> },
            { label: "Disbursed", value: loan.disbursedOn ? <DateText on={loan.disbursedOn} /> : "Not yet" },
            { label: "Closed", value: loan.closedOn ? <DateText on={loan.closedOn} /> : "Not yet" },
            { label: "Origination fee", value: <Money amount={loan.originationFee} sign /> },
            { label: "Day count", value: loan.dayCount },
            { label: "Rail", value: loan.rail ? RAILS[loan.rail].label : "Not chosen" },
            { label: "Autopay", value: loan.isAutopay ? "On" : "Off" },
            { label: "Bank account", value: <BankAccount account={loan.bankAccount} /> },
            { label: "Disbursements", value: <Disbursements orders={loan.disbursements} /> },
            { label: "Loan ID", value: <Code>{loan.id}</Code> },
          ]}
        />
        <Agreement id={loan.agreementId} />
      </CardBody>
    </Card>
  );
}

function BankAccount({ account }: { account: LoanAdmin["bankAccount"] }) {
  if (!account) return "Not chosen";
  return (
    <>
      {account.bankName} <Code>••{account.last4}</Code>{" "}
      {!account.isActive && <StatusBadge tone="failed">Disabled</StatusBadge>}
    </>
  );
}

function Disbursements({ orders }: { orders: LoanAdmin["disbursements"] }) {
  if (orders.length === 0) return "None yet";
  return orders.map(({ id, number, status }) => (
    <span key={id} className="block leading-6">
      <Link className="link" href={paymentHref(id)}>
        Disbursement {number}
      </Link>{" "}
      <PaymentBadge status={status} />
    </span>
  ));
}
