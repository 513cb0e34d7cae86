import { hrefWith } from "@/app/_parts/href-with";
import { choice, listView, text } from "@/app/_parts/list/list-view";
import { count, words } from "@/app/_parts/words";
import { DateText } from "@/components/ui/date-text";
import Link from "@/components/ui/link";
import { Badge } from "@/components/ui/status-badge";
import { personList, type PersonRow } from "@/lib/identity/people";
import { isStaff, STAFF_ROLES } from "@/lib/permissions";
import { PersonLink } from "../_parts/person-link";
import { Code } from "../_parts/references";

export const PEOPLE = listView({
  name: "people",
  permission: "person.see",
  path: "/admin/people",
  noun: ["person", "people"],
  list: personList,
  filters: {
    q: text("Name or email"),
    role: choice(
      "Role",
      (["BORROWER", "INVESTOR", ...STAFF_ROLES] as const).map((value) => ({ value, label: words(value) })),
      "All roles",
    ),
  },
  rowKey: ({ id }) => id,
  columns: [
    {
      header: "Person",
      rowHeader: true,
      sort: "name",
      cell: ({ id, name, email }) => (
        <span className="block min-w-0">
          <PersonLink id={id} name={name} />
          <span className="block text-sm font-normal wrap-break-word text-muted">{email}</span>
        </span>
      ),
    },
    {
      header: "Roles",
      cell: ({ roles }) => (
        <span className="flex flex-wrap gap-1 max-sm:justify-end">
          {roles.map((role) => (
            <Badge key={role}>{words(role)}</Badge>
          ))}
        </span>
      ),
    },
    { header: "Borrowing", cell: ({ borrower }) => borrower && <Borrowing {...borrower} /> },
    {
      header: "Investing",
      cell: ({ investor }) =>
        investor && (
          <Link className="link" href={hrefWith("/admin/investments", { investorId: investor.id })}>
            {count(investor.investments, "investment")}
          </Link>
        ),
    },
    {
      header: "Payments",
      cell: ({ id, roles }) =>
        !isStaff(roles) && (
          <Link className="link" href={hrefWith("/admin/payments", { userId: id })}>
            Payments
          </Link>
        ),
    },
    { header: "ID", secondary: true, cell: ({ id }) => <Code>{id}</Code> },
    {
      header: "Joined",
      secondary: true,
      sort: "-joined",
      cell: ({ joinedOn }) => <DateText on={joinedOn} short />,
    },
  ],
  csv: {
    Name: ({ name }) => name,
    Email: ({ email }) => email,
    Roles: ({ roles }) => roles.map(words).join(", "),
    "Legal name": ({ borrower }) => borrower?.legalName,
    Applications: ({ borrower }) => borrower?.applications,
    Loans: ({ borrower }) => borrower?.loans,
    Investments: ({ investor }) => investor?.investments,
    Joined: ({ joinedOn }) => joinedOn,
    "User ID": ({ id }) => id,
  },
});

function Borrowing({ id, kind, legalName, applications, loans }: NonNullable<PersonRow["borrower"]>) {
  return (
    <span className="block">
      {kind === "BUSINESS" && <span className="block">{legalName}</span>}
      <Link className="link" href={hrefWith("/admin/applications", { borrowerId: id })}>
        {count(applications, "application")}
      </Link>
      {", "}
      <Link className="link" href={hrefWith("/admin/loans", { borrowerId: id })}>
        {count(loans, "loan")}
      </Link>
    </span>
  );
}
