import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ActionForm } from "@/components/action-form";
import { PlainPage } from "@/components/plain-page";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { PASSWORD_MIN } from "@/lib/identity/schemas";
import { findInvitation } from "@/lib/staff/accept-invitation";
import { joinStaffAction } from "./actions";

// The address is a secret: it must not be sent to other sites.
export const metadata: Metadata = { title: "Invitation", referrer: "no-referrer", robots: "noindex" };

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const invitation = await findInvitation(token);
  if (!invitation) notFound();
  return (
    <PlainPage
      title="Invitation"
      description={<p>Your account will be {invitation.email}. Choose a name and a password.</p>}
    >
      <ActionForm action={joinStaffAction} aria-label="Invitation">
        <input type="hidden" name="token" value={token} />
        <Field name="name" label="Full name">
          <Input autoComplete="name" />
        </Field>
        <Field
          name="password"
          label="Password"
          hint={`At least ${PASSWORD_MIN} characters. A short phrase works well.`}
        >
          <Input type="password" autoComplete="new-password" />
        </Field>
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
