import type { PlaceGroup } from "@/components/nav-groups";

/** The sidebar. */
export const ADMIN_PLACES: PlaceGroup[] = [
  {
    places: [
      { href: "/admin", label: "Overview" },
      { href: "/admin/notifications", label: "Notifications" },
      { href: "/admin/people", label: "People" },
      { href: "/admin/messages", label: "Messages" },
      { href: "/admin/mail", label: "Emails" },
      { href: "/admin/mail/letters", label: "Letters" },
    ],
  },
  {
    label: "Lending",
    places: [
      { href: "/admin/applications", label: "Applications" },
      { href: "/admin/loans", label: "Loans" },
      { href: "/admin/reports/par", label: "Reports", also: ["/admin/reports"] },
    ],
  },
  {
    label: "Investing",
    places: [
      { href: "/admin/investments", label: "Investments" },
      { href: "/admin/investments/withdrawals", label: "Early withdrawals" },
      { href: "/admin/options", label: "Terms and rates" },
      { href: "/admin/coverage", label: "Coverage" },
    ],
  },
  {
    label: "Money",
    places: [
      { href: "/admin/payments", label: "Payments" },
      { href: "/admin/payments/webhooks", label: "Webhooks" },
      { href: "/admin/bank", label: "Bank" },
      { href: "/admin/bank/lines", label: "Statement lines" },
      { href: "/admin/bank/exceptions", label: "Bank exceptions" },
      { href: "/admin/bank-accounts", label: "Bank account reviews" },
    ],
  },
  {
    label: "Ledger",
    places: [
      { href: "/admin/ledger", label: "Accounts" },
      { href: "/admin/ledger/categories", label: "Categories" },
      { href: "/admin/ledger/transactions", label: "Transactions" },
      { href: "/admin/ledger/refusals", label: "Refusals" },
      { href: "/admin/ledger/trial-balance", label: "Trial balance" },
      { href: "/admin/ledger/periods", label: "Periods" },
      { href: "/admin/ledger/seal", label: "Seal" },
      { href: "/admin/ledger/checks", label: "Checks" },
    ],
  },
  {
    label: "Writeback",
    places: [
      { href: "/admin/settings/writeback", label: "Borrowers' books" },
      { href: "/admin/settings/writeback/reconciliation", label: "Reconciliation" },
      { href: "/admin/settings/writeback/log", label: "Writeback log" },
    ],
  },
  {
    label: "System",
    places: [
      { href: "/admin/jobs", label: "Jobs" },
      { href: "/admin/business-date", label: "Business date" },
      { href: "/admin/audit", label: "Audit log" },
    ],
  },
];
