import { hrefWith } from "@/app/_parts/href-with";
import { listView } from "@/app/_parts/list/list-view";
import { count } from "@/app/_parts/words";
import { DateText } from "@/components/ui/date-text";
import Link from "@/components/ui/link";
import { Money, Rate } from "@/components/ui/money";
import { StatusBadge } from "@/components/ui/status-badge";
import { optionList } from "@/lib/investing/option-queries";
import { WithdrawOption } from "./withdraw-option";

export const OPTIONS = listView({
  name: "options",
  permission: "option.see",
  path: "/admin/options",
  noun: ["option", "options"],
  list: optionList,
  filters: {},
  rowKey: ({ id }) => id,
  columns: [
    {
      header: "Term",
      rowHeader: true,
      sort: "term",
      cell: ({ termMonths }) => <span className="whitespace-nowrap">{count(termMonths, "month")}</span>,
    },
    { header: "Rate", numeric: true, sort: "-rate", cell: ({ annualRate }) => <Rate rate={annualRate} /> },
    { header: "Minimum", numeric: true, sort: "-minimum", cell: ({ minimum }) => <Money amount={minimum} /> },
    { header: "Maximum", numeric: true, sort: "-maximum", cell: ({ maximum }) => <Money amount={maximum} /> },
    {
      header: "Investments",
      numeric: true,
      sort: "-investments",
      cell: ({ id, investments }) => (
        <Link className="link" href={hrefWith("/admin/investments", { optionId: id })}>
          {investments}
        </Link>
      ),
    },
    { header: "Invested", numeric: true, cell: ({ invested }) => <Money amount={invested} /> },
    {
      header: "Room left",
      numeric: true,
      cell: ({ room }) => (room === null ? "Any amount" : <Money amount={room} />),
    },
    {
      header: "Status",
      sort: "-status",
      cell: ({ isOffered, withdrawnOn }) =>
        isOffered ? (
          <StatusBadge tone="posted">Offered</StatusBadge>
        ) : (
          <span className="block">
            <StatusBadge tone="voided">Withdrawn</StatusBadge>
            {withdrawnOn && (
              <span className="block text-muted">
                <DateText on={withdrawnOn} short />
              </span>
            )}
          </span>
        ),
    },
    {
      header: "Action",
      bare: true,
      cell: (option) => option.isOffered && <WithdrawOption option={option} />,
    },
  ],
  csv: {
    "Term (months)": ({ termMonths }) => termMonths,
    "Annual rate": ({ annualRate }) => annualRate,
    "Minimum (USD)": ({ minimum }) => minimum,
    "Maximum (USD)": ({ maximum }) => maximum,
    Investments: ({ investments }) => investments,
    "Invested (USD)": ({ invested }) => invested,
    "Capacity (USD)": ({ capacity }) => capacity,
    "Room left (USD)": ({ room }) => room,
    Status: ({ isOffered }) => (isOffered ? "Offered" : "Withdrawn"),
    Withdrawn: ({ withdrawnOn }) => withdrawnOn,
    "Option ID": ({ id }) => id,
  },
});
