"use server";

import { publicAction } from "@/lib/action";
import { requestPasswordReset } from "@/lib/accounts/reset-password";
import { forgotPasswordInput } from "@/lib/identity/schemas";

export const forgotPasswordAction = publicAction(
  { input: forgotPasswordInput },
  async ({ email }, { ipAddress }) => {
    await requestPasswordReset({ email, ipAddress });
  },
);
