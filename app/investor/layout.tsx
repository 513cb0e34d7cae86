import type { Metadata } from "next";
import type { ReactNode } from "react";
import { requireActor } from "@/lib/session";
import { PortalFrame } from "../_portal/portal-frame";

export const metadata: Metadata = { title: { default: "Investing", template: "%s · Investing" } };

export default async function InvestorLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor("INVESTOR");
  return (
    <PortalFrame actor={actor} portal="investor">
      {children}
    </PortalFrame>
  );
}
