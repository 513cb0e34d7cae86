"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { propose } from "@/lib/approvals/propose";
import { invitationInput, inviteStaffInput } from "@/lib/identity/staff-schemas";
import { withdrawInvitation } from "@/lib/staff/invite";
import { INVITE } from "@/lib/staff/kinds/staff";

const PATH = "/admin/staff";

export const inviteAction = action(
  { permission: "staff.change.propose", input: inviteStaffInput },
  async ({ email, role, reason }, { userId }) => {
    await propose(INVITE, { payload: { email, role }, reason, userId });
    revalidatePath(PATH);
  },
);

export const withdrawInvitationAction = action(
  { permission: "staff.change.propose", input: invitationInput },
  async ({ id }, { userId }) => {
    await withdrawInvitation({ id, actorUserId: userId });
    revalidatePath(PATH);
  },
);
