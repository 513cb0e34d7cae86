import type { Metadata } from "next";
import { SignedDocument, documentTitle } from "@/components/signed-document";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { buttonStyle } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { getDocument } from "@/lib/documents/queries";
import { env } from "@/lib/env";
import { requireActor } from "@/lib/session";
import { found } from "@/app/_parts/found";

export const metadata: Metadata = { title: "Document" };

export default async function DocumentPage({ params }: PageProps<"/investor/documents/[id]">) {
  const { userId } = await requireActor("INVESTOR");
  const { id } = await params;
  const document = await found(getDocument(userId, id));
  const title = documentTitle(document);
  const investment = document.subjectType === "investment" ? document.subjectId : null;
  return (
    <>
      <div className="no-print">
        <PageHeader
          title={title}
          breadcrumbs={
            <Breadcrumbs
              items={[
                { label: "Investments", href: "/investor/investments" },
                ...(investment ? [{ label: "Investment", href: `/investor/investments/${investment}` }] : []),
                { label: title },
              ]}
            />
          }
          description="The text as you signed it. Print it from your browser, or save the exact text."
          actions={
            <a href={`/api/documents/${id}`} download className={buttonStyle({ variant: "secondary" })}>
              Save the text
            </a>
          }
        />
      </div>
      <SignedDocument document={document} timeZone={env.BUSINESS_TIME_ZONE} />
    </>
  );
}
