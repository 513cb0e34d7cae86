import { z } from "zod";
import type { ApprovalKind } from "@/lib/approvals/kind";
import { formatDate, isoDate, monthName } from "@/lib/calendar/dates";
import { closeMonth, requireClosable } from "@/lib/jobs/close-month";
import { listClosedPeriods } from "@/lib/ledger/close-period";
import { dollars } from "@/lib/money/money";
import { oldSuspense } from "@/lib/payments/bank/old-exceptions";

type Payload = { through: string; note?: string | undefined };

export const CLOSE_PERIOD: ApprovalKind<Payload> = {
  name: "period.close",
  propose: "period.close.propose",
  approve: "period.close.approve",
  isMoney: false,
  payload: z.strictObject({ through: isoDate, note: z.string().optional() }),
  subject: ({ through }) => ({ type: "ledger-period", id: through }),
  href: () => "/admin/ledger/periods",
  title: async (_tx, { through }) => `Close ${monthName(through)}`,
  async facts(tx, { through, note }) {
    await requireClosable(tx, through, note);
    const { amount } = await oldSuspense(tx, through);
    const [last] = await listClosedPeriods(tx);
    return [
      { label: "Month", value: monthName(through) },
      { label: "Closed so far", value: last ? `through ${formatDate(last.closedThrough)}` : "no month" },
      { label: "Unidentified money older than 30 days", value: dollars(amount) },
      ...(note ? [{ label: "Why the month closes over it", value: note }] : []),
    ];
  },
  execute: (tx, { through, note }, { proposedBy, decidedBy }) =>
    closeMonth({ through, note, by: proposedBy, userId: decidedBy }, tx),
};
