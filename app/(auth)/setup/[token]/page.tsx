import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ActionForm } from "@/components/action-form";
import { PlainPage } from "@/components/plain-page";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { hasAdmin } from "@/lib/identity/create-first-admin";
import { isOpenLink } from "@/lib/identity/setup-links";
import { CredentialFields } from "../../credential-fields";
import { setUpAction } from "./actions";

// The address is a secret: it must not be sent to other sites.
export const metadata: Metadata = {
  title: "First administrator",
  referrer: "no-referrer",
  robots: "noindex",
};

export default async function SetupPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  if (!(await isOpenLink(token)) || (await hasAdmin())) notFound();
  return (
    <PlainPage
      title="First administrator"
      description={<p>You are the first to sign in. Your account will have full access.</p>}
    >
      <ActionForm action={setUpAction} aria-label="First administrator">
        <input type="hidden" name="token" value={token} />
        <CredentialFields />
        <Field name="again" label="Confirm password">
          <Input type="password" autoComplete="new-password" />
        </Field>
        <SubmitButton pendingLabel="Creating account…" wide>
          Create account
        </SubmitButton>
      </ActionForm>
    </PlainPage>
  );
}
