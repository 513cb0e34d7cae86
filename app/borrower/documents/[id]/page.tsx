import type { Metadata } from "next";
import { SignedDocument, documentTitle } from "@/components/signed-document";
import { Alert } from "@/components/ui/alert";
import { buttonStyle } from "@/components/ui/button";
import { DateText, InstantText } from "@/components/ui/date-text";
import { PageHeader } from "@/components/ui/page-header";
import { getRevocation } from "@/lib/lending/autopay/autopay-text";
import { getDocument } from "@/lib/documents/queries";
import { env } from "@/lib/env";
import { requireActor } from "@/lib/session";
import { found } from "@/app/_parts/found";
import { PrintButton } from "./print-button";

export const metadata: Metadata = { title: "Document" };

export default async function BorrowerDocumentPage({ params }: PageProps<"/borrower/documents/[id]">) {
  const { userId } = await requireActor("BORROWER");
  const document = await found(getDocument(userId, (await params).id));
  const { id, kind } = document;
  const revocation = kind === "autopay-authorization" ? await getRevocation(id) : null;
  return (
    <>
      <div className="no-print">
        <PageHeader
          title={documentTitle(document)}
          description="The text exactly as you signed it."
          actions={
            <>
              <PrintButton />
              <a href={`/api/documents/${id}`} download className={buttonStyle({ variant: "secondary" })}>
                Save the text
              </a>
            </>
          }
        />
      </div>
      <SignedDocument document={document} timeZone={env.BUSINESS_TIME_ZONE}>
        {revocation && (
          <Alert tone="voided" title="No longer in force" className="mt-6">
            Ended on <DateText on={revocation.on} />, <InstantText at={revocation.at} />. {revocation.because}
          </Alert>
        )}
      </SignedDocument>
    </>
  );
}
