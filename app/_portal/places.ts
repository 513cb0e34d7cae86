import type { Place } from "@/components/nav-links";
import type { Portal } from "@/lib/portal-cookie";

/** The portals of customers, as their frame names them and as the cookie of the last one visited does. */
export const PORTALS = {
  borrower: {
    as: "BORROWER",
    label: "Borrower",
    places: [
      { href: "/borrower", label: "Overview" },
      { href: "/borrower/apply", label: "Apply" },
      { href: "/borrower/loans", label: "Loans" },
      { href: "/borrower/accounts", label: "Accounts" },
      { href: "/borrower/settings/accounting", label: "Accounting" },
      { href: "/borrower/notifications", label: "Notifications" },
    ],
  },
  investor: {
    as: "INVESTOR",
    label: "Investor",
    // Notifications are at the bell.
    places: [
      { href: "/investor", label: "Overview" },
      { href: "/investor/invest", label: "Invest" },
      { href: "/investor/investments", label: "Investments" },
      { href: "/investor/statement", label: "Statement" },
      { href: "/investor/accounts", label: "Bank accounts" },
    ],
  },
} as const satisfies Record<Portal, { as: "BORROWER" | "INVESTOR"; label: string; places: Place[] }>;
