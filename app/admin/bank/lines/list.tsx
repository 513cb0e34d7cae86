import { choice, day, listView, text } from "@/app/_parts/list/list-view";
import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { formatDate } from "@/lib/calendar/dates";
import { mapFilters } from "@/lib/list";
import { bankLineList } from "@/lib/payments/bank/queries";
import { ruleWords, targetWords } from "../rule-words";
import { LineMatch, LineText } from "./line-match";

type Filters = { state?: "open" | "matched" | "suspense"; on?: string; q?: string };

export const BANK_LINES = listView({
  name: "bank-lines",
  permission: "bank.see",
  path: "/admin/bank/lines",
  noun: ["line", "lines"],
  list: mapFilters(bankLineList, ({ state, on, q }: Filters) => ({ state, on, text: q })),
  filters: {
    state: choice("Match", [
      { value: "open", label: "Open" },
      { value: "matched", label: "Matched" },
      { value: "suspense", label: "Unidentified" },
    ]),
    on: day("Posted on", formatDate),
    q: text("Text"),
  },
  rowKey: ({ id }) => id,
  columns: [
    {
      header: "Posted",
      rowHeader: true,
      sort: "-posted",
      cell: ({ postedOn }) => <DateText on={postedOn} short />,
    },
    { header: "Line", cell: (line) => <LineText line={line} /> },
    { header: "Amount", numeric: true, sort: "-amount", cell: ({ amount }) => <Money amount={amount} /> },
    { header: "Match", cell: (line) => <LineMatch line={line} /> },
  ],
  csv: {
    "Posted on": ({ postedOn }) => postedOn,
    "Value date": ({ valueOn }) => valueOn,
    "Amount (USD)": ({ amount }) => amount,
    Description: ({ description }) => description,
    Counterparty: ({ counterparty }) => counterparty,
    Reference: ({ reference }) => reference,
    "Bank reference": ({ bankReference }) => bankReference,
    "Type code": ({ typeCode }) => typeCode,
    Source: ({ source }) => source,
    "Matched with": ({ matches }) => matches.map(({ targetType }) => targetWords(targetType)).join(", "),
    "Matched IDs": ({ matches }) => matches.map(({ targetId }) => targetId).join(", "),
    Rule: ({ matches }) => matches[0] && ruleWords(matches[0].rule),
    Score: ({ matches }) => matches[0]?.score,
    "Line ID": ({ id }) => id,
  },
});
