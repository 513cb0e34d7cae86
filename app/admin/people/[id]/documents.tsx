import { documentTitle } from "@/components/signed-document";
import { Card, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { listDocuments } from "@/lib/documents/queries";
import { listConsents } from "@/lib/legal/queries";
import { namesIn } from "../../_parts/names";
import { Code } from "../../_parts/references";
import { SubjectLink } from "../../_parts/subject-link";

const CONSENTS: Readonly<Record<string, string>> = { terms: "Terms of use", privacy: "Privacy notice" };

/** Signed documents, and the terms accepted when the account was opened. */
export async function Documents({ userId }: { userId: string }) {
  const [documents, consents] = await Promise.all([listDocuments(userId), listConsents(userId)]);
  const rows = [
    ...documents.map(({ id, subjectType, subjectId, signedOn, templateVersion, ...document }) => ({
      id,
      title: documentTitle(document),
      on: signedOn,
      version: templateVersion,
      subject: { type: subjectType, id: subjectId },
    })),
    ...consents.toReversed().map(({ kind, version, agreedOn }) => ({
      id: `${kind}-${version}`,
      title: `${CONSENTS[kind] ?? "Text"}, accepted`,
      on: agreedOn,
      version,
      subject: null,
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
        empty={<EmptyState title="Nothing signed yet" />}
        columns={[
          { header: "Document", rowHeader: true, cell: ({ title }) => title },
          { header: "Date", cell: ({ on }) => <DateText on={on} short /> },
          { header: "Version", secondary: true, cell: ({ version }) => <Code>{version}</Code> },
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
