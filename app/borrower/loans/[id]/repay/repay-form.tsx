import { ActionForm } from "@/components/action-form";
import { Field } from "@/components/ui/field";
import { formatDate } from "@/components/ui/format-date";
import { formatMoney } from "@/components/ui/format-money";
import { Card, CardBody } from "@/components/ui/card";
import { MoneyInput } from "@/components/ui/money-input";
import { RadioCards } from "@/components/ui/radio-cards";
import { SubmitButton } from "@/components/ui/submit-button";
import type { LoanView } from "@/lib/lending/reading/loan-queries";
import type { RepaymentQuote } from "@/lib/lending/repayment/quote-repayment";
import type { ExternalAccountView } from "@/lib/payments/external-accounts";
import { AccountChoice } from "../../../_parts/account-choice";
import { isSome, pendingWords } from "../../../_parts/pending-words";
import { reviewPaymentAction } from "./actions";

export function RepayForm({
  loan,
  accounts,
  scheduled,
  payoff,
  idempotencyKey,
}: {
  loan: LoanView;
  accounts: ExternalAccountView[];
  scheduled: RepaymentQuote;
  payoff: RepaymentQuote;
  /** Made on the server; the review carries it on, so that one form is one payment however often it is sent. */
  idempotencyKey: string;
}) {
  return (
    <Card>
      <CardBody className="pt-6">
        {/* The key shows an account added below as soon as it is there. */}
        <ActionForm
          key={accounts.length}
          action={reviewPaymentAction}
          aria-label="Choose a payment"
          className="group"
        >
          <input type="hidden" name="loanId" value={loan.id} />
          <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
          <RadioCards
            name="kind"
            label="How much do you want to pay?"
            defaultValue="SCHEDULED"
            options={[
              {
                value: "SCHEDULED",
                title: "Scheduled payment",
                aside: formatMoney(scheduled.amount, "$"),
                description: `${scheduledWords(loan)} ${pendingWords(scheduled.pending)}`.trim(),
              },
              {
                value: "PAYOFF",
                title: "Pay off the loan",
                aside: formatMoney(payoff.payoffAmount, "$"),
                description: `${payoffWords(payoff)} ${pendingWords(payoff.pending)}`.trim(),
              },
              {
                value: "OTHER",
                title: "Other amount",
                description:
                  loan.method === "FLAT"
                    ? "Pays amounts due first. The rest reduces your principal and ends the loan sooner."
                    : "Pays amounts due first, then interest accrued through today. The rest reduces your principal and ends the loan sooner.",
              },
            ]}
          />
          {/* Without script too: the browser shows it once the choice above is made. */}
          <Field
            name="amount"
            label="Amount"
            hint={`At most ${formatMoney(payoff.payoffAmount, "$")}, which pays off the loan. ${pendingWords(payoff.pending, "This assumes")}`.trim()}
            className="hidden group-has-[input[value=OTHER]:checked]:grid"
          >
            <MoneyInput className="max-w-64" />
          </Field>
          {accounts.length > 0 ? (
            <AccountChoice accounts={accounts} label="Pay from" chosen={loan.account?.id} />
          ) : (
            <p className="text-pending">Add a bank account below first.</p>
          )}
          <div>
            <SubmitButton pendingLabel="Calculating…">Review payment</SubmitButton>
          </div>
        </ActionForm>
      </CardBody>
    </Card>
  );
}

function scheduledWords({ owed }: LoanView) {
  if (!owed?.nextDue) return "What is due now.";
  if (owed.daysPastDue > 0)
    return `All amounts due through today, the oldest since ${formatDate(owed.nextDue.dueOn)}.`;
  return `Due on ${formatDate(owed.nextDue.dueOn)}.`;
}

/** @example "Good through February 1, 2026. Each additional day adds 1.7857." */
function payoffWords({ goodThrough, perDiem, pending }: RepaymentQuote) {
  const grows = /[1-9]/.test(perDiem) ? ` Each additional day adds ${formatMoney(perDiem, "$")}.` : "";
  const what = isSome(pending) ? "Everything not covered by a pending payment" : "Everything you owe";
  return `${what}, without a penalty. Good through ${formatDate(goodThrough)}.${grows}`;
}
