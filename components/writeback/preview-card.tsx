import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import type { Preview } from "@/lib/writeback/pages/preview";

/** Exactly what the next repayment of each running loan will write, from its schedule. */
export function PreviewCard({ previews }: { previews: Preview[] }) {
  return (
    <Card aria-labelledby="preview">
      <CardHeader id="preview" title="What the next payment will write" />
      <CardBody className="grid grid-cols-1 gap-6">
        {previews.length === 0 && (
          <p className="text-muted">
            No payment is scheduled. For an active loan, this shows each record of the next payment before it
            is written.
          </p>
        )}
        {previews.map(({ loanId, loanNumber, dueOn, amount, lines, lenderBalanceAfter }) => (
          <div key={loanId}>
            <p className="font-medium">
              Loan {loanNumber}: for the payment of <Money amount={amount} sign /> due on{" "}
              <DateText on={dueOn} />
            </p>
            <ul className="mt-2 list-disc space-y-1 pl-5">
              {lines.map(({ sentence }) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
            <p className="mt-2 text-muted">
              After this payment, the loan accounts for <Money amount={lenderBalanceAfter} /> of the lender
              account&apos;s balance.
            </p>
          </div>
        ))}
      </CardBody>
    </Card>
  );
}
