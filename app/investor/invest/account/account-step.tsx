"use client";

import { useState, type ReactNode } from "react";
import { BankAccountForm } from "@/components/bank-account-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import type { ExternalAccountView } from "@/lib/payments/external-accounts";
import { defaultRail } from "@/lib/payments/rails";
import { addAccountForInvestmentAction } from "../actions";
import type { Choice } from "../read-choice";
import { AccountForm } from "./account-form";

/** The account and the rail, and a form beside them for an account that is not there yet. */
export function AccountStep({
  accounts,
  choice,
  holderName,
  hint,
}: {
  accounts: ExternalAccountView[];
  choice: Choice;
  holderName: string;
  hint: ReactNode;
}) {
  // Adding an account leads to a new address and so to a new page; it carries along what is chosen here.
  const [rail, setRail] = useState<string>(choice.rail ?? defaultRail("DEPOSIT"));
  const hasAccounts = accounts.length > 0;
  const hidden = (
    <>
      <input type="hidden" name="optionId" value={choice.option} />
      <input type="hidden" name="amount" value={choice.amount} />
    </>
  );
  const addForm = (
    <BankAccountForm action={addAccountForInvestmentAction} holderName={holderName}>
      {hidden}
      <input type="hidden" name="rail" value={rail} />
      {hint}
    </BankAccountForm>
  );
  return (
    <>
      {hasAccounts && (
        <Card aria-label="Bank account and payment method">
          <CardBody className="pt-4 sm:pt-6">
            <AccountForm accounts={accounts} choice={choice} onRail={setRail}>
              {hidden}
            </AccountForm>
          </CardBody>
        </Card>
      )}
      <Card aria-labelledby="add-account">
        <CardHeader
          id="add-account"
          title={hasAccounts ? "Another bank account" : "Add your bank account"}
          description="We collect deposits from it and send payouts to it."
        />
        <CardBody>
          {hasAccounts ? <Disclosure summary="Add a bank account">{addForm}</Disclosure> : addForm}
        </CardBody>
      </Card>
    </>
  );
}
