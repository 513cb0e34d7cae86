import { purposeWords } from "@/app/_parts/loan-words";
import { choice, linked, listView, text } from "@/app/_parts/list/list-view";
import { DateText } from "@/components/ui/date-text";
import Link from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { applicationList } from "@/lib/lending/application/admin-applications";
import { nameOfThing } from "../_parts/filter-names";
import { applicationHref } from "../_parts/paths";
import { PersonLink } from "../_parts/person-link";
import { APPLICATION_CHOICES, ApplicationBadge, applicationLabel } from "../_parts/statuses";

export const APPLICATIONS = listView({
  name: "applications",
  permission: "application.see",
  path: "/admin/applications",
  noun: ["application", "applications"],
  list: applicationList,
  filters: {
    q: text("Borrower or number"),
    status: choice("Status", APPLICATION_CHOICES),
    borrowerId: linked("Borrower", nameOfThing),
  },
  rowKey: ({ id }) => id,
  columns: [
    {
      header: "Application",
      rowHeader: true,
      sort: "-number",
      cell: ({ id, number }) => (
        <Link className="link figures" href={applicationHref(id)}>
          {number}
        </Link>
      ),
    },
    {
      header: "Borrower",
      sort: "borrower",
      cell: ({ borrowerId, borrowerName }) => <PersonLink id={borrowerId} name={borrowerName} />,
    },
    { header: "Status", sort: "status", cell: ({ status }) => <ApplicationBadge status={status} /> },
    {
      header: "Grade",
      sort: "grade",
      cell: ({ grade }) => grade && <span className="figures">{grade}</span>,
    },
    { header: "Purpose", cell: ({ purpose }) => purposeWords(purpose) },
    {
      header: "Submitted",
      sort: "-submitted",
      cell: ({ submittedOn }) => submittedOn && <DateText on={submittedOn} short />,
    },
    {
      header: "Decided",
      sort: "-decided",
      cell: ({ decidedOn }) => decidedOn && <DateText on={decidedOn} short />,
    },
    {
      header: "Amount",
      numeric: true,
      sort: "-amount",
      cell: ({ amount }) => amount && <Money amount={amount} />,
    },
  ],
  csv: {
    Number: ({ number }) => number,
    Borrower: ({ borrowerName }) => borrowerName,
    Status: ({ status }) => applicationLabel(status),
    Grade: ({ grade }) => grade,
    Purpose: ({ purpose }) => purposeWords(purpose),
    Submitted: ({ submittedOn }) => submittedOn,
    Decided: ({ decidedOn }) => decidedOn,
    "Amount (USD)": ({ amount }) => amount,
    "Application ID": ({ id }) => id,
    "Borrower ID": ({ borrowerId }) => borrowerId,
  },
});
