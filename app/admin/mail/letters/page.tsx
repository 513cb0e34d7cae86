import type { Metadata } from "next";
import { ListPage } from "@/app/_parts/list/list-page";
import { readList } from "@/app/_parts/list/read-list";
import type { SearchParams } from "@/app/_parts/search";
import { requirePermission } from "@/lib/session";
import { LETTERS } from "./list";

export const metadata: Metadata = { title: "Letters" };

export default async function LettersPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("letter.see");
  return (
    <ListPage
      list={await readList(LETTERS, searchParams)}
      title="Letters"
      description="Notices that the law asks for and that email does not reach. Print the document from the person's page, mail it, and mark it here."
      empty={{
        title: "Nothing to mail",
        text: "A letter appears here when a legal notice cannot go by email.",
      }}
    />
  );
}
