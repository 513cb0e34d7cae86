"use client";

import { useState } from "react";
import { ActionForm } from "@/components/action-form";
import { DateText } from "@/components/ui/date-text";
import { Field } from "@/components/ui/field";
import { formatMoney } from "@/components/ui/format-money";
import { Money, Rate } from "@/components/ui/money";
import { MoneyInput } from "@/components/ui/money-input";
import { RadioCards } from "@/components/ui/radio-cards";
import { SubmitButton } from "@/components/ui/submit-button";
import type { InvestmentOptionRow, OptionProjection } from "@/lib/investing/option-queries";
import { chooseTermAction } from "./actions";
import { ChoiceInAddress } from "./choice-in-address";
import type { TypedProjection } from "./project-typed";
import { useProjection } from "./use-projection";

/** Amount and term, with what comes of them as one types. */
export function TermForm({
  options,
  amount,
  optionId,
  initial,
}: {
  options: InvestmentOptionRow[];
  amount: string;
  optionId: string;
  initial: TypedProjection;
}) {
  const [typed, setTyped] = useState(amount);
  const [chosen, setChosen] = useState(optionId);
  const { data, isBehind } = useProjection(typed, { amount, projection: initial });
  const of = (id: string) => data.options.find((option) => option.optionId === id);
  return (
    <ActionForm action={chooseTermAction} aria-label="Term and amount">
      <ChoiceInAddress amount={typed} option={chosen} />
      <Field
        name="amount"
        label="Amount"
        hint="In US dollars. You can change it until you sign."
        className="max-w-xs"
      >
        <MoneyInput defaultValue={amount} onChange={(event) => setTyped(event.target.value)} />
      </Field>
      <RadioCards
        name="optionId"
        label="Term"
        defaultValue={optionId}
        onValueChange={setChosen}
        columns={2}
        options={options.map((option) => ({
          value: option.id,
          title: `${option.termMonths} months`,
          aside: (
            <>
              <Rate rate={option.annualRate} /> per year, APY <Rate rate={option.apy} />
            </>
          ),
          description: <Terms deposit={data.deposit} projection={of(option.id)} option={option} />,
        }))}
      />
      <Outcome deposit={data.deposit} projection={of(chosen)} isBehind={isBehind} />
      <div>
        <SubmitButton pendingLabel="Checking…">Continue</SubmitButton>
      </div>
    </ActionForm>
  );
}

function Terms({
  deposit,
  projection,
  option: { minimum, maximum, room },
}: {
  deposit: string | null;
  projection: OptionProjection | undefined;
  option: InvestmentOptionRow;
}) {
  const left = room === null ? "" : ` ${formatMoney(room, "$")} can still be invested for this term.`;
  const bounds = `Minimum ${formatMoney(minimum, "$")}, maximum ${formatMoney(maximum, "$")}.${left}`;
  if (!deposit || !projection) return bounds;
  if (projection.refusal) return projection.refusal;
  return (
    <>
      Deposit <Money amount={deposit} sign /> and receive <Money amount={projection.maturityAmount} sign /> on{" "}
      <DateText on={projection.maturesOn} />. {bounds}
    </>
  );
}

/** The number of this page; the space is kept while there is none, so that nothing jumps. */
function Outcome({
  deposit,
  projection,
  isBehind,
}: {
  deposit: string | null;
  projection: OptionProjection | undefined;
  isBehind: boolean;
}) {
  const isShown = deposit !== null && projection !== undefined && projection.refusal === null;
  return (
    <div className="min-h-28 border-t pt-4" aria-live="polite" aria-busy={isBehind || undefined}>
      <p className="text-muted">At maturity you will receive</p>
      <p className="mt-1 tnum text-4xl font-semibold tracking-tight wrap-anywhere">
        {isShown ? <Money amount={projection.maturityAmount} sign /> : "…"}
      </p>
      <p className="mt-1 max-w-prose text-muted">
        {isShown ? (
          <>
            <Money amount={deposit} sign /> of principal and <Money amount={projection.interest} sign /> of
            simple interest, if the term starts today. The term starts on the day the deposit clears. The
            review shows the expected date.
          </>
        ) : (
          (projection?.refusal ?? "Enter an amount to see what you will receive.")
        )}
      </p>
    </div>
  );
}
