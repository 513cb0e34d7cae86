import type { Metadata } from "next";
import { ListPage } from "@/app/_parts/list/list-page";
import { readList } from "@/app/_parts/list/read-list";
import type { SearchParams } from "@/app/_parts/search";
import { requirePermission } from "@/lib/session";
import { WEBHOOKS } from "./list";

export const metadata: Metadata = { title: "Webhooks" };

export default async function WebhooksPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("webhook.see");
  return (
    <ListPage
      list={await readList(WEBHOOKS, searchParams)}
      title="Webhooks"
      description="Messages from the bank, each stored once as it arrived. A message with an invalid signature is refused and not stored. We never act on what a webhook says: it prompts us to query the bank."
      empty={{
        title: "No webhooks yet",
        text: "The bank sends one whenever the status of a payment changes.",
      }}
    />
  );
}
