"use client";

import { ActionForm, useActionResult } from "@/components/action-form";
import { LinkButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { RecoveryCodes } from "../recovery-codes";
import { confirmSetUpAction } from "./actions";

/** The first code shows that the app has the key; then the recovery codes are shown, once. */
export function SetUpForm({ home }: { home: string }) {
  return (
    <ActionForm action={confirmSetUpAction} aria-label="Turn on codes" success="Codes at sign-in are on.">
      <Steps home={home} />
    </ActionForm>
  );
}

function Steps({ home }: { home: string }) {
  const result = useActionResult<{ recoveryCodes: string[] }>();
  if (result.status === "ok")
    return (
      <>
        <RecoveryCodes codes={result.data.recoveryCodes} />
        <div>
          <LinkButton href={home}>Continue</LinkButton>
        </div>
      </>
    );
  return (
    <>
      <Field name="code" label="Code that the app shows">
        <Input autoComplete="one-time-code" inputMode="numeric" spellCheck={false} />
      </Field>
      <div>
        <SubmitButton pendingLabel="Turning on…">Turn on codes</SubmitButton>
      </div>
    </>
  );
}
