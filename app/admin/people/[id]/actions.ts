"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { propose } from "@/lib/approvals/propose";
import { requireFreshFactor } from "@/lib/fresh-factor";
import { grantStaffRoleInput, suspendUserInput, withdrawStaffRoleInput } from "@/lib/identity/staff-schemas";
import { endSuspension } from "@/lib/identity/suspend-user";
import { GRANT_ROLE } from "@/lib/staff/kinds/staff";
import { shutOut, takeRoleAway } from "@/lib/staff/take-away";

const pageOf = (userId: string) => `/admin/people/${userId}`;

export const grantRoleAction = action(
  { permission: "staff.change.propose", input: grantStaffRoleInput },
  async ({ expiresOn, reason, ...grant }, actor) => {
    requireFreshFactor(actor, pageOf(grant.userId));
    const payload = { ...grant, expiresAt: expiresOn?.toISOString() ?? null };
    await propose(GRANT_ROLE, { payload, reason, userId: actor.userId });
    revalidatePath(pageOf(grant.userId));
  },
);

export const withdrawRoleAction = action(
  { permission: "staff.change.propose", input: withdrawStaffRoleInput },
  async (of, { userId }) => {
    await takeRoleAway({ ...of, actorUserId: userId });
    revalidatePath(pageOf(of.userId));
  },
);

export const suspendAction = action(
  { permission: "user.suspend", input: suspendUserInput },
  async (of, { userId }) => {
    await shutOut({ ...of, actorUserId: userId });
    revalidatePath(pageOf(of.userId));
  },
);

export const endSuspensionAction = action(
  { permission: "user.suspend", input: suspendUserInput },
  async (of, { userId }) => {
    await endSuspension({ ...of, actorUserId: userId });
    revalidatePath(pageOf(of.userId));
  },
);
