import { DateText } from "@/components/ui/date-text";
import { Disclosure } from "@/components/ui/disclosure";
import { StatusBadge } from "@/components/ui/status-badge";
import { getDocumentAdmin } from "@/lib/documents/queries";
import { Code } from "./references";

/** A signed agreement, with proof that it is unchanged. */
export async function Agreement({ id, title = "Agreement" }: { id: string; title?: string }) {
  const document = await getDocumentAdmin(id);
  return (
    <Disclosure summary={title} className="mt-4">
      <p className="flex flex-wrap items-center gap-2 text-sm">
        {document.isIntact ? (
          <StatusBadge tone="posted">Unchanged since signing</StatusBadge>
        ) : (
          <StatusBadge tone="failed">Changed since signing</StatusBadge>
        )}
        <span className="text-muted">
          {document.signedName}
          {document.signedFor && `, ${document.signerTitle} of ${document.signedFor}`},{" "}
          <DateText on={document.signedOn} />
        </span>
      </p>
      <p className="mt-1 text-sm text-muted">
        SHA-256 <Code>{document.sha256}</Code>, version <Code>{document.templateVersion}</Code>
      </p>
      <pre
        tabIndex={0}
        role="region"
        aria-label={title}
        className="mt-3 max-h-96 overflow-auto rounded-md border bg-sunken p-4 text-sm wrap-break-word whitespace-pre-wrap"
      >
        {document.body}
      </pre>
    </Disclosure>
  );
}
