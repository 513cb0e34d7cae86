import type { Metadata } from "next";
import { ListPage } from "@/app/_parts/list/list-page";
import { readList } from "@/app/_parts/list/read-list";
import type { SearchParams } from "@/app/_parts/search";
import { requirePermission } from "@/lib/session";
import { EMAILS } from "./list";

export const metadata: Metadata = { title: "Emails" };

export default async function EmailsPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("email.see");
  return (
    <ListPage
      list={await readList(EMAILS, searchParams)}
      title="Emails"
      description="Every email, with the mail server's last answer. One that may have arrived is not sent again."
      empty={{
        title: "No emails yet",
        text: "Emails are sent with notifications about money and decisions.",
      }}
    />
  );
}
