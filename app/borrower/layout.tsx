import type { Metadata } from "next";
import type { ReactNode } from "react";
import { requireActor } from "@/lib/session";
import { PortalFrame } from "../_portal/portal-frame";

export const metadata: Metadata = { title: { default: "Borrowing", template: "%s · Borrowing" } };

export default async function BorrowerLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor("BORROWER");
  return (
    <PortalFrame actor={actor} portal="borrower">
      {children}
    </PortalFrame>
  );
}
