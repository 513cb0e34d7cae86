import type { Metadata } from "next";
import { ListPage } from "@/app/_parts/list/list-page";
import { readList } from "@/app/_parts/list/read-list";
import type { SearchParams } from "@/app/_parts/search";
import { requirePermission } from "@/lib/session";
import { PEOPLE } from "./list";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("person.see");
  return (
    <ListPage
      list={await readList(PEOPLE, searchParams)}
      title="People"
      description="Everyone with an account."
      empty={{ title: "No people yet", text: "Everyone who registers appears here." }}
    />
  );
}
