import type { Metadata } from "next";
import { ActionForm } from "@/components/action-form";
import { PlainPage } from "@/components/plain-page";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import Link from "@/components/ui/link";
import { SubmitButton } from "@/components/ui/submit-button";
import { env, isSandbox } from "@/lib/env";
import { forgotPasswordAction } from "./actions";

export const metadata: Metadata = { title: "Reset your password" };

export default function ForgotPasswordPage() {
  return (
    <PlainPage
      title="Reset your password"
      description={<p>We send you a link that works once within 30 minutes.</p>}
    >
      <div className="grid gap-6">
        <ActionForm
          action={forgotPasswordAction}
          aria-label="Reset your password"
          success="If the address has an account, the link is on its way. Look into your mailbox."
        >
          <Field name="email" label="Email address">
            <Input type="email" autoComplete="username" inputMode="email" spellCheck={false} />
          </Field>
          <SubmitButton pendingLabel="Sending…" wide>
            Send link
          </SubmitButton>
        </ActionForm>
        {isSandbox && (
          <p className="text-sm">
            In the sandbox, nothing leaves this machine:{" "}
            <a className="link" href={env.MAILBOX_URL}>
              Open the sandbox mailbox
            </a>
          </p>
        )}
        <p className="text-sm text-muted">
          <Link className="link" href="/sign-in">
            Back to sign-in
          </Link>
        </p>
      </div>
    </PlainPage>
  );
}
