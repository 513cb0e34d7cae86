// The people one can be with one click in the sandbox; the seed makes them.
import type { StaffRole } from "@/lib/permissions";

export const DEMO_PEOPLE = [
  {
    email: "brittany@example.com",
    name: "Brittany",
    role: "investor",
    blurb: "Deposited $10,000.00 for a year at 4.80%.",
  },
  {
    email: "art@example.com",
    name: "Art",
    role: "borrower",
    blurb: "Borrowed $5,000.00 for a year and repays monthly.",
  },
  {
    email: "admin@example.com",
    name: "Ada",
    role: "administrator",
    blurb: "Has every role: sees the pool, every payment and the ledger, and moves the date.",
  },
];

/** Members of staff with one role each, who see and do what that role may. The first approves what Ada proposes. */
export const DEMO_STAFF: readonly { name: string; email: string; role: StaffRole }[] = [
  { name: "Noor Haddad", email: "accountant@example.com", role: "ACCOUNTANT" },
  { name: "Sam Rivera", email: "support@example.com", role: "SUPPORT" },
  { name: "Uma Patel", email: "underwriter@example.com", role: "UNDERWRITER" },
  { name: "Cole Brandt", email: "collections@example.com", role: "COLLECTIONS" },
  { name: "Tess Lindqvist", email: "treasury@example.com", role: "TREASURY" },
  { name: "Otis Greene", email: "auditor@example.com", role: "AUDITOR" },
  { name: "Grace Moreau", email: "people@example.com", role: "ADMIN" },
];
