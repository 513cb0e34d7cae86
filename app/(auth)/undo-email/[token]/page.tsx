import type { Metadata } from "next";
import { ActionForm } from "@/components/action-form";
import { PlainPage } from "@/components/plain-page";
import Link from "@/components/ui/link";
import { SubmitButton } from "@/components/ui/submit-button";
import { addressBehind } from "@/lib/accounts/change-email";
import { SpentLink } from "../../spent-link";
import { undoEmailAction } from "./actions";

export const metadata: Metadata = {
  title: "Undo the change of your email address",
  referrer: "no-referrer",
  robots: "noindex",
};

export default async function UndoEmailPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const address = await addressBehind(token, "UNDO_EMAIL");
  if (!address) return <SpentLink href="/settings/profile" label="Go to your profile" />;
  return (
    <PlainPage
      title="Undo the change of your email address"
      description={<p>Your account will use {address} again, and all sessions end.</p>}
    >
      <ActionForm
        action={undoEmailAction}
        aria-label="Undo the change of your email address"
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
        <SubmitButton pendingLabel="Changing back…" wide>
          Change the address back
        </SubmitButton>
      </ActionForm>
    </PlainPage>
  );
}
