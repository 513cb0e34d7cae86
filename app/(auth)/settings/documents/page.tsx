import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { withdrawESignAction } from "@/app/_portal/actions";
import { ESignConsent } from "@/app/_portal/e-sign-gate";
import { ActionForm } from "@/components/action-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { buttonStyle } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { InstantText } from "@/components/ui/date-text";
import { PageHeader } from "@/components/ui/page-header";
import { eSignStatus } from "@/lib/documents/e-sign-consent";
import { env } from "@/lib/env";
import { isStaff } from "@/lib/permissions";
import { requireActor } from "@/lib/session";
import { SettingsTabs } from "../settings-tabs";

export const metadata: Metadata = { title: "Electronic documents" };

export default async function ElectronicDocumentsPage() {
  const { userId, roles } = await requireActor("ANY");
  if (isStaff(roles)) notFound(); // staff sign nothing here
  const consent = await eSignStatus(userId);
  return (
    <>
      <PageHeader
        title="Electronic documents"
        description="Choose whether to receive and sign documents here instead of on paper."
      />
      <SettingsTabs current="documents" roles={roles} />
      {consent ? <Given {...consent} /> : <ESignConsent userId={userId} />}
    </>
  );
}

function Given({ documentId, givenAt }: { documentId: string; givenAt: string }) {
  return (
    <Card aria-labelledby="given">
      <CardHeader
        id="given"
        title="You receive documents electronically"
        description={
          <>
            You agreed on <InstantText at={givenAt} timeZone={env.BUSINESS_TIME_ZONE} />.
          </>
        }
        actions={
          <a href={`/api/documents/${documentId}`} download className={buttonStyle({ variant: "secondary" })}>
            Save the text
          </a>
        }
      />
      <CardBody>
        <ActionForm action={withdrawESignAction} aria-label="Withdraw consent">
          <div>
            <ConfirmDialog
              trigger="Withdraw consent"
              title="Withdraw your consent to electronic documents?"
              confirmLabel="Withdraw consent"
              cancelLabel="Keep it"
              variant="secondary"
            >
              You will not be able to sign anything here until you agree again. Documents you have signed
              remain valid, and your loans and investments continue as agreed.
            </ConfirmDialog>
          </div>
        </ActionForm>
      </CardBody>
    </Card>
  );
}
