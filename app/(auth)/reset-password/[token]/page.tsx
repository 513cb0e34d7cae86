import type { Metadata } from "next";
import { ActionForm } from "@/components/action-form";
import { PlainPage } from "@/components/plain-page";
import { SubmitButton } from "@/components/ui/submit-button";
import { isOpenLink } from "@/lib/accounts/links";
import { NewPasswordFields } from "../../new-password-fields";
import { SpentLink } from "../../spent-link";
import { resetPasswordAction } from "./actions";

// The address is a secret: it must not be sent to other sites.
export const metadata: Metadata = {
  title: "Choose a new password",
  referrer: "no-referrer",
  robots: "noindex",
};

export default async function ResetPasswordPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  if (!(await isOpenLink(token, "RESET_PASSWORD")))
    return <SpentLink href="/forgot-password" label="Request a new link" />;
  return (
    <PlainPage
      title="Choose a new password"
      description={<p>All your sessions end, and you sign in with the new password.</p>}
    >
      <ActionForm action={resetPasswordAction} aria-label="Choose a new password">
        <input type="hidden" name="token" value={token} />
        <NewPasswordFields />
        <SubmitButton pendingLabel="Saving…" wide>
          Save password
        </SubmitButton>
      </ActionForm>
    </PlainPage>
  );
}
