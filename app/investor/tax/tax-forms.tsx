import { Card, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { listIssued } from "@/lib/documents/issued/queries";

/** The tax forms that were issued to a person, to save. */
export async function TaxForms({ userId }: { userId: string }) {
  const forms = await listIssued(userId, ["tax-statement"]);
  return (
    <Card aria-labelledby="forms">
      <CardHeader id="forms" title="Tax forms" description="Issued in January for the year before." />
      <DataTable
        caption="Tax forms"
        rows={forms}
        rowKey={({ id }) => id}
        empty={<EmptyState title="No tax forms yet">A form appears here in January.</EmptyState>}
        columns={[
          { header: "Form", rowHeader: true, cell: ({ title }) => title },
          { header: "Date", cell: ({ issuedOn }) => <DateText on={issuedOn} short /> },
          {
            header: "Save",
            bare: true,
            cell: ({ id, title }) => (
              <a className="link" href={`/api/documents/issued/${id}`} download>
                PDF<span className="sr-only"> of {title}</span>
              </a>
            ),
          },
        ]}
      />
    </Card>
  );
}
