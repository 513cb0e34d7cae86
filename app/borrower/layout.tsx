import type { Metadata } from "next";
import type { ReactNode } from "react";
import { requireActor } from "@/lib/session";
import { PortalFrame } from "../_portal/portal-frame";

export const metadata: Metadata = { title: { default: "Borrowing", template: "%s · Borrowing" } };

const PLACES = [
  { href: "/borrower", label: "Overview" },
  { href: "/borrower/apply", label: "Apply" },
  { href: "/borrower/loans", label: "Loans" },
  { href: "/borrower/accounts", label: "Accounts" },
  { href: "/borrower/settings/accounting", label: "Accounting" },
  { href: "/borrower/notifications", label: "Notifications" },
];

export default async function BorrowerLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor("BORROWER");
  return (
    <PortalFrame actor={actor} as="BORROWER" home="/borrower" label="Borrower" places={PLACES}>
      {children}
    </PortalFrame>
  );
}
