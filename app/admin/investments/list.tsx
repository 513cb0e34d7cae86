import { choice, linked, listView } from "@/app/_parts/list/list-view";
import { count } from "@/app/_parts/words";
import { DateText } from "@/components/ui/date-text";
import { Money, Rate } from "@/components/ui/money";
import { investmentList } from "@/lib/investing/admin-queries";
import { nameOfThing } from "../_parts/filter-names";
import { investmentHref } from "../_parts/paths";
import { PersonLink } from "../_parts/person-link";
import { BalanceLink, CodeLink } from "../_parts/references";
import { INVESTMENT_CHOICES, InvestmentBadge, investmentLabel } from "../_parts/statuses";

export const INVESTMENTS = listView({
  name: "investments",
  permission: "investment.see",
  path: "/admin/investments",
  noun: ["investment", "investments"],
  list: investmentList,
  filters: {
    status: choice("Status", INVESTMENT_CHOICES),
    waiting: choice("Payout", [{ value: "cash", label: "Waiting for cash" }]),
    investorId: linked("Investor", nameOfThing),
    optionId: linked("Term and rate", nameOfThing),
  },
  rowKey: ({ id }) => id,
  columns: [
    {
      header: "Investment",
      rowHeader: true,
      sort: "-number",
      cell: ({ id, number }) => <CodeLink href={investmentHref(id)}>{String(number)}</CodeLink>,
    },
    {
      header: "Investor",
      sort: "investor",
      cell: ({ investorId, investorName }) => <PersonLink id={investorId} name={investorName} />,
    },
    { header: "Status", sort: "status", cell: ({ status }) => <InvestmentBadge status={status} /> },
    {
      header: "Terms",
      sort: "term",
      cell: ({ termMonths, annualRate }) => (
        <span>
          {count(termMonths, "month")} at <Rate rate={annualRate} />
        </span>
      ),
    },
    {
      header: "Matures",
      sort: "matures",
      cell: ({ maturesOn }) => maturesOn && <DateText on={maturesOn} short />,
    },
    {
      header: "Deposit",
      numeric: true,
      sort: "-principal",
      cell: ({ principal }) => <Money amount={principal} />,
    },
    {
      header: "Principal owed",
      numeric: true,
      cell: ({ balances: { principal } }) => (
        <BalanceLink code={principal.accountCode} amount={principal.posted} />
      ),
    },
    {
      header: "Interest owed",
      numeric: true,
      cell: ({ balances: { interest } }) => (
        <BalanceLink code={interest.accountCode} amount={interest.posted} />
      ),
    },
  ],
  csv: {
    Number: ({ number }) => number,
    Investor: ({ investorName }) => investorName,
    Status: ({ status }) => investmentLabel(status),
    "Term (months)": ({ termMonths }) => termMonths,
    "Annual rate": ({ annualRate }) => annualRate,
    Opened: ({ createdOn }) => createdOn,
    Started: ({ startedOn }) => startedOn,
    Matures: ({ maturesOn }) => maturesOn,
    "Paid out": ({ paidOutOn }) => paidOutOn,
    "Deposit (USD)": ({ principal }) => principal,
    "Value at maturity (USD)": ({ maturityAmount }) => maturityAmount,
    "Principal owed (USD)": ({ balances }) => balances.principal.posted,
    "Interest owed (USD)": ({ balances }) => balances.interest.posted,
    "Investment ID": ({ id }) => id,
    "Investor ID": ({ investorId }) => investorId,
  },
});
