"use client";

import type { ReactNode } from "react";
import { ActionForm } from "@/components/action-form";
import { RadioCards } from "@/components/ui/radio-cards";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ExternalAccountView } from "@/lib/payments/external-accounts";
import { defaultRail, railChoices } from "@/lib/payments/rails";
import { chooseAccountAction } from "../actions";
import type { Choice } from "../read-choice";

/** Which account, and how the money travels. */
export function AccountForm({
  accounts,
  choice,
  onRail,
  children,
}: {
  accounts: ExternalAccountView[];
  choice: Choice;
  onRail: (rail: string) => void;
  /** Hidden fields. */
  children: ReactNode;
}) {
  const usable = accounts.filter(({ status }) => status === "ACTIVE");
  const chosen = usable.find(({ id }) => id === choice.account) ?? usable[0];
  return (
    <ActionForm action={chooseAccountAction} aria-label="Bank account and payment method">
      {children}
      <RadioCards
        name="externalAccountId"
        label="Bank account"
        hint="We pay out to the same account at maturity. You can change it until then."
        {...(chosen && { defaultValue: chosen.id })}
        options={accounts.map(({ id, bankName, last4, accountType, status, disabledReason }) => ({
          value: id,
          title: `${bankName}, ending in ${last4}`,
          aside: accountType === "savings" ? "Savings" : "Checking",
          disabled: status !== "ACTIVE",
          ...(status !== "ACTIVE" && {
            description:
              status === "IN_REVIEW"
                ? "In review. You cannot use it yet."
                : `Disabled: ${disabledReason ?? "an earlier payment was returned."}`,
          }),
        }))}
      />
      <RadioCards
        name="rail"
        label="Payment method"
        defaultValue={choice.rail ?? defaultRail("DEPOSIT")}
        onValueChange={onRail}
        options={railChoices("DEPOSIT")}
        columns={2}
      />
      <div>
        <SubmitButton pendingLabel="Checking…">Continue</SubmitButton>
      </div>
    </ActionForm>
  );
}
