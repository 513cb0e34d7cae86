// What the forms about staff accept. Isomorphic.
import { z } from "zod";
import { STAFF_ROLES } from "@/lib/permissions";
import { oneLine } from "@/lib/text-input";
import { emailInput, newAccountFields, isSamePassword } from "./schemas";

const id = z.string().min(1).max(60);
const role = z.enum(STAFF_ROLES, "Choose a role.");
const reason = oneLine("Say why.").min(3, "Say why, in a few words.").max(300, "Use at most 300 characters.");

/** The last day of a role; empty: no end. */
const expiresOn = z
  .union([z.literal(""), z.iso.date("Enter a day such as 2026-12-31.")])
  .optional()
  .transform((day) => (day ? new Date(`${day}T23:59:59Z`) : undefined));

export const inviteStaffInput = z.strictObject({ email: emailInput, role, reason });
export const invitationInput = z.strictObject({ id });
export const grantStaffRoleInput = z.strictObject({ userId: id, role, reason, expiresOn });
export const breakGlassInput = z.strictObject({ role, reason });
export const withdrawStaffRoleInput = z.strictObject({ userId: id, role, reason });
export const suspendUserInput = z.strictObject({ userId: id, reason });
export const joinStaffInput = z
  .strictObject({ token: z.string().min(1).max(200), ...newAccountFields })
  .check(isSamePassword);
