import type { ReactNode } from "react";
import { ESignConsent } from "@/app/_portal/e-sign-gate";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { eSignStatus } from "@/lib/documents/e-sign-consent";
import { findOpenApplication } from "@/lib/lending/application/open-application";
import { requireActor } from "@/lib/session";

/**
 * One application at a time. Applying ends in documents, the notice of our decision among them, so it begins with the
 * consent to receive them here.
 */
export default async function ApplyLayout({ children }: { children: ReactNode }) {
  const { borrowerId, userId } = await requireActor("BORROWER");
  const open = await findOpenApplication(borrowerId);
  if (open) return <AlreadyOpen {...open} />;
  if (await eSignStatus(userId)) return children;
  return (
    <>
      <PageHeader title="Apply" />
      <ESignConsent userId={userId} />
    </>
  );
}

function AlreadyOpen({ id, number, hasOffers }: { id: string; number: number; hasOffers: boolean }) {
  return (
    <>
      <PageHeader title="Apply" />
      <Alert
        title="You have an open application"
        actions={
          <LinkButton href={`/borrower/applications/${id}`} size="sm">
            Open application {number}
          </LinkButton>
        }
      >
        {hasOffers
          ? "Accept one of its offers or withdraw it before you apply again."
          : "We have not decided on it yet. To apply with different figures, withdraw it first."}
      </Alert>
    </>
  );
}
