import type { Metadata } from "next";
import type { ReactNode } from "react";
import { requireActor } from "@/lib/session";
import { PortalFrame } from "../_portal/portal-frame";
import { INVESTOR_PLACES } from "./places";

export const metadata: Metadata = { title: { default: "Investing", template: "%s · Investing" } };

export default async function InvestorLayout({ children }: { children: ReactNode }) {
  const investor = await requireActor("INVESTOR");
  return (
    <PortalFrame actor={investor} as="INVESTOR" home="/investor" label="Investor" places={INVESTOR_PLACES}>
      {children}
    </PortalFrame>
  );
}
