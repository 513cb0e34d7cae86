"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { propose } from "@/lib/approvals/propose";
import { requireFreshFactor } from "@/lib/fresh-factor";
import { breakGlassInput, invitationInput, inviteStaffInput } from "@/lib/identity/staff-schemas";
import { breakGlass } from "@/lib/staff/break-glass";
import { withdrawInvitation } from "@/lib/staff/invite";
import { INVITE } from "@/lib/staff/kinds/staff";

const PATH = "/admin/staff";

export const inviteAction = action(
  { permission: "staff.change.propose", input: inviteStaffInput },
  async ({ email, role, reason }, actor) => {
    requireFreshFactor(actor, PATH);
    await propose(INVITE, { payload: { email, role }, reason, userId: actor.userId });
    revalidatePath(PATH);
  },
);

export const breakGlassAction = action(
  { permission: "staff.break-glass", input: breakGlassInput },
  async (of, actor) => {
    requireFreshFactor(actor, PATH);
    await breakGlass({ ...of, userId: actor.userId });
    revalidatePath("/admin", "layout"); // the frame shows what the role may see, and the banner
  },
);

export const withdrawInvitationAction = action(
  { permission: "staff.change.propose", input: invitationInput },
  async ({ id }, { userId }) => {
    await withdrawInvitation({ id, actorUserId: userId });
    revalidatePath(PATH);
  },
);
