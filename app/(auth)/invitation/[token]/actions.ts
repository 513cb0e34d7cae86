"use server";

import { redirect } from "next/navigation";
import { publicAction } from "@/lib/action";
import { startBrowserSession } from "@/lib/identity/browser-session";
import { REGISTRATIONS } from "@/lib/identity/limits";
import { homeOf } from "@/lib/identity/next-path";
import { joinStaffInput } from "@/lib/identity/staff-schemas";
import { acceptInvitation } from "@/lib/staff/accept-invitation";

/** The token in the form is the proof: it was sent to the address that was invited. */
export const joinStaffAction = publicAction(
  { input: joinStaffInput, rateLimit: REGISTRATIONS },
  async ({ token, name, password }, request) => {
    const { userId, roles } = await acceptInvitation({ token, name, password });
    await startBrowserSession(userId, request);
    redirect(homeOf(roles));
  },
);
