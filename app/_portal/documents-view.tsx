// Everything that was issued to a person or signed by them, in one place of a portal.
import { documentTitle } from "@/components/signed-document";
import { buttonStyle, LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import Link from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { listIssued } from "@/lib/documents/issued/queries";
import { listDocuments } from "@/lib/documents/queries";
import type { Portal } from "@/lib/portal-cookie";

/** What belongs to the other portal of a person who has both. */
const ELSEWHERE: Readonly<Record<Portal, { subjects: readonly string[]; signed: readonly string[] }>> = {
  borrower: { subjects: ["investor", "investment"], signed: ["investment-agreement"] },
  investor: {
    subjects: ["loan", "application", "offer"],
    signed: [
      "loan-agreement",
      "commercial-disclosure",
      "credit-check-consent",
      "business-certification",
      "autopay-authorization",
    ],
  },
};

export async function DocumentsView({ userId, portal }: { userId: string; portal: Portal }) {
  const [issued, signed] = await Promise.all([listIssued(userId), listDocuments(userId)]);
  const elsewhere = ELSEWHERE[portal];
  const rows = [
    ...issued
      .filter(({ subjectType }) => !elsewhere.subjects.includes(subjectType))
      .map(({ id, title, number, issuedOn }) => ({ id, title, number, on: issuedOn, isSigned: false })),
    ...signed
      .filter(({ kind }) => !elsewhere.signed.includes(kind))
      .map((document) => ({
        id: document.id,
        title: documentTitle(document),
        number: null,
        on: document.signedOn,
        isSigned: true,
      })),
  ].toSorted((a, b) => (a.on === b.on ? 0 : a.on < b.on ? 1 : -1));
  return (
    <>
      <PageHeader
        title="Documents"
        description="Statements, letters and notices from us, and what you have signed. A document never changes after its date."
        actions={
          <>
            {portal === "investor" && (
              <LinkButton href="/investor/tax" variant="secondary">
                Tax information
              </LinkButton>
            )}
            <a href="/api/documents/export" download className={buttonStyle({ variant: "secondary" })}>
              Download everything
            </a>
          </>
        }
      />
      <Card>
        <DataTable
          caption="Documents"
          rows={rows}
          rowKey={({ id }) => id}
          empty={
            <EmptyState title="No documents yet">
              Statements appear here on the first banking day after each month.
            </EmptyState>
          }
          columns={[
            {
              header: "Document",
              rowHeader: true,
              cell: ({ id, title, isSigned }) =>
                isSigned ? (
                  <Link className="link" href={`/${portal}/documents/${id}`}>
                    {title}
                  </Link>
                ) : (
                  title
                ),
            },
            { header: "Date", cell: ({ on }) => <DateText on={on} short /> },
            {
              header: "Number",
              secondary: true,
              cell: ({ number }) => <span className="figures">{number ?? "Signed"}</span>,
            },
            { header: "Save", bare: true, cell: (row) => <SaveLinks {...row} /> },
          ]}
        />
      </Card>
    </>
  );
}

function SaveLinks({ id, title, isSigned }: { id: string; title: string; isSigned: boolean }) {
  const about = <span className="sr-only"> of {title}</span>;
  if (isSigned)
    return (
      <span className="flex justify-end gap-4">
        <a className="link" href={`/api/documents/${id}`} download>
          Text{about}
        </a>
      </span>
    );
  return (
    <span className="flex justify-end gap-4">
      <a className="link" href={`/api/documents/issued/${id}`} download>
        PDF{about}
      </a>
      <a className="link" href={`/api/documents/issued/${id}?format=txt`} download>
        Text{about}
      </a>
    </span>
  );
}
