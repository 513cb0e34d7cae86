"use client";

import { startRegistration } from "@simplewebauthn/browser";
import { useState, type SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormError, FormSuccess } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { IDLE, type ActionResult } from "@/lib/action-result";
import { addPasskeyAction, startAddingPasskeyAction } from "../../passkeys/actions";

type Outcome = { message: string; link?: { readonly href: string; readonly label: string } | undefined };

/** Makes a passkey on this device and keeps it under a name. */
export function AddPasskey() {
  const [pending, setPending] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | "added" | null>(null);

  async function add(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = new FormData(event.currentTarget).get("name");
    setPending(true);
    setOutcome(await outcomeOf(String(name)));
    setPending(false);
  }

  return (
    <form onSubmit={add} className="grid gap-4" aria-label="Add a passkey" noValidate>
      {outcome === "added" && <FormSuccess>The passkey is added.</FormSuccess>}
      {outcome && outcome !== "added" && <FormError message={outcome.message} link={outcome.link} />}
      <Field name="name" label="Name of the passkey" hint="For example the name of your phone.">
        <Input defaultValue="My device" />
      </Field>
      <div>
        <Button type="submit" variant="secondary" aria-busy={pending || undefined}>
          Add passkey
        </Button>
      </div>
    </form>
  );
}

async function outcomeOf(name: string): Promise<Outcome | "added"> {
  const asked = await startAddingPasskeyAction(IDLE, new FormData());
  if (asked.status !== "ok") return refusalOf(asked);
  const form = new FormData();
  form.set("name", name);
  try {
    form.set("response", JSON.stringify(await startRegistration({ optionsJSON: asked.data })));
  } catch {
    return { message: "No passkey was made. Your device may not support it, or you ended it." };
  }
  const added = await addPasskeyAction(IDLE, form);
  return added.status === "ok" ? "added" : refusalOf(added);
}

function refusalOf(result: ActionResult<unknown>): Outcome {
  if (result.status === "refused") return { message: result.message, link: result.link };
  if (result.status === "invalid") return { message: Object.values(result.fieldErrors).flat().join(" ") };
  return { message: "Reload the page and try again." };
}
