import { Alert } from "@/components/ui/alert";
import { DateText, InstantText } from "@/components/ui/date-text";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Letterhead } from "@/components/ui/letterhead";
import type { DocumentPage } from "@/lib/documents/queries";
import { AgreementText } from "./agreement-text";

const TITLES: Readonly<Record<string, string>> = {
  "loan-agreement": "Loan agreement",
  "investment-agreement": "Investment agreement",
  "credit-check-consent": "Consent to a credit check",
  "e-sign-consent": "Consent to electronic documents",
};

export function documentTitle({ kind }: { kind: string }) {
  return TITLES[kind] ?? "Document";
}

/** A document as it was signed, with what proves it unchanged. Prints as a letter. */
export function SignedDocument({ document, timeZone }: { document: DocumentPage; timeZone: string }) {
  return (
    <>
      {!document.isIntact && (
        <Alert tone="failed" title="This text is not the one that was signed" className="mb-6">
          Its hash differs from the one stored at signing. Tell us, and rely on your own copy.
        </Alert>
      )}
      <Letterhead
        title={documentTitle(document)}
        facts={
          <>
            <p>
              Signed on <DateText on={document.signedOn} />
            </p>
            <p className="figures">{document.id}</p>
          </>
        }
      >
        <AgreementText body={document.body} />
        <div className="keep-together mt-8 border-t pt-4">
          <h3 className="font-semibold">Signature</h3>
          <KeyValueList
            items={[
              {
                label: document.kind === "e-sign-consent" ? "Agreed by ticking the box" : "Signed by typing",
                value: document.signedName,
              },
              ...(document.signedFor
                ? [{ label: "Signed for", value: `${document.signedFor}, as ${document.signerTitle}` }]
                : []),
              {
                label: "Recorded by the server at",
                value: <InstantText bare at={document.signedAt} timeZone={timeZone} />,
              },
              { label: "Version of the text", value: document.templateVersion },
              ...(document.ipAddress ? [{ label: "From", value: document.ipAddress }] : []),
              { label: "SHA-256 of the text", value: <code className="figures">{document.sha256}</code> },
            ]}
          />
        </div>
      </Letterhead>
    </>
  );
}
