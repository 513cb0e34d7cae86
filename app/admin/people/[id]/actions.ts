"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { grantStaffRole, withdrawStaffRole } from "@/lib/identity/staff-roles";
import { grantStaffRoleInput, suspendUserInput, withdrawStaffRoleInput } from "@/lib/identity/staff-schemas";
import { endSuspension, suspendUser } from "@/lib/identity/suspend-user";

const pageOf = (userId: string) => `/admin/people/${userId}`;

export const grantRoleAction = action(
  { permission: "staff.change.propose", input: grantStaffRoleInput },
  async ({ expiresOn, ...grant }, { userId }) => {
    await grantStaffRole({ ...grant, grantedBy: userId, expiresAt: expiresOn });
    revalidatePath(pageOf(grant.userId));
  },
);

export const withdrawRoleAction = action(
  { permission: "staff.change.propose", input: withdrawStaffRoleInput },
  async (of, { userId }) => {
    await withdrawStaffRole({ ...of, actorUserId: userId });
    revalidatePath(pageOf(of.userId));
  },
);

export const suspendAction = action(
  { permission: "user.suspend", input: suspendUserInput },
  async (of, { userId }) => {
    await suspendUser({ ...of, actorUserId: userId });
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
