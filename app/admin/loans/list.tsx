import { z } from "zod";
import { choice, linked, listView, text } from "@/app/_parts/list/list-view";
import { BUCKETS, loanList } from "@/lib/lending/reading/admin-loans";
import { nameOfThing } from "../_parts/filter-names";
import { LOAN_CHOICES, loanLabel } from "../_parts/statuses";
import { LOAN_COLUMNS } from "./loans-table";

export const LOANS = listView({
  name: "loans",
  permission: "loan.see",
  path: "/admin/loans",
  noun: ["loan", "loans"],
  list: loanList,
  filters: {
    q: text("Borrower or number"),
    status: choice("Status", LOAN_CHOICES),
    borrowerId: linked("Borrower", nameOfThing),
    lateFrom: linked(
      "Days past due",
      (days) => BUCKETS.find(({ fromDays }) => String(fromDays) === days)?.label ?? days,
      z.enum(BUCKETS.map(({ fromDays }) => String(fromDays))).transform(Number),
    ),
  },
  rowKey: ({ id }) => id,
  columns: LOAN_COLUMNS,
  csv: {
    Number: ({ number }) => number,
    Borrower: ({ borrowerName }) => borrowerName,
    Status: ({ status }) => loanLabel(status),
    "Days past due": ({ daysPastDue }) => daysPastDue,
    "Past due (USD)": ({ pastDueAmount }) => pastDueAmount,
    "Term (months)": ({ termMonths }) => termMonths,
    "Annual rate": ({ annualRate }) => annualRate,
    Disbursed: ({ disbursedOn }) => disbursedOn,
    "Next due": ({ nextDue }) => nextDue?.dueOn,
    "Next due amount (USD)": ({ nextDue }) => nextDue?.amount,
    "Principal lent (USD)": ({ principal }) => principal,
    "Principal owed (USD)": ({ balances }) => balances.principal.posted,
    "Interest owed (USD)": ({ balances }) => balances.interest.posted,
    "Loan ID": ({ id }) => id,
    "Borrower ID": ({ borrowerId }) => borrowerId,
  },
});
