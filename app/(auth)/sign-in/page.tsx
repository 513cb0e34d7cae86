import type { Metadata } from "next";
import Link from "@/components/ui/link";
import { redirect } from "next/navigation";
import { ActionForm } from "@/components/action-form";
import { demoPeople } from "@/app/_parts/demo-people";
import { DemoSignIn } from "@/components/demo-sign-in";
import { PlainPage } from "@/components/plain-page";
import { Alert } from "@/components/ui/alert";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { isSandbox } from "@/lib/env";
import { landingPath, ownPath } from "@/lib/identity/next-path";
import { optionalActor } from "@/lib/session";
import { demoSignInAction, signInAction } from "../actions";
import { passkeyChallengeAction, passkeySignInAction } from "../passkeys/actions";
import { UsePasskey } from "../passkeys/use-passkey";

export const metadata: Metadata = { title: "Sign in" };

type Search = { next?: string | string[]; reason?: string | string[]; error?: string | string[] };

/** The outcome of forms that cannot show a message themselves: signing in with one click, signing out. */
const REFUSALS = new Map<unknown, string>([
  ["rate-limited", "Too many attempts. Wait a few minutes and try again."],
  ["not-allowed", "One-click sign-in is available only for the sandbox's demo users."],
  ["not-found", "The demo users do not exist yet. An operator can create them with npm run db:seed."],
  ["invalid", "This form could not be read. Try again."],
]);

export default async function SignInPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { next: asked, reason, error } = await searchParams;
  const next = typeof asked === "string" ? ownPath(asked) : undefined;
  const actor = await optionalActor();
  if (actor) redirect(landingPath(actor.roles, next));
  return (
    <PlainPage
      title="Sign in"
      description={
        <p>
          New here?{" "}
          <Link className="link" href={next ? `/register?next=${encodeURIComponent(next)}` : "/register"}>
            Open an account
          </Link>
        </p>
      }
    >
      <div className="grid gap-8">
        {/* next-auth's own endpoint comes back here with ?error=…; its codes are not for people. */}
        {error && <Alert tone="failed">Incorrect email address or password.</Alert>}
        {reason === "signed-out" && <Alert tone="posted">You are signed out.</Alert>}
        {reason === "password-reset" && (
          <Alert tone="posted">Your password is changed. Sign in with the new one.</Alert>
        )}
        {reason === "closed" && <Alert tone="posted">Your account is closed.</Alert>}
        {REFUSALS.has(reason) && <Alert tone="failed">{REFUSALS.get(reason)}</Alert>}
        {!reason && !error && next && (
          <Alert>Sign in to continue. You will return to the page you requested.</Alert>
        )}
        <ActionForm action={signInAction} aria-label="Sign in">
          {next && <input type="hidden" name="next" value={next} />}
          <Field name="email" label="Email address">
            <Input type="email" autoComplete="username" inputMode="email" spellCheck={false} />
          </Field>
          <Field name="password" label="Password">
            <Input type="password" autoComplete="current-password" />
          </Field>
          <SubmitButton pendingLabel="Signing in…" wide>
            Sign in
          </SubmitButton>
        </ActionForm>
        <UsePasskey
          ask={passkeyChallengeAction}
          answer={passkeySignInAction}
          next={next}
          label="Sign in with a passkey"
        />
        <p className="text-sm">
          <Link className="link" href="/forgot-password">
            Forgot your password?
          </Link>
        </p>
        {isSandbox && (
          <section aria-labelledby="demo">
            <h2 id="demo" className="text-lg font-semibold">
              Or sign in as one of these people
            </h2>
            <p className="mt-1 mb-3 text-muted">
              This is a sandbox. One click signs you in, and no real money moves.
            </p>
            <DemoSignIn {...await demoPeople()} action={demoSignInAction} />
          </section>
        )}
      </div>
    </PlainPage>
  );
}
