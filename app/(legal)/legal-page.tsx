import { Alert } from "@/components/ui/alert";
import { PageHeader } from "@/components/ui/page-header";
import { company } from "@/lib/legal/company";
import { hashOf, type LegalText } from "@/lib/legal/legal-text";

/** A text that people agree to, with what identifies it. */
export function LegalPage({ text }: { text: LegalText }) {
  return (
    <>
      <PageHeader title={text.title} description={`Version ${text.version}.`} />
      {company.isMadeUp && (
        <Alert className="mb-6">
          This is a sandbox. The company, its address and its phone number are fictional, and no real money
          moves.
        </Alert>
      )}
      <ol className="grid gap-6">
        {text.sections.map(({ heading, paragraphs }, at) => (
          <li key={heading}>
            <h2 className="text-lg font-semibold">
              {at + 1}. {heading}
            </h2>
            {paragraphs.map((paragraph) => (
              <p key={paragraph} className="mt-2 max-w-prose">
                {paragraph}
              </p>
            ))}
          </li>
        ))}
      </ol>
      <p className="mt-8 border-t pt-3 text-sm wrap-anywhere text-muted">
        SHA-256 of this text <code className="figures">{hashOf(text)}</code>
      </p>
    </>
  );
}
