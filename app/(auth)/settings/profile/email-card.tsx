import { ActionForm } from "@/components/action-form";
import { Alert } from "@/components/ui/alert";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { env, isSandbox } from "@/lib/env";
import type { Profile } from "@/lib/identity/profile";
import { askToChangeEmailAction, sendVerificationAction } from "./actions";

/** The address, whether it is verified, and how to change it. */
export function EmailCard({ profile: { email, isEmailVerified } }: { profile: Profile }) {
  return (
    <Card aria-labelledby="email">
      <CardHeader
        id="email"
        title="Email address"
        description={`${email}, ${isEmailVerified ? "verified" : "not verified yet"}.`}
      />
      <CardBody className="grid gap-5 border-t pt-4">
        {!isEmailVerified && (
          <Alert tone="pending" title="Verify your email address">
            <p className="mb-3">We sent you a link. Until you have opened it, no money can move.</p>
            <ActionForm
              action={sendVerificationAction}
              aria-label="Send the link again"
              success="Another link is on its way. Earlier ones no longer work."
            >
              <div>
                <SubmitButton variant="secondary" pendingLabel="Sending…">
                  Send the link again
                </SubmitButton>
              </div>
            </ActionForm>
          </Alert>
        )}
        <ActionForm
          action={askToChangeEmailAction}
          aria-label="Change your email address"
          success="We sent a link to the new address. It counts once you have opened the link."
        >
          <Field
            name="email"
            label="New email address"
            hint="Your former address gets a link that undoes the change for 72 hours. Payouts wait for 24 hours."
          >
            <Input type="email" autoComplete="email" inputMode="email" spellCheck={false} />
          </Field>
          <div>
            <SubmitButton pendingLabel="Sending…">Change email address</SubmitButton>
          </div>
        </ActionForm>
        {isSandbox && (
          <p className="text-sm">
            In the sandbox, nothing leaves this machine:{" "}
            <a className="link" href={`${env.MAILBOX_URL}/${encodeURIComponent(email)}`}>
              Open the sandbox mailbox
            </a>
          </p>
        )}
      </CardBody>
    </Card>
  );
}
