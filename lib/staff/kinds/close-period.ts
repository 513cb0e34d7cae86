import { z } from "zod";
import type { ApprovalKind } from "@/lib/approvals/kind";
import { formatDate, isoDate, monthName } from "@/lib/calendar/dates";
import { closeMonth, requireClosable } from "@/lib/jobs/close-month";
import { listClosedPeriods } from "@/lib/ledger/close-period";

type Payload = { through: string };

export const CLOSE_PERIOD: ApprovalKind<Payload> = {
  name: "period.close",
  propose: "period.close.propose",
  approve: "period.close.approve",
  isMoney: false,
  payload: z.strictObject({ through: isoDate }),
  subject: ({ through }) => ({ type: "ledger-period", id: through }),
  href: () => "/admin/ledger/periods",
  title: async (_tx, { through }) => `Close ${monthName(through)}`,
  async facts(tx, { through }) {
    await requireClosable(tx, through);
    const [last] = await listClosedPeriods(tx);
    return [
      { label: "Month", value: monthName(through) },
      { label: "Closed so far", value: last ? `through ${formatDate(last.closedThrough)}` : "no month" },
    ];
  },
  execute: (tx, { through }, { proposedBy, decidedBy }) =>
    closeMonth({ through, by: proposedBy, userId: decidedBy }, tx),
};
