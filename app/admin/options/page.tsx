import type { Metadata } from "next";
import { ListPage } from "@/app/_parts/list/list-page";
import { readList } from "@/app/_parts/list/read-list";
import type { SearchParams } from "@/app/_parts/search";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { requirePermission } from "@/lib/session";
import { AddOptionForm } from "./add-option-form";
import { OPTIONS } from "./list";

export const metadata: Metadata = { title: "Terms and rates" };

export default async function OptionsPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("option.see");
  return (
    <ListPage
      list={await readList(OPTIONS, searchParams)}
      title="Terms and rates"
      description="The options investors can choose from. A change applies to new deposits only: existing investments keep their terms. Amounts in US dollars."
      empty={{ title: "No options yet", text: "Add the first one. Investors see it immediately." }}
      below={
        <Card className="mt-6 max-w-2xl">
          <CardHeader title="Add an option" />
          <CardBody>
            <AddOptionForm />
          </CardBody>
        </Card>
      }
    />
  );
}
