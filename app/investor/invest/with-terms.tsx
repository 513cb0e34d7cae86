import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { DomainError } from "@/lib/errors";
import { projectMaturity, type MaturityProjection } from "@/lib/investing/option-queries";
import { moneyInput } from "@/lib/money/money";
import { defaultRail } from "@/lib/payments/rails";
import { hrefWith } from "../_parts/search-params";
import type { Choice } from "./read-choice";
import { STEPS } from "./steps";

/** The step, when the choices before it are still open; otherwise the sentence why not and the way back, with nothing lost. */
export function WithTerms({
  choice,
  terms,
  children,
}: {
  choice: Choice;
  terms: MaturityProjection | string;
  children: (terms: MaturityProjection) => ReactNode;
}) {
  if (typeof terms !== "string") return children(terms);
  return (
    <Alert
      tone="pending"
      title={terms}
      actions={
        <LinkButton
          href={hrefWith(STEPS.term, { option: choice.option, amount: choice.amount })}
          variant="secondary"
          size="sm"
        >
          Change term or amount
        </LinkButton>
      }
    >
      Nothing was deposited.
    </Alert>
  );
}

/** What becomes of the choice, or the sentence why it cannot be had. */
export async function termsOf({
  option = "",
  amount = "",
  rail = defaultRail("DEPOSIT"),
}: Choice): Promise<MaturityProjection | string> {
  const typed = moneyInput.safeParse(amount);
  if (!typed.success) return typed.error.issues[0]?.message ?? "Enter an amount.";
  try {
    return await projectMaturity({ optionId: option, amount: typed.data, rail });
  } catch (error) {
    if (error instanceof DomainError) return error.message;
    throw error;
  }
}
