import type { Metadata } from "next";
import { ActionForm } from "@/components/action-form";
import { PlainPage } from "@/components/plain-page";
import Link from "@/components/ui/link";
import { SubmitButton } from "@/components/ui/submit-button";
import { isOpenLink } from "@/lib/accounts/links";
import { SpentLink } from "../../spent-link";
import { verifyEmailAction } from "./actions";

export const metadata: Metadata = {
  title: "Verify your email address",
  referrer: "no-referrer",
  robots: "noindex",
};

/** With a button, because mail programs open links by themselves. */
export default async function VerifyEmailPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  if (!(await isOpenLink(token, "VERIFY_EMAIL")))
    return <SpentLink href="/settings/profile" label="Go to your profile" />;
  return (
    <PlainPage title="Verify your email address">
      <ActionForm
        action={verifyEmailAction}
        aria-label="Verify your email address"
        success={
          <>
            Your email address is verified.{" "}
            <Link className="link" href="/sign-in">
              Continue
            </Link>
          </>
        }
      >
        <input type="hidden" name="token" value={token} />
        <SubmitButton pendingLabel="Verifying…" wide>
          Verify email address
        </SubmitButton>
      </ActionForm>
    </PlainPage>
  );
}
