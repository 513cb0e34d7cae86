import type { PlaceGroup } from "@/components/nav-groups";
import type { Place } from "@/components/nav-links";
import { may, type Permission } from "@/lib/permissions";

export const APPROVALS = "/admin/approvals";

/** The sidebar, as far as these roles may see it. @param counts work that waits, by address */
export function placesFor(
  roles: readonly string[],
  counts: Readonly<Record<string, number>> = {},
): PlaceGroup[] {
  return ADMIN_PLACES.map(({ places, ...group }) => ({
    ...group,
    places: places.flatMap(({ permission, ...place }) =>
      may(roles, permission) ? [withCount(place, counts)] : [],
    ),
  })).filter(({ places }) => places.length > 0);
}

function withCount(place: Place, counts: Readonly<Record<string, number>>): Place {
  const count = counts[place.href];
  return count ? { ...place, count } : place;
}

type StaffPlace = Place & { permission: Permission };

export const ADMIN_PLACES: (Omit<PlaceGroup, "places"> & { places: StaffPlace[] })[] = [
  {
    places: [
      { href: "/admin", permission: "overview.see", label: "Overview" },
      { href: APPROVALS, permission: "approval.see", label: "Approvals" },
      { href: "/admin/notifications", permission: "notification.see", label: "Notifications" },
      { href: "/admin/people", permission: "person.see", label: "People" },
      { href: "/admin/messages", permission: "message.see", label: "Messages" },
      { href: "/admin/mail", permission: "email.see", label: "Emails" },
      { href: "/admin/mail/letters", permission: "letter.see", label: "Letters" },
    ],
  },
  {
    label: "Lending",
    places: [
      { href: "/admin/applications", permission: "application.see", label: "Applications" },
      { href: "/admin/loans", permission: "loan.see", label: "Loans" },
      { href: "/admin/reports/par", permission: "report.see", label: "Reports", also: ["/admin/reports"] },
    ],
  },
  {
    label: "Investing",
    places: [
      { href: "/admin/investments", permission: "investment.see", label: "Investments" },
      { href: "/admin/investments/withdrawals", permission: "investment.see", label: "Early withdrawals" },
      { href: "/admin/options", permission: "option.see", label: "Terms and rates" },
      { href: "/admin/coverage", permission: "coverage.see", label: "Coverage" },
      { href: "/admin/tax", permission: "tax-year.see", label: "Tax year" },
    ],
  },
  {
    label: "Money",
    places: [
      { href: "/admin/payments", permission: "payment.see", label: "Payments" },
      { href: "/admin/payments/webhooks", permission: "webhook.see", label: "Webhooks" },
      { href: "/admin/bank", permission: "bank.see", label: "Bank" },
      { href: "/admin/bank/lines", permission: "bank.see", label: "Statement lines" },
      { href: "/admin/bank/exceptions", permission: "bank.see", label: "Bank exceptions" },
      { href: "/admin/bank-accounts", permission: "bank-account.see", label: "Bank account reviews" },
    ],
  },
  {
    label: "Ledger",
    places: [
      { href: "/admin/ledger", permission: "books.see", label: "Accounts" },
      { href: "/admin/ledger/categories", permission: "books.see", label: "Categories" },
      { href: "/admin/ledger/transactions", permission: "books.see", label: "Transactions" },
      { href: "/admin/ledger/refusals", permission: "books.see", label: "Refusals" },
      { href: "/admin/ledger/trial-balance", permission: "books.see", label: "Trial balance" },
      { href: "/admin/ledger/journals", permission: "books.see", label: "Journals" },
      { href: "/admin/ledger/periods", permission: "books.see", label: "Periods" },
      { href: "/admin/ledger/seal", permission: "books.see", label: "Seal" },
      { href: "/admin/ledger/checks", permission: "books.see", label: "Checks" },
    ],
  },
  {
    label: "Writeback",
    places: [
      { href: "/admin/settings/writeback", permission: "writeback.see", label: "Borrowers' books" },
      {
        href: "/admin/settings/writeback/reconciliation",
        permission: "writeback.see",
        label: "Reconciliation",
      },
      { href: "/admin/settings/writeback/log", permission: "writeback.see", label: "Writeback log" },
    ],
  },
  {
    label: "System",
    places: [
      { href: "/admin/staff", permission: "staff.see", label: "Staff" },
      { href: "/admin/jobs", permission: "job.see", label: "Jobs" },
      { href: "/admin/business-date", permission: "business-date.see", label: "Business date" },
      { href: "/admin/regulations", permission: "regulation.see", label: "Regulations" },
      { href: "/admin/audit", permission: "audit.see", label: "Audit log" },
    ],
  },
];
