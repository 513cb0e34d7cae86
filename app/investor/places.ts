import type { Place } from "@/components/nav-links";

/** The bar of the investor's pages; notifications are at the bell. */
export const INVESTOR_PLACES: Place[] = [
  { href: "/investor", label: "Overview" },
  { href: "/investor/invest", label: "Invest" },
  { href: "/investor/investments", label: "Investments" },
  { href: "/investor/statement", label: "Statement" },
  { href: "/investor/accounts", label: "Bank accounts" },
];
