import type { Place } from "@/components/nav-links";
import type { Portal } from "@/lib/portal-cookie";

/** The portals of customers, as their frame names them and as the cookie of the last one visited does. */
export const PORTALS = {
  borrower: {
    as: "BORROWER",
    label: "Borrower",
    // Notifications are at the bell, in both portals.
    places: [
      { href: "/borrower", label: "Overview" },
      { href: "/borrower/apply", label: "Apply" },
      {
        href: "/borrower/loans",
        label: "Loans",
        also: ["/borrower/applications", "/borrower/offers", "/borrower/payments", "/borrower/proof"],
      },
      { href: "/borrower/documents", label: "Documents" },
      { href: "/borrower/accounts", label: "Bank accounts" },
      { href: "/borrower/settings/accounting", label: "Accounting" },
    ],
  },
  investor: {
    as: "INVESTOR",
    label: "Investor",
    places: [
      { href: "/investor", label: "Overview", also: ["/investor/pool"] },
      { href: "/investor/invest", label: "Invest" },
      { href: "/investor/investments", label: "Investments" },
      { href: "/investor/statement", label: "Statement", also: ["/investor/proof"] },
      { href: "/investor/documents", label: "Documents", also: ["/investor/tax"] },
      { href: "/investor/accounts", label: "Bank accounts" },
    ],
  },
} as const satisfies Record<Portal, { as: "BORROWER" | "INVESTOR"; label: string; places: Place[] }>;
