import { documentTitle } from "@/components/signed-document";
import { Card, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { listIssued } from "@/lib/documents/issued/queries";
import { listDocuments } from "@/lib/documents/queries";
import { listConsents } from "@/lib/legal/queries";
import { namesIn } from "../../_parts/names";
import { Code } from "../../_parts/references";
import { SubjectLink } from "../../_parts/subject-link";

const CONSENTS: Readonly<Record<string, string>> = { terms: "Terms of use", privacy: "Privacy notice" };

/** Documents that we issued or that were signed, and the terms accepted when the account was opened. */
export async function Documents({ userId }: { userId: string }) {
  const [issued, documents, consents] = await Promise.all([
    listIssued(userId),
    listDocuments(userId),
    listConsents(userId),
  ]);
  const rows = [
    ...issued.map(({ id, title, issuedOn, number, subjectType, subjectId }) => ({
      ...{ id, title },
      on: issuedOn,
      version: number,
      subject: { type: subjectType, id: subjectId },
      href: `/api/documents/issued/${id}`,
    })),
    ...documents.map(({ id, subjectType, subjectId, signedOn, templateVersion, ...document }) => ({
      id,
      title: documentTitle(document),
      on: signedOn,
      version: templateVersion,
      subject: { type: subjectType, id: subjectId },
      href: null,
    })),
    ...consents.toReversed().map(({ kind, version, agreedOn }) => ({
      id: `${kind}-${version}`,
      title: `${CONSENTS[kind] ?? "Text"}, accepted`,
      on: agreedOn,
      version,
      subject: null,
      href: null,
    })),
  ];
  const names = await namesIn({ subjects: rows.flatMap(({ subject }) => subject ?? []) });
  return (
    <Card aria-labelledby="documents">
      <CardHeader id="documents" title="Documents" />
      <DataTable
        caption="Documents"
        rows={rows}
        rowKey={({ id }) => id}
        empty={<EmptyState title="No documents yet" />}
        columns={[
          {
            header: "Document",
            rowHeader: true,
            cell: ({ title, href }) =>
              href ? (
                <a className="link" href={href} download>
                  {title}
                </a>
              ) : (
                title
              ),
          },
          { header: "Date", cell: ({ on }) => <DateText on={on} short /> },
          { header: "Number or version", secondary: true, cell: ({ version }) => <Code>{version}</Code> },
          {
            header: "Belongs to",
            cell: ({ subject }) =>
              subject && <SubjectLink type={subject.type} id={subject.id} names={names} />,
          },
        ]}
      />
    </Card>
  );
}
