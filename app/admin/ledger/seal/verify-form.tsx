"use client";

import { ActionForm, useActionResult } from "@/components/action-form";
import { Alert } from "@/components/ui/alert";
import { InstantText } from "@/components/ui/date-text";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { verifySealAction } from "./actions";

type Verdict = { blocks: number; transactions: number; faults: string[]; head: string | null; at: string };

const SHOWN = 100;

export function VerifyForm() {
  return (
    <ActionForm action={verifySealAction} aria-label="Verify the seal">
      <Answer />
      <Field
        name="head"
        label="Head hash kept outside"
        hint="From the footer of a printed statement, such as 12:0123456789abcdef. Without it, books that were altered and resealed from the first block would pass."
        required={false}
      >
        <Input className="figures" autoComplete="off" spellCheck={false} />
      </Field>
      <SubmitButton pendingLabel="Verifying…" className="justify-self-start">
        Verify
      </SubmitButton>
    </ActionForm>
  );
}

function Answer() {
  const result = useActionResult<Verdict>();
  if (result.status !== "ok") return null;
  const { blocks, transactions, faults, head, at } = result.data;
  const counted = `${blocks.toLocaleString("en-US")} ${blocks === 1 ? "block" : "blocks"} with ${transactions.toLocaleString("en-US")} transactions and refusals`;
  if (faults.length === 0)
    return (
      <Alert tone="posted" role="status" title="No changes found">
        {counted}, read <InstantText at={at} />. {head && `Block ${head} matches the hash kept outside.`}
      </Alert>
    );
  return (
    <Alert
      tone="failed"
      role="alert"
      title={faults.length === 1 ? "1 change found" : `${faults.length} changes found`}
    >
      {counted}, read <InstantText at={at} />.
      <ul className="mt-2 list-disc pl-5">
        {faults.slice(0, SHOWN).map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
      </ul>
      {faults.length > SHOWN && <p>and {faults.length - SHOWN} more</p>}
    </Alert>
  );
}
