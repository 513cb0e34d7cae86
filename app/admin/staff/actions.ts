"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { invitationInput, inviteStaffInput } from "@/lib/identity/staff-schemas";
import { inviteStaff, withdrawInvitation } from "@/lib/staff/invite";

const PATH = "/admin/staff";

export const inviteAction = action(
  { permission: "staff.change.propose", input: inviteStaffInput },
  async ({ email, role, reason }, { userId }) => {
    await inviteStaff({ email, roles: [role], reason, invitedBy: userId });
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
