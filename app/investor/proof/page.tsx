import type { Metadata } from "next";
import { ProofView } from "@/app/_portal/proof-view";
import { requireActor } from "@/lib/session";

export const metadata: Metadata = { title: "Proof of balances" };

export default async function ProofPage() {
  await requireActor("INVESTOR");
  return <ProofView portal="investor" />;
}
