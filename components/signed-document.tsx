import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { CopyButton } from "@/components/ui/copy-button";
import { DateText, InstantText } from "@/components/ui/date-text";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Letterhead } from "@/components/ui/letterhead";
import type { DocumentPage } from "@/lib/documents/queries";
import { AgreementText } from "./agreement-text";

const TITLES: Readonly<Record<string, string>> = {
  "loan-agreement": "Loan agreement",
  "commercial-disclosure": "Commercial financing disclosure",
  "investment-agreement": "Investment agreement",
  "maturity-instruction": "Instruction for maturity",
  "early-withdrawal": "Request for early withdrawal",
  "credit-check-consent": "Consent to a credit check",
  "business-certification": "Certification for a business",
  "autopay-authorization": "Autopay authorization",
  "e-sign-consent": "Consent to electronic documents",
};

export function documentTitle({ kind }: { kind: string }) {
  return TITLES[kind] ?? "Document";
}

/** A document as it was signed, with what proves it unchanged. Prints as a letter. */
export function SignedDocument({
  document,
  timeZone,
  children,
}: {
  document: DocumentPage;
  timeZone: string;
  /** What happened to it after it was signed. */
  children?: ReactNode;
}) {
  return (
    <>
      {!document.isIntact && (
        <Alert tone="failed" title="This text is not the one that was signed" className="mb-6">
          Its hash differs from the one stored at signing. Contact us, and rely on your own copy.
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
        {children}
        <Signature document={document} timeZone={timeZone} />
      </Letterhead>
    </>
  );
}

function Signature({ document, timeZone }: { document: DocumentPage; timeZone: string }) {
  const { kind, signedName, signedFor, signerTitle, signedAt, templateVersion, ipAddress, sha256 } = document;
  const items = [
    {
      label: kind === "e-sign-consent" ? "Agreed by checking the box" : "Signed by typing",
      value: signedName,
    },
    ...(signedFor ? [{ label: "Signed for", value: `${signedFor}, as ${signerTitle}` }] : []),
    { label: "Recorded by the server at", value: <InstantText bare at={signedAt} timeZone={timeZone} /> },
    { label: "Version of the text", value: templateVersion },
    ...(ipAddress ? [{ label: "IP address", value: ipAddress }] : []),
    { label: "SHA-256 of the text", value: <Hash sha256={sha256} /> },
  ];
  return (
    <div className="keep-together mt-8 border-t pt-4">
      <h3 className="font-semibold">Signature</h3>
      <KeyValueList items={items} />
    </div>
  );
}

function Hash({ sha256 }: { sha256: string }) {
  return (
    <>
      <code className="figures wrap-anywhere">{sha256}</code>
      <span className="no-print">
        <CopyButton text={sha256} label="Copy the hash" />
      </span>
    </>
  );
}
