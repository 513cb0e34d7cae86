// The people one can be with one click in the sandbox; the seed makes them.
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
    blurb: "Runs the marketplace: sees the pool, every payment and the ledger, and moves the date.",
  },
];
