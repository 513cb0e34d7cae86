"use client";

import { startAuthentication } from "@simplewebauthn/browser";
import type { PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-message";
import { IDLE, type ActionResult } from "@/lib/action-result";

type Ask = (
  previous: ActionResult<PublicKeyCredentialRequestOptionsJSON>,
  form: FormData,
) => Promise<ActionResult<PublicKeyCredentialRequestOptionsJSON>>;
type Answer = (previous: ActionResult<never>, form: FormData) => Promise<ActionResult<never>>;

/** Asks the device for a passkey and sends what it signed; the action that takes it leads on. */
export function UsePasskey({
  ask,
  answer,
  next,
  label,
}: {
  ask: Ask;
  answer: Answer;
  next: string | undefined;
  label: string;
}) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState("");

  async function use() {
    setPending(true);
    setProblem("");
    setProblem(await complaintOf(ask, answer, next));
    setPending(false);
  }

  return (
    <div className="grid gap-3">
      {problem && <FormError message={problem} />}
      <Button variant="secondary" onClick={use} aria-busy={pending || undefined}>
        {label}
      </Button>
    </div>
  );
}

async function complaintOf(ask: Ask, answer: Answer, next: string | undefined): Promise<string> {
  const asked = await ask(IDLE, new FormData());
  if (asked.status !== "ok")
    return asked.status === "refused" ? asked.message : "Reload the page and try again.";
  const form = new FormData();
  try {
    form.set("response", JSON.stringify(await startAuthentication({ optionsJSON: asked.data })));
  } catch {
    return "No passkey was used. Try again, or use another way.";
  }
  if (next) form.set("next", next);
  const answered = await answer(IDLE, form);
  return answered?.status === "refused" ? answered.message : "";
}
