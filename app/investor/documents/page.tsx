import type { Metadata } from "next";
import { DocumentsView } from "@/app/_portal/documents-view";
import { requireActor } from "@/lib/session";

export const metadata: Metadata = { title: "Documents" };

export default async function InvestorDocumentsPage() {
  const { userId } = await requireActor("INVESTOR");
  return <DocumentsView userId={userId} portal="investor" />;
}
