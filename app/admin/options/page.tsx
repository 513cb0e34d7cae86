import type { Metadata } from "next";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listAllOptions } from "@/lib/investing/option-queries";
import { requireActor } from "@/lib/session";
import { AddOptionForm } from "./add-option-form";
import { OptionsTable } from "./options-table";

export const metadata: Metadata = { title: "Terms and rates" };

export default async function OptionsPage() {
  await requireActor("ADMIN");
  const options = await listAllOptions();
  return (
    <>
      <PageHeader
        title="Terms and rates"
        description="Terms that investors can choose. Changes apply to new deposits only; existing investments keep their terms."
      />
      <div className="grid items-start gap-6 2xl:grid-cols-[minmax(0,1fr)_20rem]">
        <Card>
          <CardHeader title="Investment options" description="Amounts in US dollars." />
          {options.length > 0 ? (
            <OptionsTable options={options} />
          ) : (
            <EmptyState title="No options yet">Add the first one. Investors see it immediately.</EmptyState>
          )}
        </Card>
        <Card>
          <CardHeader title="Add option" />
          <CardBody>
            <AddOptionForm />
          </CardBody>
        </Card>
      </div>
    </>
  );
}
