import type { Metadata } from "next";
import { ListPage } from "@/app/_parts/list/list-page";
import { readList } from "@/app/_parts/list/read-list";
import type { SearchParams } from "@/app/_parts/search";
import { requirePermission } from "@/lib/session";
import { REFUSALS } from "./list";

export const metadata: Metadata = { title: "Refusals" };

export default async function RefusalsPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("books.see");
  return (
    <ListPage
      list={await readList(REFUSALS, searchParams)}
      title="Refusals"
      description="Requests the ledger refused. Amounts are in the account's currency. Repeating a request gets the same refusal; a retry needs a new key."
      empty={{
        title: "No refusals yet",
        text: "A request that breaks a rule, such as the floor of an account, is listed here.",
      }}
    />
  );
}
