import type { Metadata } from "next";
import { Alert } from "@/components/ui/alert";
import { CopyButton } from "@/components/ui/copy-button";
import { DateText, InstantText } from "@/components/ui/date-text";
import { Letterhead } from "@/components/ui/letterhead";
import { PageHeader } from "@/components/ui/page-header";
import { getRevocation } from "@/lib/lending/autopay-text";
import { getDocument, type DocumentPage } from "@/lib/documents/queries";
import { requireActor } from "@/lib/session";
import { found } from "@/app/_parts/found";
import { PrintButton } from "./print-button";

export const metadata: Metadata = { title: "Document" };

const TITLES: Record<string, string> = {
  "loan-agreement": "Loan agreement and disclosure",
  "credit-check-consent": "Consent to a soft credit check",
  "autopay-authorization": "Autopay authorization",
  "e-sign-consent": "Consent to electronic documents",
};

export default async function BorrowerDocumentPage({ params }: PageProps<"/borrower/documents/[id]">) {
  const { userId } = await requireActor("BORROWER");
  const document = await found(getDocument(userId, (await params).id));
  const { kind, body, signedOn, signedAt, templateVersion, sha256, isIntact } = document;
  const signer = signerWords(document);
  const revocation = kind === "autopay-authorization" ? await getRevocation(document.id) : null;
  const title = TITLES[kind] ?? "Document";
  return (
    <>
      <div className="no-print">
        <PageHeader title={title} description="Exactly as you signed it." actions={<PrintButton />} />
        {!isIntact && (
          <Alert tone="failed" title="This text is not the one that was signed" className="mb-6">
            Its fingerprint does not match. Tell us, and do not rely on it.
          </Alert>
        )}
      </div>
      <Letterhead
        title={title}
        facts={
          <>
            <p>{signer}</p>
            <p>
              <DateText on={signedOn} />
            </p>
          </>
        }
      >
        <pre
          tabIndex={0}
          role="region"
          aria-label={title}
          className="overflow-x-auto figures whitespace-pre print:overflow-visible print:text-[8pt]"
        >
          {body}
        </pre>
        <footer className="mt-8 border-t pt-4 text-sm text-muted">
          <p>
            Signed electronically by {signer} on <DateText on={signedOn} />. Recorded by the server at{" "}
            <InstantText at={signedAt} bare />. Text {templateVersion}.
          </p>
          {revocation && (
            <p>
              Ended on <DateText on={revocation.on} />, <InstantText at={revocation.at} />.{" "}
              {revocation.because}
            </p>
          )}
          <p className="flex flex-wrap items-center gap-1">
            Fingerprint (SHA-256) <code className="figures wrap-anywhere text-ink">{sha256}</code>
            <span className="no-print">
              <CopyButton text={sha256} label="Copy the fingerprint" />
            </span>
          </p>
        </footer>
      </Letterhead>
    </>
  );
}

/** The person; for a business with their title and the company. */
function signerWords({ signedName, signerTitle, signedFor }: DocumentPage) {
  return signedFor ? `${signedName}, ${signerTitle}, for ${signedFor}` : signedName;
}
