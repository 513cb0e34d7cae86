import type { Metadata } from "next";
import { z } from "zod";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import { listWebhooks } from "@/lib/payments/queries";
import { requireActor } from "@/lib/session";
import { FilterField } from "@/app/_parts/filter-field";
import { FilterForm } from "@/app/_parts/filter-form";
import { OlderNewer } from "../../_parts/older-newer";
import { isFiltered, mark, readFilters, searchText, type SearchParams } from "@/app/_parts/search";
import { WEBHOOK_CHOICES } from "../../_parts/statuses";
import { WebhooksTable } from "./webhooks-table";

export const metadata: Metadata = { title: "Webhook inbox" };

const PATH = "/admin/payments/webhooks";
const RULES = {
  status: z.enum(["RECEIVED", "PROCESSED", "IGNORED", "FAILED"]),
  topic: searchText,
  objectId: mark,
  before: z.iso.datetime(),
};

export default async function WebhooksPage({ searchParams }: { searchParams: SearchParams }) {
  await requireActor("ADMIN");
  const { status, topic, objectId, before } = await readFilters(RULES, searchParams);
  const { rows, nextBefore } = await listWebhooks({
    ...(status && { status }),
    ...(topic && { topic }),
    ...(objectId && { objectId }),
    ...(before && { before }),
  });
  const filters = { status, topic, objectId };
  const active = isFiltered(filters);
  return (
    <>
      <PageHeader
        title="Webhook inbox"
        description="Every signed message from the bank, once, as it arrived. A message without the right signature is refused and not stored. What a message says of a state is not believed: it only makes us ask the bank."
      />
      <FilterForm path={PATH} filters={filters} active={active}>
        <FilterField name="status" label="Status" className="sm:w-40">
          <Select defaultValue={status ?? ""}>
            <option value="">Any</option>
            {WEBHOOK_CHOICES.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </FilterField>
        <FilterField name="topic" label="Topic" className="sm:w-60">
          <Input
            type="search"
            defaultValue={topic}
            className="figures"
            placeholder="payment_order.completed"
          />
        </FilterField>
        <FilterField name="objectId" label="Id of the object" className="sm:w-60">
          <Input type="search" defaultValue={objectId} className="figures" />
        </FilterField>
      </FilterForm>
      <Card>
        <WebhooksTable
          rows={rows}
          empty={
            active ? (
              <EmptyState kind="no-results" title="No message fits these filters" />
            ) : (
              <EmptyState title="No message has arrived yet">
                The bank writes here whenever a payment order changes its state.
              </EmptyState>
            )
          }
        />
        <OlderNewer path={PATH} filters={filters} before={before} next={nextBefore} />
      </Card>
    </>
  );
}
