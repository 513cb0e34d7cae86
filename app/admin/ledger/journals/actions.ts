"use server";

import { redirect } from "next/navigation";
import { action } from "@/lib/action";
import { approvalPath } from "@/lib/approvals/approval-path";
import { propose } from "@/lib/approvals/propose";
import { JOURNAL, REVERSE_JOURNAL } from "@/lib/staff/kinds/journals";
import { journalInput, reverseInput } from "./inputs";

export const proposeJournalAction = action(
  { permission: "journal.post.propose", input: journalInput },
  async ({ reason, ...payload }, { userId }) => {
    const { approvalId } = await propose(JOURNAL, { payload, reason, userId });
    redirect(approvalPath(approvalId));
  },
);

export const reverseJournalAction = action(
  { permission: "journal.post.propose", input: reverseInput },
  async ({ reason, journalId }, { userId }) => {
    const { approvalId } = await propose(REVERSE_JOURNAL, { payload: { journalId }, reason, userId });
    redirect(approvalPath(approvalId));
  },
);
