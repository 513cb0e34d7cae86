import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ActionForm } from "@/components/action-form";
import { DemoCode } from "@/components/demo-code";
import { PlainPage } from "@/components/plain-page";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import Link from "@/components/ui/link";
import { SubmitButton } from "@/components/ui/submit-button";
import { demoCodeOf } from "@/lib/accounts/demo-codes";
import { readPendingSignIn } from "@/lib/accounts/pending-sign-in";
import { codeSignInAction } from "../../actions";

export const metadata: Metadata = { title: "Enter your code" };

/** The second step of signing in, after the password. */
export default async function SignInCodePage() {
  const pending = await readPendingSignIn();
  if (!pending) redirect("/sign-in");
  const demoCode = await demoCodeOf(pending.email);
  return (
    <PlainPage title="Enter your code" description={<p>Signing in as {pending.email}.</p>}>
      <div className="grid gap-6">
        <ActionForm action={codeSignInAction} aria-label="Enter your code">
          <Field
            name="code"
            label="Code"
            hint="Six digits from your authenticator app, or one of your recovery codes."
          >
            <Input autoComplete="one-time-code" spellCheck={false} autoFocus />
          </Field>
          <SubmitButton pendingLabel="Signing in…" wide>
            Sign in
          </SubmitButton>
        </ActionForm>
        {demoCode && <DemoCode code={demoCode} />}
        <p className="text-sm text-muted">
          <Link className="link" href="/sign-in">
            Sign in as somebody else
          </Link>
        </p>
      </div>
    </PlainPage>
  );
}
