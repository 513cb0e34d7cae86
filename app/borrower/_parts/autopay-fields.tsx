"use client";

import { useState, type ChangeEvent, type ReactNode } from "react";
import { AgreementText } from "@/components/agreement-text";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { AutopayOffer } from "@/lib/lending/autopay/autopay-text";

/** Whether autopay is wanted and, where it needs one, the authorization for the chosen account with its signature. */
export function AutopayFields({
  offer,
  chosen,
  wasOn,
  label,
  hint,
  children,
}: {
  offer: AutopayOffer;
  /** The bank account that is chosen when the page opens. */
  chosen: string | undefined;
  wasOn: boolean;
  label: string;
  hint: string;
  /** The fields above, with the choice of the bank account. */
  children: ReactNode;
}) {
  const first = offer.texts.find(({ accountId }) => accountId === chosen) ?? offer.texts[0];
  const [accountId, setAccountId] = useState(first?.accountId);
  const [isOn, setIsOn] = useState(wasOn);
  const text = offer.texts.find((each) => each.accountId === accountId);
  const isSigned = wasOn && offer.current?.accountId === accountId;

  function follow(event: ChangeEvent<HTMLDivElement>) {
    const input = event.target as Element;
    if (!(input instanceof HTMLInputElement)) return;
    if (input.name === "externalAccountId") setAccountId(input.value);
    if (input.name === "isAutopay") setIsOn(input.checked);
  }

  return (
    <div className="grid grid-cols-1 gap-5" onChange={follow}>
      {children}
      <Checkbox name="isAutopay" label={label} hint={hint} defaultChecked={wasOn} />
      {isOn && text && !isSigned && (
        <>
          <p>Autopay needs your authorization. Read it, then type your name to sign it.</p>
          {/* Focusable, so that it can be scrolled with the keyboard. */}
          <div
            tabIndex={0}
            role="region"
            aria-label="Text of the authorization"
            className="max-h-96 overflow-y-auto rounded-md border p-4 sm:p-6"
          >
            <AgreementText body={text.text} />
          </div>
          <input type="hidden" name="shownSha256" value={text.sha256} />
          <Field
            name="signedName"
            label="Your full name"
            hint={`Your legal name: ${offer.signerName}. Typing it signs the authorization.`}
          >
            <Input autoComplete="name" className="max-w-md" />
          </Field>
        </>
      )}
    </div>
  );
}
