import type { Metadata } from "next";
import { ActionForm } from "@/components/action-form";
import { DemoCode } from "@/components/demo-code";
import { PlainPage } from "@/components/plain-page";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { demoCodeOf } from "@/lib/accounts/demo-codes";
import { listPasskeys } from "@/lib/accounts/passkeys";
import { ownPath } from "@/lib/identity/next-path";
import { requireActor } from "@/lib/session";
import { confirmChallengeAction, passkeyConfirmAction } from "../passkeys/actions";
import { UsePasskey } from "../passkeys/use-passkey";
import { confirmAction } from "./actions";

export const metadata: Metadata = { title: "Confirm that it is you" };

/** Before what somebody who found an open browser must not be able to do. */
export default async function ConfirmPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>;
}) {
  const actor = await requireActor("ANY");
  const { next: asked } = await searchParams;
  const next = typeof asked === "string" ? ownPath(asked) : undefined;
  const demoCode = actor.hasSecondFactor ? await demoCodeOf(actor.email) : null;
  const hasPasskeys = (await listPasskeys(actor.userId)).length > 0;
  return (
    <PlainPage
      title="Confirm that it is you"
      description={<p>Signed in as {actor.email}. Your answer counts for ten minutes.</p>}
    >
      <div className="grid gap-6">
        <ActionForm action={confirmAction} aria-label="Confirm that it is you">
          {next && <input type="hidden" name="next" value={next} />}
          {actor.hasSecondFactor ? (
            <Field name="code" label="Code" hint="From your authenticator app, or a recovery code.">
              <Input autoComplete="one-time-code" spellCheck={false} autoFocus />
            </Field>
          ) : (
            <Field name="code" label="Password">
              <Input type="password" autoComplete="current-password" autoFocus />
            </Field>
          )}
          <SubmitButton pendingLabel="Confirming…" wide>
            Confirm
          </SubmitButton>
        </ActionForm>
        {hasPasskeys && (
          <UsePasskey
            ask={confirmChallengeAction}
            answer={passkeyConfirmAction}
            next={next}
            label="Confirm with a passkey"
          />
        )}
        {demoCode && <DemoCode code={demoCode} />}
      </div>
    </PlainPage>
  );
}
