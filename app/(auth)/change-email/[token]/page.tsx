import type { Metadata } from "next";
import { ActionForm } from "@/components/action-form";
import { PlainPage } from "@/components/plain-page";
import Link from "@/components/ui/link";
import { SubmitButton } from "@/components/ui/submit-button";
import { addressBehind } from "@/lib/accounts/change-email";
import { SpentLink } from "../../spent-link";
import { changeEmailAction } from "./actions";

export const metadata: Metadata = {
  title: "Confirm your new email address",
  referrer: "no-referrer",
  robots: "noindex",
};

export default async function ChangeEmailPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const address = await addressBehind(token, "CHANGE_EMAIL");
  if (!address) return <SpentLink href="/settings/profile" label="Go to your profile" />;
  return (
    <PlainPage
      title="Confirm your new email address"
      description={
        <p>
          Your account will use {address}. Payouts then wait for 24 hours, and your former address gets a link
          that undoes the change.
        </p>
      }
    >
      <ActionForm
        action={changeEmailAction}
        aria-label="Confirm your new email address"
        success={
          <>
            Your account uses {address}.{" "}
            <Link className="link" href="/sign-in">
              Continue
            </Link>
          </>
        }
      >
        <input type="hidden" name="token" value={token} />
        <SubmitButton pendingLabel="Changing…" wide>
          Use this address
        </SubmitButton>
      </ActionForm>
    </PlainPage>
  );
}
