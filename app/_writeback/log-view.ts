// The log of writes as a list: all borrowers for administrators, one's own entries for borrowers.
import { z } from "zod";
import { choice, linked, listView, text, type ListFilter } from "@/app/_parts/list/list-view";
import { EVENT_WORDS } from "@/lib/writeback/codat/words";
import { LOG_CSV, logList } from "@/lib/writeback/pages/log-queries";

type State = keyof typeof EVENT_WORDS;
const STATES = (Object.keys(EVENT_WORDS) as State[]).map((value) => ({ value, label: EVENT_WORDS[value] }));

const PARTS = {
  name: "writeback-log",
  noun: ["entry", "entries"] as const,
  list: logList,
  rowKey: ({ eventId }: { eventId: string }) => eventId,
  columns: [],
  sorts: { id: "Recorded", date: "Date", amount: "Cash", state: "Status" },
  csv: { format: LOG_CSV },
};
const FILTERS = {
  q: text("Reference or ID"),
  state: choice("Status", STATES),
};
const asLoan = { label: "Loan", rule: z.string().regex(/^[\w-]{1,60}$/), field: null } as const;

export function ownLogView(path: string) {
  return listView({
    ...PARTS,
    path,
    exportPath: "/api/borrower/accounting/log",
    filters: { ...FILTERS, loanId: { ...asLoan, words: (id: string) => id } },
  });
}

/** `nameOf`: what an administrator calls a borrower or a loan. */
export function allLogView(path: string, nameOf: ListFilter["words"]) {
  return listView({
    ...PARTS,
    path,
    exportPath: "/api/admin/writeback/log",
    filters: {
      ...FILTERS,
      loanId: { ...asLoan, words: nameOf },
      borrowerId: linked<string>("Borrower", nameOf),
    },
  });
}
