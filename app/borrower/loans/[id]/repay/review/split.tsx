import { partItems } from "@/components/part-items";
import { KeyValueList } from "@/components/ui/key-value-list";
import { DateText } from "@/components/ui/date-text";
import { formatMoney } from "@/components/ui/format-money";
import { Money } from "@/components/ui/money";
import { isSome, pendingWords } from "../../../../_parts/pending-words";
import type { RepaymentQuote } from "@/lib/lending/repayment/quote-repayment";

/** Interest, principal and what remains, as the server computed them. */
export function Split({ quote }: { quote: RepaymentQuote }) {
  const { kind, parts, extraPrincipal, remainingPrincipal, scheduleAfter, countsForDueOn, pending } = quote;
  return (
    <>
      <KeyValueList
        items={[
          ...partItems(parts),
          ...(isSome(extraPrincipal)
            ? [{ label: "of which ahead of the schedule", value: <Money amount={extraPrincipal} sign /> }]
            : []),
          {
            label: "Principal remaining afterward",
            value: <Money amount={remainingPrincipal} sign />,
            emphasis: true,
          },
          ...(kind === "PAYOFF"
            ? [{ label: "Payoff good through", value: <DateText on={quote.goodThrough} /> }]
            : []),
        ]}
      />
      {kind === "PAYOFF" && (
        <p className="mt-4">
          {isSome(pending)
            ? "This pays off the loan if your pending payments also clear. If one is returned, you owe its amount again."
            : "This pays off the loan. After it posts, nothing is owed."}
        </p>
      )}
      {isSome(pending) && (
        <p className="mt-4 text-pending">{pendingWords(pending, "These amounts assume")}</p>
      )}
      {countsForDueOn && (
        <p className="mt-4">
          This counts as the payment due on <DateText on={countsForDueOn} />, which is not collected again.
        </p>
      )}
      {scheduleAfter && <p className="mt-4 font-medium">{effect(scheduleAfter)}</p>}
    </>
  );
}

/** @example "This saves $150.00 of interest, and the loan ends 3 months earlier." */
function effect({ savesInterest, endsMonthsEarlier }: NonNullable<RepaymentQuote["scheduleAfter"]>) {
  const months = endsMonthsEarlier === 1 ? "1 month" : `${endsMonthsEarlier} months`;
  const ends = endsMonthsEarlier > 0 ? `the loan ends ${months} earlier` : "the last payments become smaller";
  return isSome(savesInterest)
    ? `This saves ${formatMoney(savesInterest, "$")} of interest, and ${ends}.`
    : `With this, ${ends}.`;
}
