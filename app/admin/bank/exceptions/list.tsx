import { choice, listView } from "@/app/_parts/list/list-view";
import { count } from "@/app/_parts/words";
import { DateText } from "@/components/ui/date-text";
import Link from "@/components/ui/link";
import { StatusBadge } from "@/components/ui/status-badge";
import { Money } from "@/components/ui/money";
import { namesOfPeople } from "@/lib/identity/people";
import { mapList } from "@/lib/list";
import { bankExceptionList } from "@/lib/payments/bank/queries";
import { paymentHref } from "../../_parts/paths";
import { EXCEPTION_KINDS, kindWords, resolutionWords } from "../rule-words";
import { ExceptionWork } from "./exception-work";

export const BANK_EXCEPTIONS = listView({
  name: "bank-exceptions",
  permission: "bank.see",
  path: "/admin/bank/exceptions",
  noun: ["exception", "exceptions"],
  list: mapList(bankExceptionList, async (rows) => {
    const names = await namesOfPeople(rows.flatMap(({ ownerId }) => ownerId ?? []));
    return rows.map((row) => ({ ...row, ownerName: row.ownerId && (names.get(row.ownerId) ?? row.ownerId) }));
  }),
  filters: {
    state: choice("Status", [
      { value: "open", label: "Open" },
      { value: "resolved", label: "Resolved" },
    ]),
    kind: choice("Kind", EXCEPTION_KINDS),
  },
  rowKey: ({ id }) => id,
  columns: [
    { header: "Kind", rowHeader: true, sort: "kind", cell: ({ kind }) => kindWords(kind) },
    {
      header: "About",
      cell: ({ line, paymentOrderId }) => <About line={line} paymentOrderId={paymentOrderId} />,
    },
    { header: "Amount", numeric: true, sort: "-amount", cell: ({ amount }) => <Money amount={amount} /> },
    {
      header: "Opened",
      sort: "opened",
      cell: ({ openedOn, age }) => (
        <>
          <DateText on={openedOn} short />
          <span className="block text-sm text-muted">{count(age, "day")}</span>
        </>
      ),
    },
    {
      header: "Due",
      cell: ({ dueOn, isOverdue }) => (
        <>
          <DateText on={dueOn} short />
          {isOverdue && <StatusBadge tone="failed">Overdue</StatusBadge>}
        </>
      ),
    },
    { header: "Owner", cell: ({ ownerName }) => ownerName ?? "Nobody" },
    { header: "Work", sort: "-state", cell: (exception) => <ExceptionWork exception={exception} /> },
  ],
  csv: {
    Kind: ({ kind }) => kindWords(kind),
    Line: ({ line }) => line?.text,
    "Payment ID": ({ paymentOrderId }) => paymentOrderId,
    "Amount (USD)": ({ amount }) => amount,
    "Opened on": ({ openedOn }) => openedOn,
    "Age in days": ({ age }) => age,
    "Due on": ({ dueOn }) => dueOn,
    Owner: ({ ownerName }) => ownerName,
    Note: ({ note }) => note,
    "Resolved on": ({ resolvedOn }) => resolvedOn,
    Resolution: ({ resolution }) => resolution && resolutionWords(resolution),
    "Exception ID": ({ id }) => id,
  },
});

function About({
  line,
  paymentOrderId,
}: {
  line: { text: string; postedOn: string } | null;
  paymentOrderId: string | null;
}) {
  if (line)
    return (
      <Link className="link wrap-anywhere" href={`/admin/bank/lines?on=${line.postedOn}`}>
        {line.text}
      </Link>
    );
  return (
    paymentOrderId && (
      <Link className="link wrap-anywhere" href={paymentHref(paymentOrderId)}>
        Payment {paymentOrderId}
      </Link>
    )
  );
}
