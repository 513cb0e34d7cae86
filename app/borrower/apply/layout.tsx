import type { ReactNode } from "react";
import { ESignGate } from "@/app/_portal/e-sign-gate";
import { requireActor } from "@/lib/session";

/** Applying ends in documents, the notice of our decision among them, so it begins with the consent to receive them here. */
export default async function ApplyLayout({ children }: { children: ReactNode }) {
  const { userId } = await requireActor("BORROWER");
  return <ESignGate userId={userId}>{children}</ESignGate>;
}
