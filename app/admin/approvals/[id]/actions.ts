"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { approvalPath } from "@/lib/approvals/approval-path";
import { approve, cancelProposal, reject } from "@/lib/approvals/decide";
import { requireFreshFactor } from "@/lib/fresh-factor";
import { KINDS } from "@/lib/staff/kinds";
import { cancelInput, decisionInput } from "./inputs";

// Each kind names the permission of those who decide it; the verbs ask for that one in their transaction.

export const approveAction = action(
  { permission: "approval.see", input: decisionInput },
  async (decision, actor) => {
    requireFreshFactor(actor, approvalPath(decision.approvalId));
    try {
      await approve(KINDS, { ...decision, userId: actor.userId });
    } finally {
      revalidatePath(approvalPath(decision.approvalId)); // after a refusal too, because the facts may have changed
    }
  },
);

export const rejectAction = action(
  { permission: "approval.see", input: decisionInput },
  async (decision, { userId }) => {
    await reject(KINDS, { ...decision, userId });
    revalidatePath(approvalPath(decision.approvalId));
  },
);

export const cancelAction = action(
  { permission: "approval.see", input: cancelInput },
  async ({ approvalId }, { userId }) => {
    await cancelProposal({ approvalId, userId });
    revalidatePath(approvalPath(approvalId));
  },
);
