"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { action, publicAction, publicFormAction } from "@/lib/action";
import { knownDevice } from "@/lib/device-cookie";
import { signIn, signInByCode, signInByPassword } from "@/lib/accounts/sign-in";
import { askToVerify } from "@/lib/accounts/verify-email";
import { endBrowserSession } from "@/lib/identity/browser-session";
import { findDemoPerson } from "@/lib/identity/demo-sign-in";
import { grantRole } from "@/lib/identity/grant-role";
import { REGISTRATIONS } from "@/lib/identity/limits";
import { homeOf, landingPath } from "@/lib/identity/next-path";
import { registerUser } from "@/lib/identity/register-user";
import {
  addRoleInput,
  codeSignInInput,
  demoSignInInput,
  registrationInput,
  signInInput,
} from "@/lib/identity/schemas";
import { verifyCredentials } from "@/lib/identity/verify-credentials";

export const signInAction = publicAction(
  { input: signInInput },
  async ({ next, ...credentials }, request) => {
    const { ipAddress, userAgent } = request;
    const device = await knownDevice();
    const { userId, roles } = await verifyCredentials(credentials, ipAddress, device, userAgent);
    redirect((await signInByPassword(userId, next, request)) ? landingPath(roles, next) : "/sign-in/code");
  },
);

/** The second step: who has entered the right password is in a cookie. */
export const codeSignInAction = publicAction({ input: codeSignInInput }, async ({ code }, request) => {
  const { roles, next } = await signInByCode(code, request);
  redirect(landingPath(roles, next));
});

export const registerAction = publicAction(
  { input: registrationInput, rateLimit: REGISTRATIONS },
  async ({ as, next, kind, legalName, registrationNumber, consent: _agreed, ...person }, request) => {
    const roles = as === "BOTH" ? (["BORROWER", "INVESTOR"] as const) : ([as] as const);
    const borrower = kind && { kind, ...(kind === "BUSINESS" && { legalName, registrationNumber }) };
    const { userId } = await registerUser({ ...person, roles, borrower }, askToVerify);
    await signIn(userId, request, "password");
    redirect(landingPath(roles, next));
  },
);

export const addRoleAction = action(
  { role: "ANY", input: addRoleInput },
  async ({ as, kind, legalName, registrationNumber }, actor) => {
    const borrower = kind && { kind, ...(kind === "BUSINESS" && { legalName, registrationNumber }) };
    await grantRole({ userId: actor.userId, role: as, borrower });
    redirect(homeOf([as]));
  },
);

/** `<form action={demoSignInAction}><input type="hidden" name="email" …/>`: sandbox mode only. */
export const demoSignInAction = publicFormAction({ input: demoSignInInput }, async ({ email }, request) => {
  const { userId, roles } = await findDemoPerson(email);
  await signIn(userId, request, "demo");
  redirect(homeOf(roles));
});

/** `<form action={signOutAction}>` in the shells. */
export const signOutAction = publicFormAction({ input: z.strictObject({}) }, async () => {
  await endBrowserSession();
  redirect("/signed-out");
});
