import type { Metadata } from "next";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { optionList } from "@/lib/investing/option-queries";
import { requireActor } from "@/lib/session";
import { AddOptionForm } from "./add-option-form";
import { OptionsTable } from "./options-table";

export const metadata: Metadata = { title: "Terms and rates" };

export default async function OptionsPage() {
  await requireActor("ADMIN");
  const options = await optionList.page();
  return (
    <>
      <PageHeader
        title="Terms and rates"
        description="What investors may choose from. A change concerns new deposits only: what is invested keeps its terms."
      />
      <div className="grid items-start gap-6 2xl:grid-cols-[minmax(0,1fr)_20rem]">
        <Card>
          <CardHeader title="Investment options" description="Amounts in US dollars." />
          {options.length > 0 ? (
            <OptionsTable options={options} />
          ) : (
            <EmptyState title="No options yet">Add the first one; investors see it at once.</EmptyState>
          )}
        </Card>
        <Card>
          <CardHeader title="Add an option" />
          <CardBody>
            <AddOptionForm />
          </CardBody>
        </Card>
      </div>
    </>
  );
}
